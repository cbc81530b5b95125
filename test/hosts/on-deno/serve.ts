/** `Deno.serve` with the application. Prints its address. */
import { withCors } from '../../../adapters/deno.ts'
import { csrf, protect } from '../../../src/csrf/index.ts'
import { createApp } from '../support/app.ts'
import { enforced, guard, listed, open, policyName, TENANT } from '../support/policies.ts'

const app = createApp({
  upgrade(request) {
    const { socket, response } = Deno.upgradeWebSocket(request)
    socket.addEventListener('message', ({ data }) => socket.send(`echo ${data}`))
    return response
  },
}) as Deno.ServeHandler

const apps: Record<string, Deno.ServeHandler> = {
  listed: withCors(listed, app),
  open: withCors(open, { fetch: app }).fetch,
  enforced: withCors(enforced, app),
  guarded: withCors(csrf(guard), app),
  protected: withCors(protect(listed, guard), { fetch: app }).fetch,
  predicate: withCors(
    {
      origin: ({ host }, { info: { remoteAddr, completed } }) =>
        host === TENANT && (remoteAddr as Deno.NetAddr).hostname === '127.0.0.1' && completed instanceof Promise,
    },
    app,
  ),
}

Deno.serve(
  { hostname: '127.0.0.1', port: 0, onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`) },
  (request, info) => apps[policyName(request)]!(request, info),
)
