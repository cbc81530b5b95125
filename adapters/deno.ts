import { type FetchTarget, mountFetch } from '../src/hosts/fetch-handler.ts'
import { type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'

/** A predicate's context on Deno. */
export interface DenoContext extends RequestContext {
  /**
   * The part of the `info` of `Deno.serve` that all kinds of listeners have. The type of the address depends on the
   * listener, and `never` lets a predicate annotate it as `Deno.NetAddr` or another type.
   */
  readonly info: { readonly remoteAddr: never; readonly completed: Promise<void> }
}

type FetchHandler = (request: Request, info: never) => Response | Promise<Response>
type Mountable = FetchHandler | { readonly fetch: FetchHandler }

/**
 * Mounts a policy, or any layer, in front of a handler for `Deno.serve` or Deno Deploy, or of an object with `fetch`
 * for `deno serve`.
 *
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { withCors } from 'corsage/deno'
 *
 * const handler = withCors({ origin: ['https://app.example.com'] }, () => new Response('Hello'))
 * export default { fetch: handler }
 * ```
 */
export function withCors<const Input extends CorsOptions<DenoContext> | Layer, Handler extends Mountable>(
  layer: LayerInput<Input>,
  handler: Handler,
): Handler
export function withCors(layer: CorsOptions<DenoContext> | Layer, handler: FetchTarget): unknown {
  return mountFetch(toLayer(layer), handler, (info: unknown) => ({ info }))
}
