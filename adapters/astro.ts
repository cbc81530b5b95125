import { type AstroContext, forgetUserOf, stateOf, viewOf } from '../src/hosts/astro-context.ts'
import { coverPage, coverReplaced, isReplaced, type PendingPages, unreplaced } from '../src/hosts/astro-page.ts'
import { mountPages } from '../src/hosts/pages.ts'
import { type Layer, type LayerInput, optionsOf, toLayer } from '../src/layer.ts'
import type { CorsOptions } from '../src/policy/options.ts'
import { after } from '../src/runtime/promise.ts'
import { respond } from '../src/runtime/respond.ts'

export type { AstroContext }

type Answer = Response | Promise<Response>
type Next = () => Promise<Response>

/** The type of Astro's middleware. */
export type AstroMiddleware = (context: AstroContext, next: Next) => Answer

/**
 * Makes the middleware of Astro, alone or as the first of `sequence`. Predicates get the context, and may annotate it as
 * `APIContext`.
 *
 * It leaves out routes that Astro prerenders, because their files are served without middleware. One decision is made
 * for each request, also if a rewrite or an error page runs the middleware again.
 *
 * An error is answered by `onError` of the policy if a page of another origin asks. Errors that concern your own pages
 * go back to Astro, which renders its error page.
 *
 * A cookieless policy hides the user for the rest of the request, from middleware outside as well. Its `onDecision` gets
 * a copy of the request without a body.
 *
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { corsMiddleware } from 'corsage/astro'
 *
 * export const onRequest = corsMiddleware({ origin: ['https://app.example.com'] })
 * ```
 */
export function corsMiddleware<const Input extends CorsOptions<AstroContext> | Layer>(
  layer: LayerInput<Input>,
): AstroMiddleware
export function corsMiddleware(input: CorsOptions<AstroContext> | Layer): AstroMiddleware {
  const layer = toLayer(input)
  // A guard gives no permissions, and an answer may have those of the application.
  const hasPolicy = (request: Request): boolean => optionsOf(layer, request) !== undefined
  const passed = new WeakSet<object>()
  const pages: PendingPages = new WeakMap()
  const run = mountPages(
    layer,
    async (request, context: AstroContext, next: Next, later) => {
      const { request: sent } = context
      if (later.hidesUser) forgetUserOf(context)
      else if (request !== sent) context.request = request
      const response = await next()
      if (!hasPolicy(sent) || !isReplaced(response)) return response
      later.finish = (given) => coverReplaced(layer, pages, sent, response, given)
      return respond(200, null)
    },
    (context, hidesUser) => (hidesUser ? viewOf(context) : context.request),
    (request, given) => void (hasPolicy(request) && pages.set(request, [given])),
  )
  return (context, next) => {
    if (context.isPrerendered || passed.has(stateOf(context))) return next()
    passed.add(stateOf(context))
    const { request } = context
    return (
      coverPage(layer, pages, request, next) ??
      // Astro would put its page in place of an answer of `onError`, and fails to in development.
      after(run(context, next), (response) =>
        hasPolicy(request) && !pages.has(request) ? unreplaced(response) : response,
      )
    )
  }
}
