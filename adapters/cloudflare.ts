import { type FetchTarget, hasFetch, mountFetch } from '../src/hosts/fetch-handler.ts'
import { mountMiddleware } from '../src/hosts/middleware.ts'
import { isCookieless, type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'

/** A predicate's context on Workers. `ctx` is the execution context or, in a Durable Object, its state. */
export interface WorkersContext<Env = unknown, Ctx = unknown> extends RequestContext {
  readonly env: Env
  readonly ctx: Ctx
}

/** The part of a Pages Functions context that this adapter uses. Predicates receive the whole context. */
export interface PagesContext extends RequestContext {
  readonly next: (request?: Request) => Promise<Response>
}

/** `never` lets a predicate annotate its own bindings, and makes unannotated use a type error. */
type Input = CorsOptions<WorkersContext<never, never>> | Layer
type Answer = Response | Promise<Response>
/** A method, because its parameters are bivariant, so that a handler may annotate its own bindings. */
type FetchHandler = { fetch(request: Request, env: unknown, ctx: unknown): Answer }['fetch']
type Class = abstract new (...args: never[]) => object
type InstanceClass = new (...args: unknown[]) => {
  fetch?: (request: Request) => Answer
  readonly env: unknown
  readonly ctx: unknown
}

/**
 * Mounts a policy, or any layer, in front of a Worker. The Worker is an object of handlers, a `WorkerEntrypoint` or
 * Durable Object class, or a fetch handler alone. All handlers except `fetch` stay as they are.
 *
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
 * @throws {PolicyError} with every problem that the options have
 * @throws {TypeError} if the Worker has no fetch handler
 * @example
 * ```ts
 * import { withCors } from 'corsage/cloudflare'
 *
 * export default withCors({ origin: ['https://app.example.com'] }, {
 *   fetch: (request: Request) => new Response(`Hello from ${request.url}`),
 * })
 * ```
 */
export function withCors<const Given extends Input, Entrypoint extends Class>(
  layer: LayerInput<Given>,
  worker: Entrypoint,
): Entrypoint
export function withCors<const Given extends Input, Fetch extends FetchHandler>(
  layer: LayerInput<Given>,
  worker: Fetch,
): { readonly fetch: Fetch }
export function withCors<const Given extends Input, Handlers extends { readonly fetch?: FetchHandler | undefined }>(
  layer: LayerInput<Given>,
  worker: Handlers,
): Handlers
export function withCors(input: Input, worker: FetchTarget): unknown {
  const layer = toLayer(input)
  if (isClass(worker)) return withLayer(layer, worker)
  // An object, because Workers take a function for a class.
  const target =
    typeof worker === 'function' ? { fetch: hasFetch(worker) ? worker.fetch.bind(worker) : worker } : worker
  return mountFetch(layer, target, (env: unknown, ctx: unknown) => ({ env, ctx }))
}

/** Whether a function is a class, also one behind a proxy, as tools for tracing make it. */
function isClass(worker: unknown): worker is InstanceClass {
  return (
    typeof worker === 'function' &&
    (/^class\b/.test(Function.prototype.toString.call(worker)) || 'fetch' in Object(worker.prototype))
  )
}

function withLayer(layer: Layer, Base: InstanceClass): InstanceClass {
  return class extends Base {
    constructor(...args: unknown[]) {
      super(...args)
      // `fetch` is a method or a field. A class that only serves RPC has neither.
      const fetch = this.fetch?.bind(this)
      if (fetch) this.fetch = layer.wrap(fetch, () => ({ env: this.env, ctx: this.ctx }))
    }
  }
}

/**
 * Makes middleware for Pages Functions. Export it as `onRequest` from `functions/_middleware.ts`. Predicates receive
 * the `EventContext`.
 *
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { pagesCors } from 'corsage/cloudflare'
 *
 * export const onRequest = pagesCors({ origin: ['https://app.example.com'] })
 * ```
 */
export function pagesCors<const Given extends CorsOptions<PagesContext> | Layer>(
  layer: LayerInput<Given>,
): (context: PagesContext) => Answer
export function pagesCors(input: CorsOptions<PagesContext> | Layer): (context: PagesContext) => Answer {
  const layer = toLayer(input)
  const hidesUser = isCookieless(layer)
  return mountMiddleware(
    layer,
    (context: PagesContext) => context.request,
    // Without an argument, `next()` continues with the original request. A cookieless layer has made a copy, which has
    // to be passed on.
    (request, { next }) => (hidesUser ? next(request) : next()),
  )
}
