/** `Bun.serve` with the application as `fetch` or, if its argument says so, as `routes`. Prints its address. */
import { type BunContext, withCors } from '../../../adapters/bun.ts'
import { csrf, protect } from '../../../src/csrf/index.ts'
import { createApp } from '../support/app.ts'
import { enforced, guard, listed, open, policyName, TENANT } from '../support/policies.ts'

type Server = Bun.Server<undefined>
type Fetch = (request: Request, server: Server) => Response | Promise<Response>

const app = createApp({
  upgrade: (request, server: Server) => (server.upgrade(request) ? undefined : new Response(null, { status: 400 })),
}) as Fetch

const websocket = {
  message(socket: Bun.ServerWebSocket, message: string | Buffer) {
    socket.send(`echo ${String(message)}`)
  },
}

const byContext = {
  origin: async ({ host }: { host: string }, { server }: BunContext<Server>) =>
    host === TENANT && server.hostname === '127.0.0.1',
}

const apps: Record<string, Fetch> = {
  listed: withCors(listed, { fetch: app }).fetch,
  open: withCors(open, { fetch: app }).fetch,
  enforced: withCors(enforced, { fetch: app }).fetch,
  predicate: withCors(byContext, { fetch: app }).fetch,
  guarded: withCors(csrf(guard), { fetch: app }).fetch,
  protected: withCors(protect(listed, guard), { fetch: app }).fetch,
}

const routes = {
  ...withCors(listed, { routes: { '/listed/*': app } }).routes,
  ...withCors(open, { routes: { '/open/*': app } }).routes,
  ...withCors(enforced, { routes: { '/enforced/*': app } }).routes,
  ...withCors(byContext, { routes: { '/predicate/*': app } }).routes,
  ...withCors(csrf(guard), { routes: { '/guarded/*': app } }).routes,
  ...withCors(protect(listed, guard), { routes: { '/protected/*': app } }).routes,
}

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  websocket,
  ...(Bun.argv[2] === 'routes'
    ? { routes }
    : { fetch: (request: Request, self: Server) => apps[policyName(request)]!(request, self) }),
})
console.log(server.url.origin)
