/**
 * Netlify's own bootstrap of Edge Functions, on Deno, with the application. `netlify dev` starts a worker for each
 * request, which would forget the state that the contract asks for. Prints its address.
 */
import { handler } from './app.ts'
import { handleRequest } from './node_modules/@netlify/edge-functions-dev/dist/deno/bootstrap.mjs'

// Hides the errors that the application throws on purpose, and what the bootstrap logs.
const { log } = console
console.log = () => {}
console.error = () => {}

const metadata = { function_config: {}, req_routes: [0], routes: [{ function: 'app', path: '/*', pattern: '^/.*$' }] }

Deno.serve({ hostname: '127.0.0.1', port: 0, onListen: ({ port }) => log(`http://127.0.0.1:${port}`) }, (request) => {
  const sent = new Request(request)
  sent.headers.set('x-nf-request-id', crypto.randomUUID())
  sent.headers.set('x-nf-edge-functions', 'app')
  sent.headers.set('x-nf-edge-functions-metadata', btoa(JSON.stringify(metadata)))
  sent.headers.set('x-nf-client-connection-ip', '192.0.2.1')
  return handleRequest(sent, { app: handler })
})
