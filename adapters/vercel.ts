import { type AfterRequest, type FetchTarget, mountFetch } from '../src/hosts/fetch-handler.ts'
import { mountBeforeRoutes } from '../src/hosts/next-middleware.ts'
import { forgetting } from '../src/hosts/next-request.ts'
import { type Method, mountRoute } from '../src/hosts/next-route.ts'
import { type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'

/** A predicate's context on Vercel and in Next.js. */
export interface VercelContext<Context = unknown> extends RequestContext {
  /**
   * The handler's second argument: the `params` of a route, the event of a middleware, or the context of a function.
   */
  readonly context: Context
}

type Input<Context = unknown> = CorsOptions<VercelContext<Context>> | Layer
/** A method, because its parameters are bivariant, so that a handler may use the host's own request type. */
type FetchHandler = { fetch(request: Request, context: unknown): Response | Promise<Response> }['fetch']
type Mountable = FetchHandler | { readonly fetch: FetchHandler }
type RouteHandler = (request: Request, context: unknown) => Response | Promise<Response>

/** The handlers that a Next.js route exports. */
export type RouteHandlers = {
  readonly [Name in Method]?: FetchHandler
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
  Readonly<Record<'OPTIONS' | Exclude<Method, keyof Handlers>, (request: Request) => Response | Promise<Response>>>
export function corsRoute(input: Input, handlers: Readonly<Record<string, RouteHandler>>): unknown {
  return mountRoute(toLayer(input), handlers, named)
}

/**
 * Makes middleware (`middleware.ts`, since Next.js 16 `proxy.ts`) that answers preflights and puts the policy's headers
 * on the responses of the routes behind it. It cannot remove `Access-Control-*` headers that a route sets itself, and
 * Next.js replaces its `Vary` on pages of the App Router, so match routes only.
 *
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
 * @param next your own middleware, called after the layer. A request goes to its route if it returns nothing, or without it
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
  // Written out, so that errors of the compiler name `Response`. Next.js has the same union.
  next?: (
    request: HostRequest,
    event: Event,
  ) => Response | null | undefined | void | Promise<Response | null | undefined | void>,
): (request: HostRequest, event: Event) => Response | Promise<Response>
export function corsMiddleware(
  input: Input,
  next: (request: Request, event: unknown) => unknown = () => undefined,
): RouteHandler {
  return mountBeforeRoutes(toLayer(input), next, named)
}

/** What predicates get next to the request. */
function named(context: unknown): Omit<VercelContext, 'request'> {
  return { context }
}
