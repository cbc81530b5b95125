import { type FetchTarget, mountFetch } from '../src/hosts/fetch-handler.ts'
import { type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'
import { after } from '../src/runtime/promise.ts'

/** A predicate's context on Netlify: annotate it with the type of Netlify's `Context`. */
export interface NetlifyContext<Context = unknown> extends RequestContext {
  readonly context: Context
}

/** The options of a policy on Netlify. */
export interface NetlifyOptions extends CorsOptions<NetlifyContext<never>> {}

/** What a handler returns: edge functions may rewrite the request by a URL, or leave it to the next function. */
type Result = Response | URL | undefined | void
/** A method, because its parameters are bivariant, so that a handler may use Netlify's own types. */
type Handler = { fetch(request: Request, context: unknown): Result | Promise<Result> }['fetch']
type Mountable = Handler | { readonly fetch: Handler }

/** The part of Netlify's context that is used here. */
interface ContextLike {
  next(options: object): Promise<Response>
  next(request: Request, options: object): Promise<Response>
}

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
): App
export function withCors(input: NetlifyOptions | Layer, app: FetchTarget): unknown {
  return mountFetch(goingOn(toLayer(input)), app, (context: unknown) => ({ context }))
}

/** A layer whose handlers may return nothing, or a URL. */
function goingOn(layer: Layer): Layer {
  return {
    ...layer,
    wrap: (handler, contextOf) =>
      layer.wrap(function (this: unknown, request, ...rest) {
        const result = handler.call(this, request, ...rest) as Result | Promise<Result>
        return after(result, (found) =>
          found instanceof Response ? found : goOn(found, request, rest[0] as ContextLike),
        )
      }, contextOf),
  }
}

/** Gets the answer of the next function or of the site. */
function goOn(found: Result, request: Request, context: ContextLike): Response | Promise<Response> {
  // Otherwise, Netlify would ask for a whole answer where the client has a copy, in case that the body gets changed.
  const options = { sendConditionalRequest: true }
  if (found instanceof URL) return context.next(new Request(found, request), options)
  // A value that is none of the four is an error of the application.
  if (found !== undefined) return found
  try {
    return context.next(options)
  } catch {
    // Functions have no next function. Netlify answers 204 where they return nothing.
    return new Response(null, { status: 204 })
  }
}
