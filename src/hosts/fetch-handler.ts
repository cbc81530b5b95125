import type { Layer } from '../layer.ts'
import { withFetch } from './with-fetch.ts'

/** A fetch handler of any host: the arguments after the request are the host's. */
type FetchHandler = (this: unknown, request: Request, ...rest: never[]) => Response | Promise<Response>

/** What a host serves: a fetch handler, or an object with one. */
export type FetchTarget = FetchHandler | { readonly fetch: FetchHandler }

/**
 * Mounts a layer in front of a fetch handler, or of an object with one.
 *
 * @param contextOf what a predicate gets next to the request, made of the host's arguments
 */
export function mountFetch(layer: Layer, target: FetchTarget, contextOf: (...rest: never[]) => object): unknown {
  return typeof target === 'function'
    ? layer.wrap(target, contextOf)
    : withFetch(target, layer.wrap(target.fetch.bind(target), contextOf))
}
