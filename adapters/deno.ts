import { type PolicyInput, toPolicy } from '../src/cors.ts'
import { type CsrfGuard, toGuard } from '../src/csrf/csrf.ts'
import type { CsrfOptions } from '../src/csrf/options.ts'
import { protect as protectBoth } from '../src/csrf/protect.ts'
import type { CorsOptions } from '../src/policy/options.ts'
import type { CorsPolicy } from '../src/server/cors-policy.ts'
import { withFetch } from '../src/hosts/with-fetch.ts'

/** What a predicate gets on Deno, the `info` of `Deno.serve`, as far as it is the same for all kinds of listeners. */
export interface DenoContext {
  readonly remoteAddr: unknown
  readonly completed: Promise<void>
}

type FetchHandler = (request: Request, info: never) => Response | Promise<Response>
type Mountable = FetchHandler | { readonly fetch: FetchHandler }

/**
 * Puts a policy before a handler for `Deno.serve` or Deno Deploy, or before an object with one for `deno serve`.
 *
 * @throws {PolicyError} when the options are no policy
 * @example
 * ```ts
 * import { withCors } from 'corsage/deno'
 *
 * const handler = withCors({ origin: ['https://app.example.com'] }, () => new Response('Hello'))
 * export default { fetch: handler }
 * ```
 */
export function withCors<const Input extends CorsOptions<DenoContext> | CorsPolicy, Handler extends Mountable>(
  options: PolicyInput<Input>,
  handler: Handler,
): Handler
export function withCors(options: CorsOptions<DenoContext> | CorsPolicy, handler: Mountable): unknown {
  return mount(toPolicy(options).wrap, handler)
}

/**
 * Puts a guard against cross-site writes before the same.
 *
 * @throws {PolicyError} when the options are no guard
 * @example
 * ```ts
 * import { withCsrf } from 'corsage/deno'
 *
 * const handler = withCsrf({ self: 'https://app.example.com' }, () => new Response('Done'))
 * export default { fetch: handler }
 * ```
 */
export function withCsrf<Handler extends Mountable>(options: CsrfOptions | CsrfGuard, handler: Handler): Handler
export function withCsrf(options: CsrfOptions | CsrfGuard, handler: Mountable): unknown {
  return mount(toGuard(options).wrap, handler)
}

/**
 * Puts both before the same, in the right order: what the guard refuses has the headers of the policy.
 *
 * @throws {PolicyError} when the options are no policy, or no guard
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { protect } from 'corsage/deno'
 *
 * const policy = cors({ origin: ['https://admin.example.com'], credentials: true })
 * const handler = protect(policy, { self: 'https://app.example.com', trusted: policy }, () => new Response('Done'))
 * export default { fetch: handler }
 * ```
 */
export function protect<const Input extends CorsOptions<DenoContext> | CorsPolicy, Handler extends Mountable>(
  cors: PolicyInput<Input>,
  csrf: CsrfOptions | CsrfGuard,
  handler: Handler,
): Handler
export function protect(
  cors: CorsOptions<DenoContext> | CorsPolicy,
  csrf: CsrfOptions | CsrfGuard,
  handler: Mountable,
): unknown {
  return mount(protectBoth(toPolicy(cors), toGuard(csrf)), handler)
}

function mount(wrap: CorsPolicy['wrap'], handler: Mountable): unknown {
  return typeof handler === 'function' ? wrap(handler) : withFetch(handler, wrap(handler.fetch.bind(handler)))
}
