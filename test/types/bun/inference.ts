/** Handlers without annotations have the types that `Bun.serve` gives them, in the usual ways to write its options. */
import { withCors, type BunContext } from 'corsage/bun'
import { Hono } from 'hono'
import page from './page.html'

const options = { origin: ['https://app.example.com'], credentials: true } as const

interface Visitor {
  readonly name: string
}

/** 1. `fetch` alone. */
export const fetching: Bun.Server<undefined> = Bun.serve(
  withCors(options, {
    port: 0,
    fetch(request, server) {
      const address: Bun.SocketAddress | null = server.requestIP(request)
      server.timeout(request, 10)
      return new Response(request.url + address?.address + this.url.href)
    },
  }),
)

/** 2. Parameters from the path, and cookies. */
export const routed = Bun.serve(
  withCors(options, {
    routes: {
      '/': page,
      '/favicon.ico': Bun.file('favicon.ico'),
      '/public/*': { dir: './public' },
      '/status': new Response('OK'),
      '/off': false,
      '/users/:id': (request) => {
        const { id }: { readonly id: string } = request.params
        request.cookies.set('last', id)
        return new Response(request.cookies.get('session'))
      },
      '/teams/:team/users/:user': (request, server) =>
        Response.json([request.params.team, request.params.user, server.requestIP(request)?.port]),
    },
  }),
)

/** 3. Methods of a path. */
export const byMethod = Bun.serve(
  withCors(options, {
    routes: {
      '/posts/:slug': {
        GET: new Response('OK'),
        PUT: async (request) => Response.json([request.params.slug, await request.json()]),
        DELETE: (request, server) => new Response(server.requestIP(request)?.address + request.params.slug),
      },
    },
    fetch: () => new Response(null, { status: 404 }),
    error: (error) => new Response(error.message, { status: 500 }),
  }),
)

/** 4. WebSockets, whose data is named once. */
export const sockets: Bun.Server<Visitor> = Bun.serve(
  withCors(options, {
    fetch: (request, server) =>
      server.upgrade(request, { data: { name: 'a' } }) ? undefined : new Response(null, { status: 426 }),
    websocket: {
      data: {} as Visitor,
      open: (socket) => void socket.subscribe(socket.data.name),
      message(socket, message) {
        socket.cork((same) => same.send(same.data.name + String(message)))
      },
      close: (socket, code, reason) => console.info(socket.data.name, code, reason),
    },
  }),
)

/** 5. WebSockets next to routes, and with the data as the type argument of `Bun.serve`. */
export const socketRoute = Bun.serve(
  withCors(options, {
    routes: {
      '/chat/:name': (request, server) =>
        server.upgrade(request, { data: { name: request.params.name } }) ? undefined : new Response(null),
    },
    websocket: {
      data: {} as Visitor,
      message: (socket, message) => void socket.send(socket.data.name + message.length),
    },
  }),
)
export const socketArgument = Bun.serve<Visitor>(
  withCors(options, {
    fetch: (request, server) => (server.upgrade(request, { data: { name: 'a' } }) ? undefined : new Response(null)),
    websocket: { message: (socket, message) => void socket.send(socket.data.name + String(message)) },
  }),
)

/** 6. The default export, and a constant. */
export default withCors(options, {
  routes: { '/users/:id': (request) => new Response(request.params.id + request.cookies.size) },
  fetch: (request, server) => Response.json(server.requestIP(request)),
})
const serve = withCors(options, { routes: { '/users/:id': (request) => new Response(request.params.id) } })
export const started = Bun.serve(serve)

/** 7. The type of the options. */
export const satisfying = withCors(options, {
  routes: { '/users/:id': (request) => new Response(request.params.id + request.cookies.size) },
}) satisfies Bun.Serve.Options<undefined, '/users/:id'>
export const typed: Bun.Serve.Options<Visitor, '/users/:id'> = withCors(options, {
  routes: { '/users/:id': (request) => new Response(request.params.id) },
  websocket: { message: (socket) => void socket.send(socket.data.name) },
})

/** 8. Annotated handlers. */
const getUser = (request: Bun.BunRequest<'/users/:id'>, server: Bun.Server<undefined>): Response =>
  Response.json([request.params.id, server.requestIP(request)])
export const annotated = Bun.serve(
  withCors(options, { routes: { '/users/:id': getUser, '/users': { GET: () => new Response() } } }),
)

/** 9. Predicates. */
export const byAddress = Bun.serve(
  withCors(
    { origin: ({ host }, { server, request }) => server.requestIP(request)?.address === host },
    { fetch: (request) => new Response(request.url) },
  ),
)
export const byServer = Bun.serve(
  withCors(
    { origin: ({ host }, { server }: BunContext<Bun.Server<undefined>>) => server.hostname === host },
    { fetch: (request) => new Response(request.url) },
  ),
)

/** 10. Other options, and the app of a framework. */
export const secure = Bun.serve(
  withCors(options, {
    hostname: '127.0.0.1',
    development: { hmr: true, console: true },
    tls: { key: Bun.file('key.pem'), cert: Bun.file('cert.pem') },
    idleTimeout: 10,
    fetch: (request) => new Response(request.url),
  }),
)
export const unix = Bun.serve(withCors(options, { unix: './api.sock', fetch: () => new Response('Hello') }))
const app: Hono = withCors(options, new Hono())
export const ofApp = Bun.serve({ fetch: app.fetch, port: 0 })
export const handed = Bun.serve(withCors(options, { fetch: new Hono().fetch }))

withCors(options, {
  // @ts-expect-error: the path has no such parameter
  routes: { '/users/:id': (request) => new Response(request.params.name) },
})
withCors(options, {
  fetch: () => new Response(),
  // @ts-expect-error: the data has no such member
  websocket: { data: {} as Visitor, message: (socket) => void socket.send(socket.data.id) },
})
// @ts-expect-error: options of Bun.serve have `fetch` or `routes`
withCors(options, { port: 3000 })
// @ts-expect-error: an origin needs a scheme
withCors({ origin: ['app.example.com'] }, { fetch: () => new Response('Hello') })
