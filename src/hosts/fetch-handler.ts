import type { Layer } from '../layer.ts'
import { withFetch } from './with-fetch.ts'

/** A fetch handler for any host. The host decides which arguments follow the request. */
type FetchHandler = (this: unknown, request: Request, ...rest: never[]) => Response | Promise<Response>

/** A fetch handler, or an object that has one. */
export type FetchTarget = FetchHandler | { readonly fetch: FetchHandler }

/**
 * Mounts a layer in front of a fetch handler, or of an object that has one.
 *
 * @param contextOf makes a predicate's context from the host's arguments after the request
 */
export function mountFetch(layer: Layer, target: FetchTarget, contextOf: (...rest: never[]) => object): unknown {
  return typeof target === 'function'
    ? layer.wrap(target, contextOf)
    : withFetch(target, layer.wrap(target.fetch.bind(target), contextOf))
}
