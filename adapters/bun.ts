import { isCookieless, type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'
import { unpolluted } from '../src/runtime/unpolluted.ts'

/** The server of `Bun.serve`, as far as all versions have it. */
export interface BunServer {
  requestIP(request: Request): unknown
  upgrade(request: Request, options?: unknown): boolean
}

/** The context of a predicate on Bun: annotate it with your `Bun.Server`, or leave it out. */
export interface BunContext<Server = BunServer> extends RequestContext {
  readonly server: Server
}

/** The request that a handler in `routes` gets. */
export interface BunRouteRequest extends Request {
  readonly params: Readonly<Record<string, string>>
}

/** A method, because its parameters are bivariant: so a handler may ask for Bun's own types. */
type BunHandler<HostRequest> = { handle(request: HostRequest, server: BunServer): unknown }['handle']
type BunRoute = BunHandler<BunRouteRequest> | Response | object | false

/** The options of `Bun.serve` that this adapter changes; all others stay as they are. */
export interface BunServeOptions {
  readonly fetch?: BunHandler<Request> | undefined
  readonly routes?:
    | Readonly<Record<string, BunRoute | Readonly<Record<string, BunHandler<BunRouteRequest> | Response>>>>
    | undefined
  readonly error?: ((error: Error) => unknown) | undefined
}

type Answer = Response | Promise<Response>
type Handler = (this: unknown, request: Request, server: unknown) => Answer

interface AnyServeOptions {
  readonly fetch?: Handler
  readonly routes?: Readonly<Record<string, unknown>>
  /** The first name of `routes`, which Bun still serves. */
  readonly static?: Readonly<Record<string, unknown>>
  readonly error?: (this: unknown, error: unknown) => Answer | undefined
}

const METHOD = /^[A-Z]+$/

/**
 * Mounts a policy, or any layer, in front of everything that a `Bun.serve` answers: `fetch`, and in `routes` functions,
 * objects of methods, static responses and files. HTML bundles, and upgrades to WebSockets, pass. An `error` handler
 * keeps answering errors, and its answers are decorated; without one, `onError` of the policy answers.
 *
 * A function then gives out static responses and files, because their headers are no longer the same for everybody: Bun
 * adds neither `ETag` nor `Last-Modified` to them.
 *
 * @param layer options as `cors()` takes them, or a layer: a policy, a guard, both
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { withCors } from 'corsage/bun'
 *
 * export default withCors({ origin: ['https://app.example.com'] }, {
 *   routes: { '/hello': new Response('Hello') },
 * })
 * ```
 */
export function withCors<const Input extends CorsOptions<BunContext> | Layer, Serve extends BunServeOptions>(
  layer: LayerInput<Input>,
  serve: Serve,
): Serve
export function withCors(input: CorsOptions<BunContext> | Layer, serve: AnyServeOptions): unknown {
  const layer = toLayer(input)
  const { error } = serve
  const handOn = isCookieless(layer) ? forgetCookies : (request: Request): Request => request
  // Bun calls every handler with the server as `this`.
  const wrap = (handler: Handler): Handler => {
    const answer = error ? withErrors(handler, error) : handler
    return layer.wrap(
      (request: Request, server: unknown) => answer.call(server, handOn(request), server),
      (server) => ({ server }),
    )
  }
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
  const mounted: Record<string, unknown> = { ...serve, fetch }
  for (const name of ['routes', 'static'] as const)
    if (serve[name])
      mounted[name] = Object.fromEntries(Object.entries(serve[name]).map(([path, route]) => [path, wrapMethods(route)]))
  return mounted
}

/** A handler whose errors the `error` handler of the server answers. */
function withErrors(handler: Handler, error: NonNullable<AnyServeOptions['error']>): Handler {
  return async function (request, server) {
    try {
      return await handler.call(server, request, server)
    } catch (thrown) {
      const answer = thrown instanceof Response ? thrown : await error.call(server, thrown)
      if (answer) return answer
      throw thrown
    }
  }
}

interface Cookies {
  readonly size: number
  set(...cookie: unknown[]): void
  delete(...cookie: unknown[]): void
}

type RequestWithCookies = Request & { readonly cookies?: Cookies }

/** Cookies that something read before, `onDecision` perhaps, stay with the request and its clones. */
function forgetCookies<HostRequest extends RequestWithCookies>(request: HostRequest): HostRequest {
  const { cookies } = request
  if (!cookies?.size) return request
  // A new map: deleting from the old one would tell the browser to forget the cookies.
  const seen = new (cookies.constructor as new () => Cookies)()
  for (const change of ['set', 'delete'] as const) {
    const see = seen[change].bind(seen)
    seen[change] = (...cookie) => {
      cookies[change](...cookie)
      see(...cookie)
    }
  }
  const clone = request.clone.bind(request)
  request.clone = () => forgetCookies(clone())
  return Object.defineProperty(request, 'cookies', unpolluted({ configurable: true, value: seen }))
}

/** Gives out a file. Bun treats a missing file as an unmatched route, and so do we. */
function giveOut(file: Blob & { exists?(): Promise<boolean> }, fallBack: Handler): Handler {
  return async function (request, server) {
    const isThere = await file.exists?.()
    return isThere === false ? fallBack.call(this, request, server) : new Response(file)
  }
}
