import { type AstroContext, forgetUserOf, isReplaced, stateOf, viewOf } from '../src/hosts/astro-context.ts'
import { carryOver } from '../src/hosts/carry-over.ts'
import { mountPages } from '../src/hosts/pages.ts'
import { isCookieless, type Layer, type LayerInput, toLayer } from '../src/layer.ts'
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
  const hidesUser = isCookieless(layer)
  const passed = new WeakSet<object>()
  const pending = new WeakMap<Request, Headers>()
  const run = mountPages(
    layer,
    async (request, context: AstroContext, next: Next, later) => {
      if (hidesUser) forgetUserOf(context)
      else if (request !== context.request) context.request = request
      const response = await next()
      if (!layer.options || !isReplaced(response)) return response
      later.finish = (given) => carryOver(given, response, request)
      return respond(200, null)
    },
    hidesUser ? viewOf : undefined,
    // For the error page, for which Astro runs the middleware again. A guard has no options and gives no permissions.
    layer.options && (({ request }, given) => pending.set(request, given)),
  )
  return (context, next) => {
    if (context.isPrerendered || passed.has(stateOf(context))) return next()
    passed.add(stateOf(context))
    const { request } = context
    const given = pending.get(request)
    if (given) return next().then((response) => carryOver(given, response, request))
    // An answer of `onError` gets an empty body, because Astro would put a page in its place. In development it fails to.
    return after(run(context, next), (response) =>
      layer.options && isReplaced(response) && !pending.has(request)
        ? new Response(new Uint8Array(), response)
        : response,
    )
  }
}
