/** A proxy on `Bun.serve`. Prints its address. */
import { createProxy } from '../support/proxy.ts'

const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: createProxy(process.env['UPSTREAM']!) })
console.log(server.url.origin)
