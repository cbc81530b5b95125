/** A proxy on `Deno.serve`. Prints its address. */
import { createProxy } from '../support/proxy.ts'

Deno.serve(
  { hostname: '127.0.0.1', port: 0, onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`) },
  createProxy(Deno.env.get('UPSTREAM') ?? ''),
)
