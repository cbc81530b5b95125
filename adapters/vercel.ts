import { type FetchTarget, mountFetch } from '../src/hosts/fetch-handler.ts'
import { isCookieless, type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'
import { after, attempt } from '../src/runtime/promise.ts'

/** The context of a predicate on Vercel and in Next.js. */
export interface VercelContext extends RequestContext {
  /** The second argument of a function, of a route's handler (its `params`) or of a middleware (its event). */
  readonly context: unknown
}

type Input = CorsOptions<VercelContext> | Layer
type Answer = Response | Promise<Response>
/** A method, because its parameters are bivariant: so a handler may ask for the host's own kind of request. */
type FetchHandler = { fetch(request: Request, context: unknown): Answer }['fetch']
type Mountable = FetchHandler | { readonly fetch: FetchHandler }
type RouteHandler = (request: Request, context: unknown) => Answer

/** The handlers that a Next.js route exports. */
export type RouteHandlers = {
  readonly [Method in 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS']?: FetchHandler
}

/**
 * Mounts a policy, or any layer, in front of a Vercel function: a handler, or an object with `fetch`.
 *
 * @param layer options as `cors()` takes them, or a layer: a policy, a guard, both
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { withCors } from 'corsage/vercel'
 *
 * export const config = { runtime: 'edge' }
 * export default withCors({ origin: ['https://app.example.com'] }, () => new Response('Hello'))
 * ```
 */
export function withCors<const Given extends Input, Handler extends Mountable>(
  layer: LayerInput<Given>,
  handler: Handler,
): Handler
export function withCors(input: Input, handler: FetchTarget): unknown {
  return mountFetch(forgetting(toLayer(input)), handler, named)
}

/**
 * Mounts a policy, or any layer, in front of the handlers of a Next.js route, and adds the `OPTIONS` that answers
 * preflights. Any other OPTIONS request goes to the `OPTIONS` handler given, or gets the list of methods, as Next.js
 * answers it.
 *
 * `redirect()`, `notFound()` and the like throw, and Next.js makes the response, which the policy never sees: return
 * `NextResponse.redirect()` where a page should follow.
 *
 * @param layer options as `cors()` takes them, or a layer: a policy, a guard, both
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { corsRoute } from 'corsage/vercel'
 *
 * export const { GET, OPTIONS } = corsRoute({ origin: ['https://app.example.com'] }, {
 *   GET: () => Response.json({ hello: 'world' }),
 * })
 * ```
 */
export function corsRoute<const Given extends Input, Handlers extends RouteHandlers>(
  layer: LayerInput<Given>,
  handlers: Handlers,
): Handlers & { readonly OPTIONS: (request: Request) => Answer }
export function corsRoute(input: Input, handlers: Record<string, RouteHandler>): unknown {
  const layer = forgetting(toLayer(input))
  const given = Object.entries(handlers).filter(([, handler]) => typeof handler === 'function')
  const methods = new Set(['OPTIONS', ...given.map(([method]) => method), ...(handlers['GET'] ? ['HEAD'] : [])])
  const headers = { Allow: [...methods].toSorted().join(', ') }
  const routes = { OPTIONS: () => new Response(null, { status: 204, headers }), ...Object.fromEntries(given) }
  return Object.fromEntries(
    Object.entries<RouteHandler>(routes).map(([method, handler]) => {
      const keeping: RouteHandler = (request, context) =>
        attempt(
          () => handler(request, context),
          (response) => response,
          keepSignal,
        )
      const answer = layer.wrap(keeping, named)
      const route: RouteHandler = (request, context) => after(answer(request, context), releaseSignal)
      return [method, route]
    }),
  )
}

/** The signals that Next.js throws to itself, by the response that stands for each on its way through the policy. */
const signals = new WeakMap<Response, unknown>()

/**
 * `redirect()`, `notFound()` and the like throw a signal, which is not an error and has to reach Next.js as it is
 * (https://github.com/vercel/next.js/discussions/64076). Its digest tells it from an error.
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
 * Middleware (`middleware.ts`, since Next.js 16 `proxy.ts`) that answers preflights and puts the policy's headers on the
 * answers of the routes behind it. It cannot remove `Access-Control-*` headers that such a route sets itself.
 *
 * @param layer options as `cors()` takes them, or a layer: a policy, a guard, both
 * @param next a middleware of your own to go on with; without one, the request goes to its route
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { corsMiddleware } from 'corsage/vercel'
 *
 * export const proxy = corsMiddleware({ origin: ['https://app.example.com'] })
 * export const config = { matcher: '/api/:path*' }
 * ```
 */
export function corsMiddleware<const Given extends Input, HostRequest extends Request = Request, Event = unknown>(
  layer: LayerInput<Given>,
  next?: (request: HostRequest, event: Event) => Answer | undefined | Promise<Response | undefined>,
): (request: HostRequest, event: Event) => Answer
export function corsMiddleware(
  input: Input,
  next: (request: Request, event: unknown) => Answer | undefined | Promise<Response | undefined> = goOn,
): RouteHandler {
  const layer = toLayer(input)
  const goOnWithout = (response: Response, request: Request): Response =>
    isCookieless(layer) ? handOn(response, request) : response
  const answer: RouteHandler = (request, event) =>
    after<Response | undefined, Response>(next(request, event), (response = goOn()) => goOnWithout(response, request))
  return forgetting(layer).wrap(answer, named)
}

/** What predicates get next to the request. */
function named(context: unknown): Omit<VercelContext, 'request'> {
  return { context }
}

/** The response that `NextResponse.next()` makes. */
function goOn(): Response {
  return new Response(null, { headers: { 'x-middleware-next': '1' } })
}

type RequestWithCookies = Request & { readonly cookies?: { clear?(): unknown } }

/** A `NextRequest` reads its cookies before the policy hides them, so a cookieless layer has to clear them as well. */
function forgetting(layer: Layer): Layer {
  if (!isCookieless(layer)) return layer
  return {
    ...layer,
    wrap: (handler, contextOf) =>
      layer.wrap((request, ...rest) => {
        forgetCookies(request)
        return handler(request, ...rest)
      }, contextOf),
  }
}

function forgetCookies({ cookies, headers }: RequestWithCookies): void {
  if (!cookies?.clear || headers.has('cookie')) return
  cookies.clear()
  // `clear()` leaves an empty header.
  headers.delete('cookie')
}

/**
 * The route behind a middleware gets the request that came, unless the response names other headers for it, as that of
 * `NextResponse.next({ request })` does.
 */
function handOn(response: Response, request: Request): Response {
  const { headers } = response
  const goesOn = headers.has('x-middleware-next') || headers.has('x-middleware-rewrite')
  if (goesOn && !headers.has('x-middleware-override-headers')) {
    headers.set('x-middleware-override-headers', [...request.headers.keys()].join())
    request.headers.forEach((value, name) => headers.set(`x-middleware-request-${name}`, value))
  }
  return response
}
