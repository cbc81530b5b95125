import { type AfterRequest, type FetchTarget, hasFetch, mountFetch } from '../src/hosts/fetch-handler.ts'
import type { IfGiven } from '../src/hosts/if-given.ts'
import { mountMiddleware } from '../src/hosts/middleware.ts'
import { type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'

/** A predicate's context on Workers. `ctx` is the execution context or, in a Durable Object, its state. */
export interface WorkersContext<Env = unknown, Ctx = unknown> extends RequestContext {
  readonly env: Env
  readonly ctx: Ctx
}

/** The part of an execution context that this adapter knows. */
export interface WorkersExecution extends AnyExecution {
  readonly props: unknown
}

/** The part of an execution context that all versions of the types of Workers have. */
interface AnyExecution {
  waitUntil(promise: Promise<unknown>): void
  passThroughOnException(): void
}

/** The request that a Worker gets. With the types of Workers, `cf` is that of incoming requests, which have a `colo`. */
export type WorkersRequest = Request & { readonly cf?: IncomingOf<Request> }
type IncomingOf<HostRequest> = HostRequest extends { readonly cf?: infer Cf }
  ? Extract<Cf, { readonly colo: string }> | undefined
  : never

/** A Worker whose environment is a type argument: `withCors<Env>()`. */
export interface WorkersHandlers<Env, Ctx, HostRequest> {
  fetch(request: HostRequest, env: Env, ctx: Ctx): Answer
  scheduled?(controller: WorkersSchedule, env: Env, ctx: Ctx): void | Promise<void>
  queue?(batch: WorkersBatch, env: Env, ctx: Ctx): void | Promise<void>
}

/** The part of a scheduled event that this adapter knows. */
export interface WorkersSchedule {
  readonly scheduledTime: number
  readonly cron: string
}

/** The part of a batch of a queue that this adapter knows. */
export interface WorkersBatch {
  readonly queue: string
  readonly messages: readonly { readonly id: string; readonly body: unknown; ack(): void; retry(): void }[]
  ackAll(): void
  retryAll(): void
}

/** The part of a Pages Functions context that this adapter knows. Predicates receive the whole context. */
export interface PagesContext extends RequestContext {
  readonly next: (request?: Request) => Promise<Response>
  readonly env?: unknown
}

/** The context of a Pages function whose environment is a type argument: `pagesCors<Env>()`. */
type PagesContextOf<Env> = PagesContext & { readonly env: Env }

type Input<Env = unknown, Ctx = WorkersExecution> = CorsOptions<WorkersContext<Env, Ctx>> | Layer
type Answer = Response | Promise<Response>
/** A method, because its parameters are bivariant, so that a handler may annotate its own bindings. */
type FetchHandler = { fetch(request: WorkersRequest, env: unknown, ctx: WorkersExecution): Answer }['fetch']
type Handlers = { readonly fetch?: FetchHandler | undefined }
type Class = abstract new (...args: never[]) => object
type InstanceClass = new (...args: unknown[]) => {
  fetch?: (request: Request) => Answer
  readonly env: unknown
  readonly ctx: unknown
}

/** The input for a Worker: the types of its `fetch`, or of its constructor, are those of the predicate's context. */
type InputFor<Worker> = Worker extends abstract new (ctx: infer Ctx, env: infer Env) => object
  ? Input<Env, Ctx>
  : Input<Known<AfterRequest<Worker>>>

/** The bindings without `{}` and `undefined`, which Hono's `fetch` takes in their place. */
type Known<Env> = unknown extends Env ? unknown : [Bindings<Env>] extends [never] ? Env : Bindings<Env>
type Bindings<Env> = Env extends undefined ? never : {} extends Env ? never : Env

/** A Worker, or its `fetch` alone, as the argument of `withCors<Env>()`. Handlers of other events are annotated. */
type WorkerOf<Env, Ctx> =
  | (Partial<WorkersHandlers<Env, Ctx, WorkersRequest>> & { readonly [Event in OtherEvent]?: unknown })
  | WorkersHandlers<Env, Ctx, WorkersRequest>['fetch']
type OtherEvent = 'connect' | 'email' | 'tail' | 'tailStream' | 'test' | 'trace'

/**
 * Mounts a policy, or any layer, in front of a Worker. The Worker is an object of handlers, a `WorkerEntrypoint` or
 * Durable Object class, or a fetch handler alone. All handlers except `fetch` stay as they are.
 *
 * The type of the Worker also types the predicate's context. `withCors<Env>(…)` gives both their environment where they
 * have no types of their own. Then options are checked less while they compile, but fully when the Worker starts.
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
export function withCors<Env = never, Ctx = WorkersExecution>(
  layer: IfGiven<Env, Input<Env, Ctx>>,
  worker: IfGiven<Env, WorkerOf<Env, Ctx>>,
): IfGiven<Env, WorkersHandlers<Env, AnyExecution, Request>>
export function withCors<const Given extends InputFor<Entrypoint>, Entrypoint extends Class>(
  layer: LayerInput<Given>,
  worker: Entrypoint,
): Entrypoint
export function withCors<const Given extends InputFor<Fetch>, Fetch extends FetchHandler>(
  layer: LayerInput<Given>,
  worker: Fetch,
): { readonly fetch: Fetch }
export function withCors<const Given extends InputFor<Worker>, Worker extends Handlers>(
  layer: LayerInput<Given>,
  worker: Worker,
): Worker
export function withCors<const Given extends Input<never, never>, Worker extends Class | Handlers>(
  layer: LayerInput<Given>,
  worker: Worker,
): Worker
export function withCors(input: Input, worker: unknown): unknown {
  const layer = toLayer(input)
  if (isClass(worker)) return withLayer(layer, worker)
  const handlers = worker as FetchTarget
  // An object, because Workers take a function for a class.
  const target =
    typeof handlers === 'function' ? { fetch: hasFetch(handlers) ? handlers.fetch.bind(handlers) : handlers } : handlers
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
 * the `EventContext`. Its type comes from `onRequest: PagesFunction<Env>`, or its environment from `pagesCors<Env>(…)`.
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
export function pagesCors<Env = never>(
  layer: IfGiven<Env, CorsOptions<PagesContextOf<Env>> | Layer>,
): (context: IfGiven<Env, PagesContextOf<Env>>) => Answer
export function pagesCors<
  const Given extends CorsOptions<Context> | Layer,
  Context extends PagesContext = PagesContext,
>(layer: LayerInput<Given>): (context: Context) => Answer
export function pagesCors(input: CorsOptions<PagesContext> | Layer): (context: PagesContext) => Answer {
  const layer = toLayer(input)
  return mountMiddleware(
    layer,
    (context: PagesContext) => context.request,
    // Without an argument, `next()` continues with the original request. A cookieless layer has made a copy, which has
    // to be passed on.
    (request, { request: original, next }) => (request === original ? next() : next(request)),
  )
}
