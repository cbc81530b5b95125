/** The adapter keeps the types of the options of `Bun.serve`. */
import { cors } from 'corsage'
import { withCors } from 'corsage/bun'
import { Hono } from 'hono'
import page from './page.html'

const options = { origin: ['https://app.example.com'], credentials: true } as const
const policy = cors(options)

export const plain: Bun.Server<undefined> = Bun.serve(
  withCors(options, { port: 0, fetch: (request: Request) => new Response(request.url) }),
)

export const routed = Bun.serve(
  withCors(policy, {
    routes: {
      '/': page,
      '/status': new Response('OK'),
      '/users/:id': (request: Bun.BunRequest<'/users/:id'>) => new Response(request.params.id),
      '/posts': {
        GET: () => Response.json([]),
        POST: async (request: Request) => Response.json(await request.json(), { status: 201 }),
      },
    },
    error: (error: Error) => new Response(error.message, { status: 500 }),
  }),
)

/** Without annotations, handlers get the adapter's own types for Bun. */
export const unannotated = Bun.serve(
  withCors(options, {
    routes: {
      '/users/:id': (request) => new Response(request.params.id),
      '/posts': { DELETE: (request, server) => Response.json([request.url, server.requestIP(request)]) },
    },
    fetch: (request, server) => Response.json([request.url, server.requestIP(request)]),
    error: (error) => new Response(error.message),
  }),
)

interface Visitor {
  readonly name: string
}
export const upgrading: Bun.Server<Visitor> = Bun.serve(
  withCors(options, {
    fetch(request: Request, server: Bun.Server<Visitor>) {
      return server.upgrade(request, { data: { name: 'a' } }) ? undefined : new Response(null, { status: 400 })
    },
    websocket: {
      data: {} as Visitor,
      message(socket: Bun.ServerWebSocket<Visitor>, message: string | Buffer) {
        socket.send(socket.data.name + String(message))
      },
    },
  }),
)

export const byAddress = Bun.serve(
  withCors(
    {
      origin: (origin, { server }) => server.requestIP(new Request(origin.serialized)) !== null,
    },
    { fetch: (request: Request, server: Bun.Server<undefined>) => Response.json(server.requestIP(request)) },
  ),
)

// @ts-expect-error: any origin with credentials
withCors({ origin: '*', credentials: true }, { fetch: () => new Response('Hello') })
// @ts-expect-error: the option is `allowHeaders`
withCors({ origin: '*', allowedHeaders: ['a'] }, { fetch: () => new Response('Hello') })

/** The app of a framework, whose `routes` are a list, keeps its type. */
export const ofHono: Hono = withCors(options, new Hono())
