import { type PolicyInput, toPolicy } from '../src/cors.ts'
import { type CsrfGuard, toGuard } from '../src/csrf/csrf.ts'
import type { CsrfOptions } from '../src/csrf/options.ts'
import { protect as protectBoth } from '../src/csrf/protect.ts'
import type { CorsOptions } from '../src/policy/options.ts'
import type { CorsPolicy } from '../src/server/cors-policy.ts'

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

interface AnyServeOptions {
  readonly fetch?: Handler
  readonly routes?: Readonly<Record<string, unknown>>
  /** What Bun called `routes` first, and still serves. */
  readonly static?: Readonly<Record<string, unknown>>
  readonly error?: (this: unknown, error: unknown) => Answer | undefined
}

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
export function withCors(options: CorsOptions<BunContext> | CorsPolicy, serve: AnyServeOptions): unknown {
  return mount(withoutCookies(toPolicy(options)).wrap, serve)
}

/**
 * Puts a guard against cross-site writes, and opened WebSockets, before the same.
 *
 * @throws {PolicyError} when the options are no guard
 * @example
 * ```ts
 * import { withCsrf } from 'corsage/bun'
 *
 * export default withCsrf({ self: 'https://app.example.com' }, {
 *   routes: { '/transfer': { POST: () => new Response('Done') } },
 * })
 * ```
 */
export function withCsrf<Serve extends BunServeOptions>(options: CsrfOptions | CsrfGuard, serve: Serve): Serve
export function withCsrf(options: CsrfOptions | CsrfGuard, serve: AnyServeOptions): unknown {
  return mount(toGuard(options).wrap, serve)
}

/**
 * Puts both before the same, in the right order: what the guard refuses has the headers of the policy.
 *
 * @throws {PolicyError} when the options are no policy, or no guard
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { protect } from 'corsage/bun'
 *
 * const policy = cors({ origin: ['https://admin.example.com'], credentials: true })
 * export default protect(policy, { self: 'https://app.example.com', trusted: policy }, {
 *   routes: { '/transfer': { POST: () => new Response('Done') } },
 * })
 * ```
 */
export function protect<const Input extends CorsOptions<BunContext> | CorsPolicy, Serve extends BunServeOptions>(
  cors: PolicyInput<Input>,
  csrf: CsrfOptions | CsrfGuard,
  serve: Serve,
): Serve
export function protect(
  cors: CorsOptions<BunContext> | CorsPolicy,
  csrf: CsrfOptions | CsrfGuard,
  serve: AnyServeOptions,
): unknown {
  return mount(protectBoth(withoutCookies(toPolicy(cors)), toGuard(csrf)), serve)
}

interface Cookies {
  readonly size: number
  set(...cookie: unknown[]): void
  delete(...cookie: unknown[]): void
}

type RequestWithCookies = Request & { readonly cookies?: Cookies }

function withoutCookies(policy: CorsPolicy): CorsPolicy {
  if (!policy.options.cookieless) return policy
  return { ...policy, wrap: (handler) => policy.wrap((request, ...rest) => handler(forgetCookies(request), ...rest)) }
}

/** Cookies that were read before, in `onDecision` perhaps, stay with the request and its clones. */
function forgetCookies<HostRequest extends RequestWithCookies>(request: HostRequest): HostRequest {
  const { cookies } = request
  if (!cookies?.size) return request
  // Others: what is deleted from these, the browser is told to forget.
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
  const descriptor = { __proto__: null, configurable: true, value: seen }
  return Object.defineProperty(request, 'cookies', descriptor as PropertyDescriptor)
}

function mount(wrapHandler: CorsPolicy['wrap'], serve: AnyServeOptions): unknown {
  const { error } = serve
  // Bun calls everything with the server as `this`.
  const wrap = (handler: Handler): Handler =>
    wrapHandler(
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
  const mounted: Record<string, unknown> = { ...serve, fetch }
  for (const name of ['routes', 'static'] as const)
    if (serve[name])
      mounted[name] = Object.fromEntries(Object.entries(serve[name]).map(([path, route]) => [path, wrapMethods(route)]))
  return mounted
}

/** A file that is not there is no route, for Bun as here. */
function giveOut(file: Blob & { exists?(): Promise<boolean> }, fallBack: Handler): Handler {
  return async function (request, server) {
    const isThere = await file.exists?.()
    return isThere === false ? fallBack.call(this, request, server) : new Response(file)
  }
}
