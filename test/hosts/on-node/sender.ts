/** The application that sends every form of a response, on Node. */
import { createSender } from '../support/sender.ts'
import { serve } from './serve.ts'

serve(createSender())
