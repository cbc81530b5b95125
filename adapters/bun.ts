import { type PolicyInput, toPolicy } from '../src/cors.ts'
import type { CorsOptions } from '../src/policy/options.ts'
import type { CorsPolicy } from '../src/server/policy.ts'

/** What a predicate gets on Bun: the server, as far as it is the same in all versions. */
export interface BunContext {
  requestIP(request: Request): unknown
  upgrade(request: Request, options?: unknown): boolean
}

/** What a handler in `routes` gets. */
export interface BunRouteRequest extends Request {
  readonly params: Readonly<Record<string, string>>
}

/** A method: its parameters are bivariant, so that a handler may ask for Bun's own types. */
type BunHandler<HostRequest> = { handle(request: HostRequest, server: BunContext): unknown }['handle']
type BunRoute = BunHandler<BunRouteRequest> | Response | object | false

/** What of the options of `Bun.serve` this adapter changes; all others are kept. */
export interface BunServeOptions {
  readonly fetch?: BunHandler<Request> | undefined
  readonly routes?:
    | Readonly<Record<string, BunRoute | Readonly<Record<string, BunHandler<BunRouteRequest> | Response>>>>
    | undefined
  readonly error?: ((error: Error) => unknown) | undefined
}

type Answer = Response | Promise<Response>
type Handler = (request: Request, server: never) => Answer
type Route = Handler | Response | Record<string, unknown> | false

const METHOD = /^[A-Z]+$/

/**
 * Puts a policy before everything that a `Bun.serve` answers: `fetch`, and in `routes` functions, objects of methods
 * and static responses. HTML bundles, and upgrades to WebSockets, pass. An `error` handler keeps answering errors, and
 * its answers are decorated; without one, `onError` of the policy does.
 *
 * @throws {PolicyError} when the options are no policy
 * @example
 * ```ts
 * import { withCors } from 'corsage/bun'
 *
 * export default withCors({ origin: ['https://app.example.com'] }, {
 *   routes: { '/hello': new Response('Hello') },
 * })
 * ```
 */
export function withCors<const Input extends CorsOptions<BunContext> | CorsPolicy, Serve extends BunServeOptions>(
  options: PolicyInput<Input>,
  serve: Serve,
): Serve
export function withCors(
  options: CorsOptions<BunContext> | CorsPolicy,
  serve: {
    readonly fetch?: Handler
    readonly routes?: Record<string, Route>
    readonly error?: (error: unknown) => Answer
  },
): unknown {
  const policy = toPolicy(options)
  // Bun calls all of its handlers with the server as `this`.
  const wrap = (handler: Handler): Handler =>
    policy.wrap(
      serve.error
        ? async (request: Request, server: never) => {
            try {
              return await handler.call(server, request, server)
            } catch (error) {
              return serve.error?.call(server, error) as Answer
            }
          }
        : (request: Request, server: never) => handler.call(server, request, server),
    )
  const fetch = wrap(serve.fetch ?? (() => new Response('Not Found', { status: 404 })))
  const wrapRoute = (route: unknown): unknown => {
    if (typeof route === 'function') return wrap(route as Handler)
    if (route instanceof Response) return wrap(() => route.clone())
    const methods = Object.entries(route || {})
    if (!methods.length || !methods.every(([method]) => METHOD.test(method))) return route
    return { OPTIONS: fetch, ...Object.fromEntries(methods.map(([method, handler]) => [method, wrapRoute(handler)])) }
  }
  const routes = Object.entries(serve.routes ?? {}).map(([path, route]) => [path, wrapRoute(route)])
  return { ...serve, fetch, ...(serve.routes && { routes: Object.fromEntries(routes) }) }
}
