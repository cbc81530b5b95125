import type { BunServeOptions, BunServer, Served } from '../src/hosts/bun-serve.ts'
import { hasFetch } from '../src/hosts/fetch-handler.ts'
import { standFor } from '../src/hosts/stand-for.ts'
import { isCookieless, type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'
import { unpolluted } from '../src/runtime/unpolluted.ts'
import { checkResponse } from '../src/server/copy.ts'

export type { BunRouteRequest, BunServeOptions, BunServer, BunSocket } from '../src/hosts/bun-serve.ts'

/** A predicate's context on Bun. Give it your own `Bun.Server` type if you need more of the server. */
export interface BunContext<Server = BunServer> extends RequestContext {
  readonly server: Server
}

/** The app of a framework such as Hono or Elysia. Its routes are a list, which Bun ignores. */
export interface BunApp {
  readonly fetch: { fetch(request: Request, server: BunServer): unknown }['fetch']
  readonly routes: readonly unknown[]
}

/** Options that have at least one of these. `static` is the old name of `routes`. */
type Servable = { readonly fetch?: unknown; readonly routes?: unknown; readonly static?: unknown }
type Answer = Response | Promise<Response>
type Handler = (this: unknown, request: Request, server: unknown) => Answer
type ErrorHandler = (thrown: unknown, server: unknown) => Answer | undefined

interface AnyServeOptions {
  readonly fetch?: Handler
  readonly routes?: Readonly<Record<string, unknown>>
  /** The old name of `routes`. Bun still serves these routes, so they need the layer too. */
  readonly static?: Readonly<Record<string, unknown>>
  readonly error?: ((this: unknown, error: unknown) => Answer | undefined) | undefined
}

const METHOD = /^[A-Z]+$/

/**
 * Mounts a policy, or any layer, in front of everything that `Bun.serve` answers: `fetch`, and in `routes` functions,
 * objects of methods, static responses and files. HTML bundles and upgrades to WebSockets pass unchanged. Your `error`
 * handler still answers errors, and its responses are decorated. Without one, `onError` of the policy answers them.
 *
 * Static responses and files are then served by a function, because their headers depend on the request. Bun adds
 * neither `ETag` nor `Last-Modified` to them.
 *
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
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
export function withCors<const Input extends CorsOptions<BunContext> | Layer, App extends BunApp>(
  layer: LayerInput<Input>,
  app: App,
): App
export function withCors<
  const Input extends CorsOptions<BunContext> | Layer,
  Path extends string,
  Data,
  Serve extends Servable,
>(layer: LayerInput<Input>, serve: BunServeOptions<Path, Data> & Serve): Served<Serve, Data>
export function withCors(input: CorsOptions<BunContext> | Layer, serve: AnyServeOptions): unknown {
  const layer = toLayer(input)
  if (!hasFetch(serve) && !serve.routes && !serve.static)
    throw new TypeError('The app has no fetch() and no routes, expected options of Bun.serve() or an app with fetch()')
  // Bun calls every handler with the server as `this`. The methods of a class need their instance.
  const ownerOf = (name: string, server: unknown): unknown => (Object.hasOwn(serve, name) ? server : serve)
  const answerError: ErrorHandler = (thrown, server) => serve.error!.call(ownerOf('error', server), thrown)
  const wrap = (handler: Handler): Handler => {
    // `in`, because a router of itty-router seems to have every member that is read.
    const answer = 'error' in serve && serve.error ? withErrors(handler, answerError) : handler
    const run = layer.wrap(
      (request: Request, server: unknown) => answer.call(server, request, server),
      (server) => ({ server }),
    )
    const runHiding = layer.wrap(
      (request: Request, server: object, original: Request) => {
        const self = request === original ? server : introduce(request, original, server)
        return answer.call(self, forgetCookies(request), self)
      },
      (server) => ({ server }),
    )
    return (request, server) =>
      isCookieless(layer, request) ? runHiding(request, server as object, request) : run(request, server)
  }
  // Read for each request, because frameworks replace their `fetch` while they run.
  const fallBack: Handler = (request, server) =>
    hasFetch(serve)
      ? serve.fetch.call(ownerOf('fetch', server), request, server as never)
      : new Response('Not Found', { status: 404 })
  const fetch = wrap(fallBack)
  const wrapRoute = (route: unknown): unknown => {
    if (typeof route === 'function') return wrap(route as Handler)
    if (route instanceof Response) return wrap(() => route.clone())
    return route instanceof Blob ? wrap(giveOut(route, fallBack)) : route
  }
  const wrapMethods = (route: unknown): unknown => {
    const methods = Object.entries(route || {})
    if (route instanceof Blob || !methods.some(([method]) => METHOD.test(method))) return wrapRoute(route)
    // Bun falls back to another route if a method is missing. For OPTIONS that might be an HTML bundle, which the layer
    // cannot wrap, so preflights are answered here.
    return { OPTIONS: fetch, ...Object.fromEntries(methods.map(([method, handler]) => [method, wrapRoute(handler)])) }
  }
  const mounted: Record<string, unknown> = { fetch }
  for (const name of ['routes', 'static'] as const) {
    // The `routes` of Hono, Elysia and others are a list, which Bun ignores.
    const routes: unknown = name in serve && serve[name]
    if (routes && !Array.isArray(routes))
      mounted[name] = Object.fromEntries(Object.entries(routes).map(([path, route]) => [path, wrapMethods(route)]))
  }
  return standFor(serve, mounted)
}

/** Wraps a handler so that the server's `error` handler answers its errors before the layer sees the response. */
function withErrors(handler: Handler, answerError: ErrorHandler): Handler {
  return async function (request, server) {
    try {
      const answer = await handler.call(server, request, server)
      // Here, so that the `error` handler's answer to a missing response has the layer's headers too.
      checkResponse(answer, request)
      return answer
    } catch (thrown) {
      const answer = thrown instanceof Response ? thrown : await answerError(thrown, server)
      if (answer instanceof Response) return answer
      throw thrown
    }
  }
}

/** Makes a server that takes a copy for the original request, which Bun knows by identity, in `requestIP` for example. */
function introduce(copy: Request, original: Request, server: object): object {
  return new Proxy(Object.create(server), {
    get: (_, name) => {
      const member: unknown = Reflect.get(server, name)
      if (typeof member !== 'function') return member
      return (...given: unknown[]): unknown =>
        member.apply(
          server,
          given.map((value) => (value === copy ? original : value)),
        )
    },
  })
}

interface Cookies {
  readonly size: number
  set(...cookie: unknown[]): void
  delete(...cookie: unknown[]): void
}

type RequestWithCookies = Request & { readonly cookies?: Cookies }

/**
 * Hides the cookies of a request. Bun parses `request.cookies` when it is first read, by `onDecision` for example, and
 * keeps the result for the request and its clones. Removing the `Cookie` header later does not change it.
 */
function forgetCookies<HostRequest extends RequestWithCookies>(request: HostRequest): HostRequest {
  const { cookies } = request
  if (!cookies?.size) return request
  // A new map, because Bun would send every deletion from the old one to the browser. Changes of the handler are still
  // made in the old one, so that Bun sends them.
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

/** Serves a file. Bun treats a missing file as an unmatched route, and so do we. */
function giveOut(file: Blob & { exists?(): Promise<boolean> }, fallBack: Handler): Handler {
  return async function (request, server) {
    const isThere = await file.exists?.()
    return isThere === false ? fallBack.call(this, request, server) : new Response(file)
  }
}
