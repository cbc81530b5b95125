/** The application that sends every form of a response, on `Deno.serve`. Prints its address. */
import { createSender } from '../support/sender.ts'

Deno.serve(
  { hostname: '127.0.0.1', port: 0, onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`) },
  createSender(),
)
