import { isCookieless, type Layer } from '../layer.ts'
import { after, attempt } from '../runtime/promise.ts'
import { respond } from '../runtime/respond.ts'

type Answer = Response | Promise<Response>

/** The part of the context of a framework for pages that is used here. */
export interface PageContext {
  readonly request: Request
  readonly url: URL
}

/**
 * Options of SvelteKit's and Astro's `cookies.get`. Both decode the cookies of the request, and not those that are set
 * while it is answered, so these options hide the former.
 */
export const DECODE_TO_NOTHING = { decode: () => undefined } as never

/** What the handler of a request knows of its layer, and tells it. */
export interface PageAnswer {
  /** Whether the layer hides the user of the request. */
  readonly hidesUser: boolean
  /** What happens after the layer has decorated an empty response, whose headers are `given`. */
  finish?: (given: Headers) => Response
}

/**
 * Mounts a layer as middleware of a framework that renders pages for people, and answers errors with pages. Predicates
 * receive the host's context as theirs.
 *
 * An error that concerns the framework's own pages goes back to it, as it was thrown, because its error pages, overlays
 * and hooks are made for these. An error that concerns a page of another origin is answered by the layer, because the
 * answer of the framework would have no CORS headers.
 *
 * @param goOn calls the next handler with the layer's request. It may set `later.finish`, and return an empty response
 * @param requestOf the request that the layer sees. Default: that of the context
 * @param keep gets the request and the headers of a decorated empty response before `finish` runs
 */
export function mountPages<Context extends PageContext, Next>(
  layer: Layer,
  goOn: (request: Request, context: Context, next: Next, later: PageAnswer) => Answer,
  requestOf: (context: Context, hidesUser: boolean) => Request = ({ request }) => request,
  keep: (request: Request, given: Headers) => void = () => {},
): (context: Context, next: Next) => Answer {
  const run = layer.wrap(
    (request: Request, context: Context, next: Next, later: PageAnswer) =>
      attempt(
        () => goOn(request, context, next, later),
        (response) => response,
        (thrown) => {
          if (isForeign(context)) throw thrown
          later.finish = () => {
            throw thrown
          }
          return respond(500, null)
        },
      ),
    (context) => context,
  )
  return (context, next) => {
    // Read before the next handlers run, which may set another.
    const { request } = context
    const later: PageAnswer = { hidesUser: isCookieless(layer, request) }
    return after(run(requestOf(context, later.hidesUser), context, next, later), (response) => {
      if (!later.finish) return response
      keep(request, response.headers)
      return later.finish(response.headers)
    })
  }
}

/** Whether a page of another origin sent the request. Navigations and GET requests of the own pages have no `Origin`. */
export function isForeign({ request, url }: PageContext): boolean {
  const origin = request.headers.get('origin')
  return origin !== null && origin !== url.origin
}
