import { answerThrown, notModified } from '../src/hosts/kit-answer.ts'
import { type KitEvent, notingCookies, withoutUser } from '../src/hosts/kit-event.ts'
import { isForeign, mountPages } from '../src/hosts/pages.ts'
import { isCookieless, type Layer, type LayerInput, toLayer } from '../src/layer.ts'
import type { CorsOptions } from '../src/policy/options.ts'
import { attempt } from '../src/runtime/promise.ts'
import { withoutCredentials } from '../src/server/cookieless.ts'

export type { KitEvent }

type Answer = Response | Promise<Response>
type Resolve = (event: KitEvent) => Answer

/** The type of a `handle` of SvelteKit. */
export type KitHandle = <Event extends KitEvent>(input: {
  readonly event: Event
  readonly resolve: (event: Event) => Answer
}) => Answer

/**
 * Makes the `handle` of SvelteKit, alone or as the first handle of `sequence`. Predicates get the event, and may
 * annotate it as `RequestEvent`.
 *
 * Requests of `event.fetch` to routes of the same app are not decided again, because no browser sent them. A cookieless
 * policy hides their cookies too.
 *
 * A `redirect()` or an `error()` that another handle throws is answered as SvelteKit answers it, with the policy's
 * headers, if a page of another origin asks. Other errors of handles are then answered by `onError` of the policy. What
 * concerns your own pages goes back to SvelteKit, and so do all errors of routes, whose answers have the headers too.
 *
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { corsHandle } from 'corsage/sveltekit'
 *
 * export const handle = corsHandle({ origin: ['https://app.example.com'] })
 * ```
 */
export function corsHandle<const Input extends CorsOptions<KitEvent> | Layer>(layer: LayerInput<Input>): KitHandle
export function corsHandle(input: CorsOptions<KitEvent> | Layer): KitHandle {
  const layer = toLayer(input)
  const seen = (event: KitEvent, request: Request, hidesUser: boolean): KitEvent => {
    if (hidesUser) return withoutUser(event, request)
    return request === event.request ? event : { ...event, request }
  }
  const run = mountPages(layer, (request, event: KitEvent, resolve: Resolve, { hidesUser }) => {
    if (!isForeign(event)) return resolve(seen(event, request, hidesUser))
    const cookies = new Map<string, string>()
    return attempt(
      () => resolve(notingCookies(seen(event, request, hidesUser), cookies)),
      (response) => notModified(response, request),
      (thrown) => {
        const answer = answerThrown(thrown, cookies.values())
        if (answer) return answer
        throw thrown
      },
    )
  })
  const handle = ({ event, resolve }: { readonly event: KitEvent; readonly resolve: Resolve }): Answer => {
    if (!event.isSubRequest) return run(event, resolve)
    const { request } = event
    return resolve(isCookieless(layer, request) ? withoutUser(event, withoutCredentials(request)) : event)
  }
  return handle as KitHandle
}
