import { type FetchTarget, mountFetch } from '../src/hosts/fetch-handler.ts'
import { type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'

/** The context of a predicate on Deno. */
export interface DenoContext extends RequestContext {
  /**
   * The `info` of `Deno.serve`, as far as all kinds of listeners have it. The address depends on the listener: annotate it
   * as `Deno.NetAddr` or another one, which `never` allows.
   */
  readonly info: { readonly remoteAddr: never; readonly completed: Promise<void> }
}

type FetchHandler = (request: Request, info: never) => Response | Promise<Response>
type Mountable = FetchHandler | { readonly fetch: FetchHandler }

/**
 * Mounts a policy, or any layer, in front of a handler for `Deno.serve` or Deno Deploy, or of an object with one for
 * `deno serve`.
 *
 * @param layer options as `cors()` takes them, or a layer: a policy, a guard, both
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
