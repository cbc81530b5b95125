import { isCookieless, type Layer } from '../layer.ts'
import { after } from '../runtime/promise.ts'
import { copyOf, isResponse } from '../server/copy.ts'
import { forgetting } from './next-request.ts'

type Answer = Response | Promise<Response>

/** Makes a middleware of Next.js with a layer in front of the user's own, which may return nothing. */
export function mountBeforeRoutes(
  layer: Layer,
  next: (request: Request, event: unknown) => unknown,
  contextOf: (event: unknown) => object,
): (request: Request, event: unknown) => Answer {
  const answer = (request: Request, event: unknown): Answer => {
    const hidesUser = isCookieless(layer, request)
    return after(next(request, event), (found) => {
      const response = (found ?? goOn()) as Response
      return hidesUser ? handOn(response, request) : response
    })
  }
  return forgetting(layer).wrap(answer, contextOf)
}

/** Makes the same response as `NextResponse.next()`, without importing it. */
function goOn(): Response {
  return new Response(null, { headers: { 'x-middleware-next': '1' } })
}

/**
 * Passes the changed request headers on to the route. The route behind a middleware gets the original request, unless
 * the response lists other headers for it, as `NextResponse.next({ request })` does.
 */
function handOn(response: Response, request: Request): Response {
  if (!isResponse(response)) return response
  const goesOn = response.headers.has('x-middleware-next') || response.headers.has('x-middleware-rewrite')
  if (!goesOn || response.headers.has('x-middleware-override-headers')) return response
  // A copy, because the application may send the same response again.
  const copy = copyOf(response, request)
  copy.headers.set('x-middleware-override-headers', [...request.headers.keys()].join())
  request.headers.forEach((value, name) => copy.headers.set(`x-middleware-request-${name}`, value))
  return copy
}
