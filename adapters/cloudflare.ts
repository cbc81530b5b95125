import { type PolicyInput, toPolicy } from '../src/cors.ts'
import { type CsrfGuard, toGuard } from '../src/csrf/csrf.ts'
import type { CsrfOptions } from '../src/csrf/options.ts'
import { protect as protectBoth } from '../src/csrf/protect.ts'
import type { CorsOptions } from '../src/policy/options.ts'
import type { CorsPolicy } from '../src/server/cors-policy.ts'
import { withFetch } from '../src/hosts/with-fetch.ts'

/** What a predicate gets on Workers: the bindings, and the execution context (in a Durable Object, its state). */
export interface WorkersContext<Env = unknown, Ctx = unknown> {
  readonly env: Env
  readonly ctx: Ctx
}

/** What a predicate gets in Pages Functions, as far as this adapter uses it. */
export interface PagesContext {
  readonly request: Request
  readonly next: (request?: Request) => Promise<Response>
}

/** With `never`, a predicate may annotate its bindings as it likes, and cannot use them without. */
type Options = CorsOptions<WorkersContext<never, never>> | CorsPolicy
type Answer = Response | Promise<Response>
/** A method: its parameters are bivariant, so that a handler may say what bindings it has. */
type FetchHandler = { fetch(request: Request, env: unknown, ctx: unknown): Answer }['fetch']
type PlainFetch = (request: Request, env?: unknown, ctx?: unknown) => Answer
type Class = abstract new (...args: never[]) => object
type Worker = { readonly fetch?: PlainFetch } | PlainFetch
type InstanceClass = new (...args: unknown[]) => {
  fetch?: (request: Request) => Answer
  readonly env: unknown
  readonly ctx: unknown
}

/**
 * Puts a policy before a Worker, in whichever form it comes: an object with handlers, of which all others than `fetch`
 * are kept, a `WorkerEntrypoint` or Durable Object class, or the fetch handler alone.
 *
 * @throws {PolicyError} when the options are no policy
 * @throws {TypeError} when the Worker has no fetch handler
 * @example
 * ```ts
 * import { withCors } from 'corsage/cloudflare'
 *
 * export default withCors({ origin: ['https://app.example.com'] }, {
 *   fetch: (request: Request) => new Response(`Hello from ${request.url}`),
 * })
 * ```
 */
export function withCors<const Input extends Options, Entrypoint extends Class>(
  options: PolicyInput<Input>,
  worker: Entrypoint,
): Entrypoint
export function withCors<const Input extends Options, Fetch extends FetchHandler>(
  options: PolicyInput<Input>,
  worker: Fetch,
): { readonly fetch: Fetch }
export function withCors<const Input extends Options, Handlers extends { readonly fetch?: FetchHandler | undefined }>(
  options: PolicyInput<Input>,
  worker: Handlers,
): Handlers
export function withCors(options: Options, worker: Worker): unknown {
  return mount(toPolicy(options).wrap, worker)
}

/**
 * Puts a guard against cross-site writes before the same. In Pages Functions:
 * `onRequest = ({ request, next }) => guard.refuse(request) ?? next()`.
 *
 * @throws {PolicyError} when the options are no guard
 * @throws {TypeError} when the Worker has no fetch handler
 * @example
 * ```ts
 * import { withCsrf } from 'corsage/cloudflare'
 *
 * export default withCsrf({ self: 'https://app.example.com' }, {
 *   fetch: (request: Request) => new Response(`Wrote to ${request.url}`),
 * })
 * ```
 */
export function withCsrf<Entrypoint extends Class>(options: CsrfOptions | CsrfGuard, worker: Entrypoint): Entrypoint
export function withCsrf<Fetch extends FetchHandler>(
  options: CsrfOptions | CsrfGuard,
  worker: Fetch,
): { readonly fetch: Fetch }
export function withCsrf<Handlers extends { readonly fetch?: FetchHandler | undefined }>(
  options: CsrfOptions | CsrfGuard,
  worker: Handlers,
): Handlers
export function withCsrf(options: CsrfOptions | CsrfGuard, worker: Worker): unknown {
  return mount(toGuard(options).wrap, worker)
}

/**
 * Puts both before the same, in the right order: what the guard refuses has the headers of the policy.
 *
 * @throws {PolicyError} when the options are no policy, or no guard
 * @throws {TypeError} when the Worker has no fetch handler
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { protect } from 'corsage/cloudflare'
 *
 * const policy = cors({ origin: ['https://admin.example.com'], credentials: true })
 * export default protect(policy, { self: 'https://app.example.com', trusted: policy }, {
 *   fetch: (request: Request) => new Response(`Wrote to ${request.url}`),
 * })
 * ```
 */
export function protect<const Input extends Options, Entrypoint extends Class>(
  cors: PolicyInput<Input>,
  csrf: CsrfOptions | CsrfGuard,
  worker: Entrypoint,
): Entrypoint
export function protect<const Input extends Options, Fetch extends FetchHandler>(
  cors: PolicyInput<Input>,
  csrf: CsrfOptions | CsrfGuard,
  worker: Fetch,
): { readonly fetch: Fetch }
export function protect<const Input extends Options, Handlers extends { readonly fetch?: FetchHandler | undefined }>(
  cors: PolicyInput<Input>,
  csrf: CsrfOptions | CsrfGuard,
  worker: Handlers,
): Handlers
export function protect(cors: Options, csrf: CsrfOptions | CsrfGuard, worker: Worker): unknown {
  return mount(protectBoth(toPolicy(cors), toGuard(csrf)), worker)
}

function mount(wrap: CorsPolicy['wrap'], worker: Worker): unknown {
  const run = wrap((request: Request, { env, ctx }: WorkersContext, fetch: PlainFetch) => fetch(request, env, ctx))
  if (isClass(worker)) {
    const Base: InstanceClass = worker
    return class extends Base {
      constructor(...args: unknown[]) {
        super(...args)
        // A method or a field; a class for RPC only has neither.
        const fetch = this.fetch?.bind(this)
        if (fetch) this.fetch = (request) => run(request, { env: this.env, ctx: this.ctx }, fetch)
      }
    }
  }
  const fetch = typeof worker === 'function' ? worker : worker.fetch?.bind(worker)
  if (!fetch) throw new TypeError('A Worker without a fetch handler answers no requests, expected one with fetch')
  return withFetch(typeof worker === 'function' ? {} : worker, (request: Request, env: unknown, ctx: unknown) =>
    run(request, { env, ctx }, fetch),
  )
}

function isClass(worker: unknown): worker is InstanceClass {
  return typeof worker === 'function' && /^class\b/.test(Function.prototype.toString.call(worker))
}

/**
 * Middleware for Pages Functions: export it as `onRequest` from `functions/_middleware.ts`. The predicate's context is
 * the whole `EventContext`.
 *
 * @throws {PolicyError} when the options are no policy
 * @example
 * ```ts
 * import { pagesCors } from 'corsage/cloudflare'
 *
 * export const onRequest = pagesCors({ origin: ['https://app.example.com'] })
 * ```
 */
export function pagesCors<const Input extends CorsOptions<PagesContext> | CorsPolicy>(
  options: PolicyInput<Input>,
): (context: PagesContext) => Response | Promise<Response> {
  const policy = toPolicy(options)
  const run = policy.wrap((request: Request, context: PagesContext) =>
    // `next()` goes on from the request that came, of which this one is a copy.
    policy.options.cookieless ? context.next(request) : context.next(),
  )
  return (context) => run(context.request, context)
}
