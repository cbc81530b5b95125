import type { Layer } from '../layer.ts'
import { standFor } from './stand-for.ts'

/** A fetch handler for any host. The host decides which arguments follow the request. */
type FetchHandler = (this: unknown, request: Request, ...rest: never[]) => Response | Promise<Response>

/** An object that has a fetch handler. */
interface FetchApp {
  readonly fetch: FetchHandler
}

/** A fetch handler, an object that has one, or both in one. */
export type FetchTarget = FetchHandler | FetchApp

/**
 * The type of the argument after the request, in a fetch handler or an object that has one. It types the context of
 * predicates. It is `unknown` where the handler has no such argument.
 */
export type AfterRequest<Target> = Target extends (request: never, next: infer Next, ...rest: never) => unknown
  ? Next
  : Target extends { readonly fetch?: infer Fetch }
    ? NonNullable<Fetch> extends (request: never, next: infer Next, ...rest: never) => unknown
      ? Next
      : unknown
    : unknown

/**
 * Mounts a layer in front of a fetch handler, or of an object that has one.
 *
 * @param contextOf makes a predicate's context from the host's arguments after the request
 * @throws {TypeError} if there is no fetch handler
 */
export function mountFetch(layer: Layer, target: FetchTarget, contextOf: (...rest: never[]) => object): unknown {
  const handler = typeof target === 'function' && layer.wrap(target, contextOf)
  if (!hasFetch(target)) {
    if (handler) return handler
    throw new TypeError('The app has no fetch(), expected a handler or an object with fetch()')
  }
  // Called as a method each time, because frameworks replace their `fetch` while they run.
  const callFetch: FetchHandler = function () {
    return target.fetch.apply(target, arguments as never)
  }
  return standFor(target, Object.assign(handler || {}, { fetch: layer.wrap(callFetch, contextOf) }))
}

/**
 * Whether an app has a fetch handler. An inherited one is not read, because Elysia compiles its routes in a getter.
 */
export function hasFetch(app: unknown): app is FetchApp {
  const members = Object(app) as FetchApp
  return Object.hasOwn(members, 'fetch') ? typeof members.fetch === 'function' : 'fetch' in members
}
