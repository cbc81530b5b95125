/** The context of a predicate has the type of the handler's second argument. */
import { corsMiddleware, corsRoute, withCors, type VercelContext } from 'corsage/vercel'

interface Context {
  waitUntil(promise: Promise<unknown>): void
}
/** As `NextProxy` of Next.js. */
type Proxy = (request: Request & { readonly nextUrl: URL }, event: Context) => Response | Promise<Response>

const options = { origin: ['https://app.example.com'], credentials: true } as const

export const ofHandler = withCors(
  {
    origin: ({ host }, { context }) => {
      context.waitUntil(Promise.resolve())
      return host === 'app.example.com'
    },
  },
  (request: Request, context: Context) => Response.json([request.url, typeof context]),
)
export const ofObject = withCors(
  { origin: (_origin, { context }) => typeof context.waitUntil === 'function' },
  { fetch: (_request: Request, context: Context) => Response.json(typeof context) },
)
export const ofProxy: Proxy = corsMiddleware(
  { origin: (_origin, { context, request }) => typeof context.waitUntil === 'function' && request.method === 'GET' },
  (request, event) => {
    event.waitUntil(Promise.resolve())
    return request.nextUrl.pathname === '/' ? undefined : new Response(null, { status: 401 })
  },
)
export const unnamed = withCors(
  { origin: (_origin, { context, request }) => typeof context === 'object' && request.method === 'GET' },
  (request, context) => Response.json([request.url, typeof context]),
)
export const byPart = withCors(
  { origin: (_origin, { context }: { readonly context: Context }) => typeof context.waitUntil === 'function' },
  (request) => new Response(request.url),
)
export const byContext = withCors(
  { origin: (_origin, { context }: VercelContext<Context>) => typeof context.waitUntil === 'function' },
  () => new Response('Hello'),
)
export const routes = corsRoute(options, {
  GET: (request) => new Response(request.url),
  PUT: async (_request: Request, { params }: { readonly params: Promise<{ readonly id: string }> }) =>
    Response.json(await params),
})

const answer = (_request: Request, _context: Context): Response => new Response()
// @ts-expect-error: the context has no such member
withCors({ origin: (_origin, { context }) => context.ip === '' }, answer)
// @ts-expect-error: the context is not known
withCors({ origin: (_origin, { context }) => context.waitUntil !== null }, () => new Response())
// @ts-expect-error: an origin needs a scheme
withCors({ origin: ['app.example.com'] }, answer)
