import { type PolicyInput, toPolicy } from '../src/cors.ts'
import { type CsrfGuard, toGuard } from '../src/csrf/csrf.ts'
import type { CsrfOptions } from '../src/csrf/options.ts'
import { protect as protectBoth } from '../src/csrf/protect.ts'
import type { CorsOptions } from '../src/policy/options.ts'
import type { CorsPolicy } from '../src/server/cors-policy.ts'
import { after, attempt } from '../src/runtime/promise.ts'

type Options = CorsOptions | CorsPolicy
type Answer = Response | Promise<Response>
/** A method: its parameters are bivariant, so that a handler may ask for the host's own kind of request. */
type FetchHandler = { fetch(request: Request, context: unknown): Answer }['fetch']
type Mountable = FetchHandler | { readonly fetch: FetchHandler }

type RouteHandler = (request: Request, context: unknown) => Answer

/** The handlers that a Next.js route exports. */
export type RouteHandlers = {
  readonly [Method in 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS']?: FetchHandler
}

/**
 * Puts a policy before a Vercel function: a handler, or an object with `fetch`.
 *
 * @throws {PolicyError} when the options are no policy
 * @example
 * ```ts
 * import { withCors } from 'corsage/vercel'
 *
 * export const config = { runtime: 'edge' }
 * export default withCors({ origin: ['https://app.example.com'] }, () => new Response('Hello'))
 * ```
 */
export function withCors<const Input extends Options, Handler extends Mountable>(
  options: PolicyInput<Input>,
  handler: Handler,
): Handler
export function withCors(options: Options, handler: Mountable): unknown {
  return mount(toPolicy(options).wrap, handler)
}

/**
 * Puts a guard against cross-site writes before the same, or before a handler of a Next.js route. In the middleware of
 * Next.js, `corsMiddleware(policy, guard.refuse)` has both; it answers preflights to any host, whatever `allowedHosts`.
 *
 * @throws {PolicyError} when the options are no guard
 * @example
 * ```ts
 * import { withCsrf } from 'corsage/vercel'
 *
 * export const POST = withCsrf({ self: 'https://app.example.com' }, () => new Response('Done'))
 * ```
 */
export function withCsrf<Handler extends Mountable>(options: CsrfOptions | CsrfGuard, handler: Handler): Handler
export function withCsrf(options: CsrfOptions | CsrfGuard, handler: Mountable): unknown {
  return mount(toGuard(options).wrap, handler)
}

/**
 * Puts both before a Vercel function, in the right order: what the guard refuses has the headers of the policy.
 *
 * @throws {PolicyError} when the options are no policy, or no guard
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { protect } from 'corsage/vercel'
 *
 * const policy = cors({ origin: ['https://admin.example.com'], credentials: true })
 * export default protect(policy, { self: 'https://app.example.com', trusted: policy }, () => new Response('Done'))
 * ```
 */
export function protect<const Input extends Options, Handler extends Mountable>(
  cors: PolicyInput<Input>,
  csrf: CsrfOptions | CsrfGuard,
  handler: Handler,
): Handler
export function protect(cors: Options, csrf: CsrfOptions | CsrfGuard, handler: Mountable): unknown {
  return mount(protectBoth(toPolicy(cors), toGuard(csrf)), handler)
}

function mount(wrap: CorsPolicy['wrap'], handler: Mountable): unknown {
  const mounted = (run: RouteHandler): RouteHandler =>
    wrap((request: Request, context: unknown) => run(forgetCookies(request), context))
  return typeof handler === 'function' ? mounted(handler) : { ...handler, fetch: mounted(handler.fetch.bind(handler)) }
}

/**
 * Puts a policy before the handlers of a Next.js route, and adds the `OPTIONS` that answers preflights. Any other
 * OPTIONS request goes to the `OPTIONS` handler given, or is told the methods, as Next.js does by itself.
 *
 * `redirect()`, `notFound()` and the like throw, and Next.js makes the response, which the policy never sees: return
 * `NextResponse.redirect()` where a page shall follow.
 *
 * @throws {PolicyError} when the options are no policy
 * @example
 * ```ts
 * import { corsRoute } from 'corsage/vercel'
 *
 * export const { GET, OPTIONS } = corsRoute({ origin: ['https://app.example.com'] }, {
 *   GET: () => Response.json({ hello: 'world' }),
 * })
 * ```
 */
export function corsRoute<const Input extends Options, Handlers extends RouteHandlers>(
  options: PolicyInput<Input>,
  handlers: Handlers,
): Handlers & { readonly OPTIONS: (request: Request) => Answer }
export function corsRoute(options: Options, handlers: Record<string, RouteHandler>): unknown {
  const { wrap } = toPolicy(options)
  const given = Object.entries(handlers).filter(([, handler]) => typeof handler === 'function')
  const methods = new Set(['OPTIONS', ...given.map(([method]) => method), ...(handlers['GET'] ? ['HEAD'] : [])])
  const headers = { Allow: [...methods].toSorted().join(', ') }
  const routes = { OPTIONS: () => new Response(null, { status: 204, headers }), ...Object.fromEntries(given) }
  return Object.fromEntries(
    Object.entries<RouteHandler>(routes).map(([method, handler]) => {
      const answer = wrap((request: Request, context: unknown) =>
        attempt(
          () => handler(forgetCookies(request), context),
          (response) => response,
          keepSignal,
        ),
      )
      const route: RouteHandler = (request, context) => after(answer(request, context), releaseSignal)
      return [method, route]
    }),
  )
}

/** What Next.js threw to itself, by the response that stood for it on its way through the policy. */
const signals = new WeakMap<Response, unknown>()

/**
 * `redirect()`, `notFound()` and their like throw no error, but a way out of the handler that has to reach Next.js as
 * it is (https://github.com/vercel/next.js/discussions/64076). It is known by its digest.
 */
function keepSignal(thrown: unknown): Response {
  const digest = (thrown as { readonly digest?: unknown } | null | undefined)?.digest
  if (typeof digest !== 'string' || !/^(NEXT|DYNAMIC|BAILOUT|HANGING)_/.test(digest)) throw thrown
  const response = new Response()
  signals.set(response, thrown)
  return response
}

function releaseSignal(response: Response): Response {
  if (signals.has(response)) throw signals.get(response)
  return response
}

/**
 * Middleware (`middleware.ts`, since Next.js 16 `proxy.ts`) that answers preflights and puts the policy's headers on
 * what the route behind it answers. It cannot remove `Access-Control-*` headers that this route sets itself.
 *
 * @param next a middleware of your own to go on with; without one, the request goes to its route
 * @throws {PolicyError} when the options are no policy
 * @example
 * ```ts
 * import { corsMiddleware } from 'corsage/vercel'
 *
 * export const proxy = corsMiddleware({ origin: ['https://app.example.com'] })
 * export const config = { matcher: '/api/:path*' }
 * ```
 */
export function corsMiddleware<const Input extends Options, HostRequest extends Request = Request, Event = unknown>(
  options: PolicyInput<Input>,
  next: (request: HostRequest, event: Event) => Answer | undefined | Promise<Response | undefined> = goOn,
): (request: HostRequest, event: Event) => Answer {
  const policy = toPolicy(options)
  return policy.wrap((request: HostRequest, event: Event) =>
    after<Response | undefined, Response>(next(forgetCookies(request), event), (response = goOn()) =>
      policy.options.cookieless ? handOn(response, request) : response,
    ),
  )
}

/** What `NextResponse.next()` is. */
function goOn(): Response {
  return new Response(null, { headers: { 'x-middleware-next': '1' } })
}

/** A `NextRequest` has read its cookies before the policy hid them. */
function forgetCookies<HostRequest extends Request & { readonly cookies?: { clear?(): unknown } }>(
  request: HostRequest,
): HostRequest {
  if (request.cookies?.clear && !request.headers.has('cookie')) {
    request.cookies.clear()
    // Where an empty one is left.
    request.headers.delete('cookie')
  }
  return request
}

/** The route behind a middleware gets the request that came, unless it is told other headers, as `NextResponse.next` does. */
function handOn(response: Response, request: Request): Response {
  const { headers } = response
  const goesOn = headers.has('x-middleware-next') || headers.has('x-middleware-rewrite')
  if (goesOn && !headers.has('x-middleware-override-headers')) {
    headers.set('x-middleware-override-headers', [...request.headers.keys()].join())
    request.headers.forEach((value, name) => headers.set(`x-middleware-request-${name}`, value))
  }
  return response
}
