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
type Handler = (this: unknown, request: Request, server: unknown) => Answer

const METHOD = /^[A-Z]+$/

/**
 * Puts a policy before everything that a `Bun.serve` answers: `fetch`, and in `routes` functions, objects of methods,
 * static responses and files. HTML bundles, and upgrades to WebSockets, pass. An `error` handler keeps answering errors,
 * and its answers are decorated; without one, `onError` of the policy does.
 *
 * Static responses and files are given out by a function then, since their headers are no longer the same for everybody:
 * without the `ETag` and the `Last-Modified` that Bun would add.
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
    readonly routes?: Readonly<Record<string, unknown>>
    readonly error?: (this: unknown, error: unknown) => Answer | undefined
  },
): unknown {
  const policy = toPolicy(options)
  const { error } = serve
  // Bun calls everything with the server as `this`.
  const wrap = (handler: Handler): Handler =>
    policy.wrap(
      error
        ? async (request: Request, server: unknown) => {
            try {
              return await handler.call(server, request, server)
            } catch (thrown) {
              const answer = thrown instanceof Response ? thrown : await error.call(server, thrown)
              if (answer) return answer
              throw thrown
            }
          }
        : (request: Request, server: unknown) => handler.call(server, request, server),
    )
  const fallBack = serve.fetch ?? (() => new Response('Not Found', { status: 404 }))
  const fetch = wrap(fallBack)
  const wrapRoute = (route: unknown): unknown => {
    if (typeof route === 'function') return wrap(route as Handler)
    if (route instanceof Response) return wrap(() => route.clone())
    return route instanceof Blob ? wrap(giveOut(route, fallBack)) : route
  }
  const wrapMethods = (route: unknown): unknown => {
    const methods = Object.entries(route || {})
    if (route instanceof Blob || !methods.some(([method]) => METHOD.test(method))) return wrapRoute(route)
    // Bun looks for another route where a method has none; for OPTIONS that might be an HTML bundle.
    return { OPTIONS: fetch, ...Object.fromEntries(methods.map(([method, handler]) => [method, wrapRoute(handler)])) }
  }
  const routes = Object.entries(serve.routes ?? {}).map(([path, route]) => [path, wrapMethods(route)])
  return { ...serve, fetch, ...(serve.routes && { routes: Object.fromEntries(routes) }) }
}

/** A file that is not there is no route, for Bun as here. */
function giveOut(file: Blob & { exists?(): Promise<boolean> }, fallBack: Handler): Handler {
  return async function (request, server) {
    const isThere = await file.exists?.()
    return isThere === false ? fallBack.call(this, request, server) : new Response(file)
  }
}
