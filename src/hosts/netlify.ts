import type { Layer } from '../layer.ts'
import { after } from '../runtime/promise.ts'

/** What a handler returns: edge functions may rewrite the request by a URL, or leave it to the next function. */
export type NetlifyResult = Response | URL | undefined | void

/** The part of Netlify's context that is used here. */
interface ContextLike {
  next(options: object): Promise<Response>
  next(request: Request, options: object): Promise<Response>
}

/** Makes a layer whose handlers may return nothing, or a URL. The layer sees the response that Netlify gets for these. */
export function goingOn(layer: Layer): Layer {
  return {
    ...layer,
    wrap: (handler, contextOf) =>
      layer.wrap(function (this: unknown, request, ...rest) {
        const result = handler.call(this, request, ...rest) as NetlifyResult | Promise<NetlifyResult>
        return after(result, (found) =>
          found instanceof Response ? found : goOn(found, request, rest[0] as ContextLike),
        )
      }, contextOf),
  }
}

/** Gets the answer of the next function or of the site. */
function goOn(found: NetlifyResult, request: Request, context: ContextLike): Response | Promise<Response> {
  // Otherwise, Netlify would ask for a whole answer where the client has a copy, in case that the body gets changed.
  const options = { sendConditionalRequest: true }
  if (found instanceof URL) return context.next(new Request(found, request), options)
  // The application made a mistake if it returns anything else.
  if (found !== undefined) return found
  try {
    return context.next(options)
  } catch {
    // Functions have no next function. Netlify answers 204 where they return nothing.
    return new Response(null, { status: 204 })
  }
}
