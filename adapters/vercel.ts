import { type AfterRequest, type FetchTarget, mountFetch } from '../src/hosts/fetch-handler.ts'
import { forgetting, visibleTo } from '../src/hosts/next-request.ts'
import { answerSignal, isSignal } from '../src/hosts/next-signal.ts'
import { isCookieless, type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'
import { after, attempt } from '../src/runtime/promise.ts'
import { copyOf, isResponse } from '../src/server/copy.ts'

/** A predicate's context on Vercel and in Next.js. */
export interface VercelContext<Context = unknown> extends RequestContext {
  /**
   * The handler's second argument: the `params` of a route, the event of a middleware, or the context of a function.
   */
  readonly context: Context
}

/** The methods that a route of Next.js can export. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

type Input<Context = unknown> = CorsOptions<VercelContext<Context>> | Layer
/** A method, because its parameters are bivariant, so that a handler may use the host's own request type. */
type FetchHandler = { fetch(request: Request, context: unknown): Response | Promise<Response> }['fetch']
type Mountable = FetchHandler | { readonly fetch: FetchHandler }
type RouteHandler = (request: Request, context: unknown) => Response | Promise<Response>

/** What a middleware of Next.js returns: nothing, for a request that goes to its route. */
type Result = Response | undefined

/** The handlers that a Next.js route exports. */
export type RouteHandlers = {
  readonly [Method in (typeof METHODS)[number]]?: FetchHandler
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
export function withCors<const Given extends Input<AfterRequest<Handler>>, Handler extends Mountable>(
  layer: LayerInput<Given>,
  handler: Handler,
): Handler
export function withCors<const Given extends Input<never>, Handler extends Mountable>(
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
 * `redirect()`, `permanentRedirect()`, `notFound()`, `forbidden()` and `unauthorized()` throw. They are answered as
 * Next.js answers them, with the policy's headers.
 *
 * It returns a handler for every method, so that a route can also export the methods that it does not have: these are
 * answered with 405 and the policy's headers. Next.js answers methods that are not exported, without the policy.
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
): Handlers &
  Readonly<
    Record<'OPTIONS' | Exclude<keyof RouteHandlers, keyof Handlers>, (request: Request) => Response | Promise<Response>>
  >
export function corsRoute(input: Input, handlers: Readonly<Record<string, RouteHandler>>): unknown {
  const layer = forgetting(toLayer(input))
  const given = METHODS.filter((method) => typeof handlers[method] === 'function')
  const methods = new Set(['OPTIONS', ...given, ...(given.includes('GET') ? ['HEAD'] : [])])
  const headers = { Allow: [...methods].toSorted().join(', ') }
  // As Next.js does for methods that a route does not export, but with `Allow` (RFC 9110, section 15.5.6).
  const answerMissing = (method: string) => (): Response =>
    new Response(null, { status: method === 'OPTIONS' ? 204 : 405, headers })
  return Object.fromEntries(
    METHODS.map((method) => {
      const own = method === 'HEAD' && !given.includes('HEAD') ? 'GET' : method
      const handler = given.includes(own) ? handlers[own]! : answerMissing(method)
      const answer = layer.wrap(
        (request: Request, context: unknown, signal: Signal) =>
          attempt(
            () => handler(request, context),
            (response) => response,
            (thrown) => answerSignal(thrown, request) ?? keepSignal(thrown, signal),
          ),
        named,
      )
      const route: RouteHandler = (request, context) => {
        const signal: Signal = {}
        return after(answer(visibleTo(layer, request, method), context, signal), (response) => {
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

/** Keeps a signal that has to reach Next.js unchanged, and rethrows an error. */
function keepSignal(thrown: unknown, signal: Signal): Response {
  if (!isSignal(thrown)) throw thrown
  signal.thrown = thrown
  return new Response()
}

/**
 * Makes middleware (`middleware.ts`, since Next.js 16 `proxy.ts`) that answers preflights and puts the policy's headers
 * on the responses of the routes behind it. It cannot remove `Access-Control-*` headers that a route sets itself, and
 * Next.js replaces its `Vary` on pages of the App Router, so match routes only.
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
export function corsMiddleware<
  const Given extends Input<Event>,
  HostRequest extends Request = Request,
  Event = unknown,
>(
  layer: LayerInput<Given>,
  next?: (request: HostRequest, event: Event) => Result | Promise<Result>,
): (request: HostRequest, event: Event) => Response | Promise<Response>
export function corsMiddleware(
  input: Input,
  next: (request: Request, event: unknown) => Result | Promise<Result> = goOn,
): RouteHandler {
  const layer = toLayer(input)
  const finish = isCookieless(layer) ? handOn : (response: Response): Response => response
  const answer: RouteHandler = (request, event) =>
    after<Result, Response>(next(request, event), (response = goOn()) => finish(response, request))
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
