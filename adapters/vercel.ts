import { type FetchTarget, mountFetch } from '../src/hosts/fetch-handler.ts'
import { isCookieless, type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'
import { after, attempt } from '../src/runtime/promise.ts'
import { copyOf, isResponse } from '../src/server/copy.ts'

/** A predicate's context on Vercel and in Next.js. */
export interface VercelContext extends RequestContext {
  /**
   * The handler's second argument: the `params` of a route, the event of a middleware, or the context of a function.
   */
  readonly context: unknown
}

type Input = CorsOptions<VercelContext> | Layer
type Answer = Response | Promise<Response>
/** A method, because its parameters are bivariant, so that a handler may use the host's own request type. */
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
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
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
 * Mounts a policy, or any layer, in front of the handlers of a Next.js route, and adds an `OPTIONS` handler that
 * answers preflights. Other OPTIONS requests go to your own `OPTIONS` handler. Without one, they are answered with the
 * list of methods, as Next.js does.
 *
 * `redirect()`, `notFound()` and similar functions throw, and Next.js then makes a response that the policy never sees.
 * Return `NextResponse.redirect()` if pages of other origins should follow.
 *
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
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
      const answer = layer.wrap(
        (request: Request, context: unknown, signal: Signal) =>
          attempt(
            () => handler(request, context),
            (response) => response,
            (thrown) => keepSignal(thrown, signal),
          ),
        named,
      )
      const route: RouteHandler = (request, context) => {
        const signal: Signal = {}
        return after(answer(request, context, signal), (response) => {
          if (Object.hasOwn(signal, 'thrown')) throw signal.thrown
          return response
        })
      }
      return [method, route]
    }),
  )
}

/** What a handler has thrown for Next.js. It goes around the layer, which gets an empty response in its place. */
interface Signal {
  thrown?: unknown
}

/**
 * Keeps a signal, and rethrows an error. `redirect()`, `notFound()` and similar functions throw a signal that has to
 * reach Next.js unchanged, so `onError` must not answer it (https://github.com/vercel/next.js/discussions/64076). A
 * signal is recognised by its digest.
 */
function keepSignal(thrown: unknown, signal: Signal): Response {
  const digest = (thrown as { readonly digest?: unknown } | null | undefined)?.digest
  if (typeof digest !== 'string' || !/^(NEXT|DYNAMIC|BAILOUT|HANGING)_/.test(digest)) throw thrown
  signal.thrown = thrown
  return new Response()
}

/**
 * Makes middleware (`middleware.ts`, since Next.js 16 `proxy.ts`) that answers preflights and puts the policy's headers
 * on the responses of the routes behind it. It cannot remove `Access-Control-*` headers that a route sets itself.
 *
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
 * @param next your own middleware, called after the layer. Default: the request goes to its route
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
  const finish = isCookieless(layer) ? handOn : (response: Response): Response => response
  const answer: RouteHandler = (request, event) =>
    after<Response | undefined, Response>(next(request, event), (response = goOn()) => finish(response, request))
  return forgetting(layer).wrap(answer, named)
}

/** What predicates get next to the request. */
function named(context: unknown): Omit<VercelContext, 'request'> {
  return { context }
}

/** Makes the same response as `NextResponse.next()`, without importing it. */
function goOn(): Response {
  return new Response(null, { headers: { 'x-middleware-next': '1' } })
}

type RequestWithCookies = Request & { readonly cookies?: { clear?(): unknown } }

/**
 * Clears the cookies of a `NextRequest` for a cookieless layer. They are parsed before the layer removes the header.
 */
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
 * Passes the changed request headers on to the route. The route behind a middleware gets the original request, unless
 * the response lists other headers for it, as `NextResponse.next({ request })` does.
 */
function handOn(response: Response, request: Request): Response {
  if (!isResponse(response)) return response
  const goesOn = response.headers.has('x-middleware-next') || response.headers.has('x-middleware-rewrite')
  if (!goesOn || response.headers.has('x-middleware-override-headers')) return response
  // A copy, because the application may send the same response again.
  const copy = copyOf(response, request)
  copy.headers.set('x-middleware-override-headers', [...request.headers.keys()].join())
  request.headers.forEach((value, name) => copy.headers.set(`x-middleware-request-${name}`, value))
  return copy
}
