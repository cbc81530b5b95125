/** A proxy on Node. */
import { createProxy } from '../support/proxy.ts'
import { serve } from './serve.ts'

serve(createProxy(process.env['UPSTREAM']!))
