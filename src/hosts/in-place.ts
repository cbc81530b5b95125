import { isCookieless, type Layer } from '../layer.ts'
import { unpolluted } from '../runtime/unpolluted.ts'
import { mountMiddleware } from './middleware.ts'

type Answer = Response | Promise<Response>

/**
 * Mounts a layer as middleware of a host that hands its own request to the handler, whatever middleware passes on. So a
 * cookieless layer hides credentials in that request, and not in a copy.
 *
 * @returns middleware, which throws where that request has credentials in immutable headers, as on Workers
 */
export function mountInPlace<Context, Next>(
  layer: Layer,
  requestOf: (context: Context) => Request,
  goOn: (context: Context, next: Next) => Answer,
): (context: Context, next: Next) => Answer {
  const given = (context: Context): Request => {
    const request = requestOf(context)
    return isCookieless(layer, request) ? knownByIdentity(request) : request
  }
  return mountMiddleware(layer, given, (request, context, next: Next) => {
    if (request !== requestOf(context)) throw new Error(NOT_HIDDEN)
    return goOn(context, next)
  })
}

/**
 * Marks a plain `Request`, so that a cookieless layer changes it and makes no copy: a request with a property of its own
 * is one that its host knows by identity (`src/server/cookieless.ts`).
 */
function knownByIdentity(request: Request): Request {
  // oxlint-disable-next-line typescript/unbound-method -- stays a method of the request
  const property = { value: request.clone, configurable: true, writable: true }
  return Object.defineProperty(request, 'clone', unpolluted(property))
}

const NOT_HIDDEN =
  'A cookieless policy cannot hide cookies here, because the headers of the request are immutable, expected the policy ' +
  'around the request handler: withCors(policy, …)'
