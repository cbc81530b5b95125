import type { Layer } from '../layer.ts'
import { withFetch } from './with-fetch.ts'

/** A fetch handler of any host: what comes after the request is the host's. */
type FetchHandler = (this: unknown, request: Request, ...rest: never[]) => Response | Promise<Response>

/** What a host serves: a fetch handler, or an object with one. */
export type FetchTarget = FetchHandler | { readonly fetch: FetchHandler }

/**
 * Mounts a layer in front of a fetch handler, or of an object with one.
 *
 * @param contextOf names what the host passes after the request, for predicates
 */
export function mountFetch(layer: Layer, target: FetchTarget, contextOf: (...rest: never[]) => object): unknown {
  const mount = (handler: FetchHandler): FetchHandler => {
    const run = layer.wrap(function (this: unknown, request: Request, _context: object, ...rest: never[]) {
      return handler.call(this, request, ...rest)
    })
    // The request is a named parameter, because Deno passes none to functions without parameters.
    return function (request, ...rest) {
      return run.call(this, request, contextOf(...rest), ...rest)
    }
  }
  return typeof target === 'function' ? mount(target) : withFetch(target, mount(target.fetch.bind(target)))
}
