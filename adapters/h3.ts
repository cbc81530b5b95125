import { mergeVary } from '../src/fetch/vary.ts'
import { answerOf, type H3EventLike } from '../src/hosts/h3-answer.ts'
import { placeInside } from '../src/hosts/nesting.ts'
import { type Layer, type LayerInput, replaces, toLayer } from '../src/layer.ts'
import type { CorsOptions, RequestContext } from '../src/policy/options.ts'
import { after } from '../src/runtime/promise.ts'
import { forgetLast } from '../src/server/decorate.ts'

export type { H3EventLike }

/** A predicate's context in h3 and Nitro: annotate it with `H3Context<H3Event>` if you need more of the event. */
export interface H3Context<Event = H3EventLike> extends RequestContext {
  readonly event: Event
}

/** The options of a policy in h3: the app's `onError` answers errors. */
export interface H3Options extends Omit<CorsOptions<H3Context>, 'onError'> {
  readonly onError?: 'throw' | undefined
}

/** Middleware of h3 2. */
export type H3Middleware = (event: H3EventLike, next: () => unknown) => Response | Promise<Response>

/** The response of a handler of WebSockets carries its hooks for crossws. */
type WithHooks = Response & { readonly crossws?: unknown }

/**
 * Makes middleware for h3 2 and Nitro 3, for an app or a path. Mount it with `app.use`, so that it sees preflights, and
 * first, because other middleware may answer by itself.
 *
 * h3 makes the response of each value and of each error as it always does, but here, so that the policy's headers are
 * on all of them: on the 404 of a missing route, on each `HTTPError` with its status, and on what `onError` of the app
 * returns. So middleware before this one gets a `Response` from `next()`, and sees no errors.
 *
 * @param layer options for `cors()` of `corsage`, or a layer: a policy, a guard, or both
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { cors } from 'corsage/h3'
 *
 * const middleware = cors({ origin: ['https://app.example.com'], credentials: true })
 * // new H3().use(middleware), or the default export of middleware/cors.ts in Nitro
 * ```
 */
export function cors<const Input extends H3Options | Layer>(layer: LayerInput<Input>): H3Middleware
export function cors(input: H3Options | Layer): H3Middleware {
  const layer = toLayer(input)
  const run = layer.wrap(
    (request: Request, event: H3EventLike, next: () => unknown, seen: { answer?: WithHooks }) => {
      event.req = request
      const place = placeOf(event)
      return after(answerOf(event, next), (answer) => {
        // A policy at a longer path, or at one that is not known, may have others inside.
        if ((placeInside(event, place) ?? Infinity) <= place) forgetLast()
        return (seen.answer = answer)
      })
    },
    (event) => ({ event }),
  )
  return (event, next) => {
    const seen: { answer?: WithHooks } = {}
    return after(run(event.req, event, next, seen), (response) => {
      disown(layer, event.req, event.res[response.status < 400 ? 'headers' : 'errHeaders'], response)
      if (!event.req.headers.has('upgrade')) return response
      // A copy of the handler's response has no hooks, and without hooks crossws would open a socket that was refused.
      const crossws = seen.answer ? seen.answer.crossws : { upgrade: () => response }
      return crossws ? Object.assign(response, { crossws }) : response
    })
  }
}

/** How specific the path of a middleware is. Of `/api/**`, h3 says which part of a path the stars stand for. */
function placeOf(event: object): number {
  const { context } = event as { readonly context?: { readonly middlewareParams?: { readonly _?: string } } }
  const rest = context?.middlewareParams?._
  return rest === undefined ? -Infinity : -rest.length
}

/** Takes the permissions out of the headers that earlier middleware has prepared, which h3 sets on the response later. */
function disown(layer: Layer, request: Request, prepared: Headers, { headers }: Response): void {
  for (const name of [...prepared.keys()]) if (replaces(layer, request, name)) prepared.delete(name)
  const vary = prepared.get('vary')
  if (vary !== null) prepared.set('vary', mergeVary(vary, headers.get('vary') ?? ''))
}
