import { type FetchTarget, mountFetch } from '../src/hosts/fetch-handler.ts'
import { goingOn, type NetlifyResult } from '../src/hosts/netlify.ts'
import { type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'

/** A predicate's context on Netlify: annotate it with the type of Netlify's `Context`. */
export interface NetlifyContext<Context = unknown> extends RequestContext {
  readonly context: Context
}

/** The options of a policy on Netlify. */
export interface NetlifyOptions extends CorsOptions<NetlifyContext<never>> {}

/** A method, because its parameters are bivariant, so that a handler may use Netlify's own types. */
type Handler = { fetch(request: Request, context: unknown): NetlifyResult | Promise<NetlifyResult> }['fetch']
type Mountable = Handler | { readonly fetch: Handler }

/** What `withCors` returns: an app with `fetch` as it is, or a handler that always answers with a response. */
type Mounted<App> = App extends { readonly fetch: unknown }
  ? App
  : App extends (...given: infer Given) => unknown
    ? (...given: Given) => Response | Promise<Response>
    : never

/**
 * Mounts a policy, or any layer, in front of a Netlify Function or an Edge Function.
 *
 * Where an edge function returns nothing, or a URL, the answer comes from the next function or the site, and it has the
 * policy's headers too. So an edge function for all paths covers the whole site, files included.
 *
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { withCors } from 'corsage/netlify'
 *
 * export default withCors({ origin: ['https://app.example.com'] }, () => new Response('Hello'))
 * export const config = { path: '/hello' }
 * ```
 */
export function withCors<const Given extends NetlifyOptions | Layer, App extends Mountable>(
  layer: LayerInput<Given>,
  app: App,
): Mounted<App>
export function withCors(input: NetlifyOptions | Layer, app: FetchTarget): unknown {
  return mountFetch(goingOn(toLayer(input)), app, (context: unknown) => ({ context }))
}
