import { type PolicyInput, toPolicy } from '../src/cors.ts'
import type { CorsOptions } from '../src/policy/options.ts'
import type { CorsPolicy } from '../src/server/policy.ts'
import { withFetch } from '../src/server/with-fetch.ts'

/** What a predicate gets on Deno, the `info` of `Deno.serve`, as far as it is the same for all kinds of listeners. */
export interface DenoContext {
  readonly remoteAddr: unknown
  readonly completed: Promise<void>
}

type FetchHandler = (request: Request, info: never) => Response | Promise<Response>

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
export function withCors<
  const Input extends CorsOptions<DenoContext> | CorsPolicy,
  Handler extends FetchHandler | { readonly fetch: FetchHandler },
>(options: PolicyInput<Input>, handler: Handler): Handler
export function withCors(
  options: CorsOptions<DenoContext> | CorsPolicy,
  handler: FetchHandler | { readonly fetch: FetchHandler },
): unknown {
  const { wrap } = toPolicy(options)
  return typeof handler === 'function' ? wrap(handler) : withFetch(handler, wrap(handler.fetch.bind(handler)))
}
