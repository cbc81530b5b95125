/**
 * The adapter keeps the types of Vercel functions and of Next.js routes and middleware. Most types are copied here, as
 * far as they matter. `NextProxy` is the framework's own, because it decides what TypeScript infers.
 */
import type { NextProxy } from 'next/server.js'
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

/** With the framework's own type, the parameters need no annotation. */
export const inferred: NextProxy = corsMiddleware(policy, async (request, event) => {
  event.waitUntil(Promise.resolve())
  return request.nextUrl.pathname === '/' ? undefined : new Response(request.cookies.get('session')?.value)
})

// @ts-expect-error: any origin with credentials
withCors({ origin: '*', credentials: true }, () => new Response('Hello'))
// @ts-expect-error: any origin with credentials
corsRoute({ origin: '*', credentials: true }, { GET: () => new Response('Hello') })
// @ts-expect-error: any origin with credentials
corsMiddleware({ origin: '*', credentials: true })
// @ts-expect-error: methods are written in upper case
corsRoute(options, { get: () => new Response('Hello') })
// @ts-expect-error: a handler returns a response
withCors(options, () => 'Hello')
