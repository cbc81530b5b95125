import { type AfterRequest, type FetchTarget, mountFetch } from '../src/hosts/fetch-handler.ts'
import { type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'

/** A predicate's context on Deno. The `info` of a handler for one kind of listener has one kind of address. */
export interface DenoContext<Info = DenoInfo> extends RequestContext {
  readonly info: Info
}

/** The part of the `info` of `Deno.serve` that this adapter knows. */
export interface DenoInfo {
  readonly remoteAddr: DenoAddr
  readonly completed: Promise<void>
}

/** The address of a client, for each kind of listener. */
export type DenoAddr =
  | { readonly transport: 'tcp' | 'udp'; readonly hostname: string; readonly port: number }
  | { readonly transport: 'unix' | 'unixpacket'; readonly path: string }
  | { readonly transport: 'vsock'; readonly cid: number; readonly port: number }

type Input<Info = DenoInfo> = CorsOptions<DenoContext<Info>> | Layer
/** A method, because its parameters are bivariant, so that a handler may annotate the `info` of its listener. */
type FetchHandler = { fetch(request: Request, info: DenoInfo): Response | Promise<Response> }['fetch']
type Mountable = FetchHandler | { readonly fetch: FetchHandler }

/** The `info` of the predicate's context is that of the handler, if the handler names it. */
type Known<Info> = Info extends { readonly remoteAddr: unknown } ? Info : DenoInfo

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
export function withCors<const Given extends Input<Known<AfterRequest<Handler>>>, Handler extends Mountable>(
  layer: LayerInput<Given>,
  handler: Handler,
): Handler
export function withCors<const Given extends Input<never>, Handler extends Mountable>(
  layer: LayerInput<Given>,
  handler: Handler,
): Handler
export function withCors(layer: Input, handler: FetchTarget): unknown {
  return mountFetch(toLayer(layer), handler, (info: unknown) => ({ info }))
}
