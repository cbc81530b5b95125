/**
 * The adapter keeps the types of Vercel functions and of Next.js routes and middleware. Their types are copied here, as
 * far as they matter. test/hosts/next compiles the same with those of Next.js.
 */
import { cors } from 'corsage'
import { corsMiddleware, corsRoute, withCors } from 'corsage/vercel'

interface NextRequest extends Request {
  readonly nextUrl: URL
  readonly cookies: { get(name: string): { readonly value: string } | undefined }
}
interface NextFetchEvent {
  waitUntil(promise: Promise<unknown>): void
}
declare class NextResponse<Body = unknown> extends Response {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> & { readonly of?: Body }
  static override json<Value>(value: Value): NextResponse<Value>
}
interface RouteContext {
  readonly params: Promise<{ readonly id: string }>
}
type RouteHandler = (request: NextRequest, context: RouteContext) => Response | Promise<Response>
type Middleware = (request: NextRequest, event: NextFetchEvent) => Response | Promise<Response>
type Passing = Response | null | undefined | void
type NextProxy = (request: NextRequest, event: NextFetchEvent) => Passing | Promise<Passing>

const options = { origin: ['https://app.example.com'], credentials: true } as const
const policy = cors(options)

export default withCors(options, async (request: Request) => new Response(await request.text()))
export const edge: (request: NextRequest, event: NextFetchEvent) => Response | Promise<Response> = withCors(
  policy,
  (request: NextRequest, event: NextFetchEvent) => {
    event.waitUntil(Promise.resolve())
    return new Response(request.nextUrl.href)
  },
)
export const contextual = withCors(options, (request) => new Response(request.headers.get('host')))
export const object: { fetch(request: Request): Response | Promise<Response> } = withCors(options, {
  fetch: (request: Request) => new Response(request.url),
})

const routes = corsRoute(options, {
  GET: async (request: NextRequest, { params }: RouteContext) => {
    const { id } = await params
    return NextResponse.json({ id, host: request.nextUrl.host })
  },
  POST: (request: Request) => new Response(request.body),
})
export const GET: RouteHandler = routes.GET
export const POST: RouteHandler = routes.POST
export const OPTIONS: RouteHandler = routes.OPTIONS
export const PUT: RouteHandler = routes.PUT
// @ts-expect-error: Next.js has no such method
export const { TRACE } = routes

export const middleware: Middleware = corsMiddleware(options)
export const proxy: Middleware = corsMiddleware(policy, (request: NextRequest, event: NextFetchEvent) => {
  event.waitUntil(Promise.resolve())
  return request.cookies.get('session') ? NextResponse.json(null) : new Response(null, { status: 401 })
})

/** The parameters need no annotation. */
export const inferred: NextProxy = corsMiddleware(policy, async (request, event) => {
  event.waitUntil(Promise.resolve())
  return request.nextUrl.pathname === '/' ? undefined : new Response(request.cookies.get('session')?.value)
})

/** A middleware that is there already may return nothing. */
const own: NextProxy = (request) => (request.nextUrl.pathname === '/' ? NextResponse.json(null) : null)
export const mounted: NextProxy = corsMiddleware(policy, own)
export const passing: NextProxy = corsMiddleware(policy, (request, event) => event.waitUntil(request.text()))

// @ts-expect-error: any origin with credentials
withCors({ origin: '*', credentials: true }, () => new Response('Hello'))
// @ts-expect-error: any origin with credentials
corsRoute({ origin: '*', credentials: true }, { GET: () => new Response('Hello') })
// @ts-expect-error: any origin with credentials
corsMiddleware({ origin: '*', credentials: true })
// @ts-expect-error: methods are written in upper case
corsRoute(options, { get: () => new Response('Hello') })
// @ts-expect-error: a middleware returns a response or nothing
corsMiddleware(options, (request: NextRequest) => request.nextUrl.pathname)
// @ts-expect-error: a handler returns a response
withCors(options, () => 'Hello')
