import { type Layer, type LayerInput, optionsOf, toLayer } from '../layer.ts'
import { checkArgument } from '../policy/arguments.ts'
import type { CorsOptions } from '../policy/options.ts'
import type { Handler } from '../server/wrap.ts'

/** A layer that can be replaced while requests run. */
export interface LiveLayer extends Layer {
  /** The layer that new requests get. */
  readonly current: Layer
  /**
   * Replaces the layer for all requests that begin after the call. A request that has begun ends with the layer that it
   * began with.
   *
   * @param layer options for `cors()`, or a layer: a policy, a guard, or both
   * @throws {PolicyError} with every problem that the options have, and if the layer cannot take the place of the first
   * one. The old layer then stays
   */
  readonly set: <const Input extends CorsOptions | Layer>(layer: LayerInput<Input>) => void
}

/**
 * Makes a layer whose policy can be replaced while requests run, for origins that change without a deployment. Mount it
 * once, and call `set` when its source changes.
 *
 * @param layer options for `cors()`, or a layer: a policy, a guard, or both
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { live } from 'corsage/rollout'
 *
 * const layer = live({ origin: ['https://app.example.com'] })
 * const handler = layer.wrap((request: Request) => new Response(`Hello from ${request.url}`))
 * layer.set({ origin: ['https://app.example.com', 'https://new.example.com'] })
 * ```
 */
export function live<const Input extends CorsOptions | Layer>(layer: LayerInput<Input>): LiveLayer
export function live(input: CorsOptions | Layer): LiveLayer {
  let current = toLayer(input)
  const hasAnswer = Boolean(current.answer)
  return Object.freeze<LiveLayer>({
    get current() {
      return current
    },
    get options() {
      return current.options
    },
    optionsFor: (request) => optionsOf(current, request),
    set: (next: CorsOptions | Layer) => {
      const layer = toLayer(next)
      checkArgument(['answer'], layer.answer, 'a function, as the first layer has', !hasAnswer || Boolean(layer.answer))
      current = layer
    },
    ...(hasAnswer && { answer: (request, context) => current.answer!(request, context) }),
    wrap: <HostRequest extends Request, Rest extends unknown[]>(
      handler: Handler<HostRequest, Rest>,
      contextOf?: (...rest: Rest) => unknown,
    ): Handler<HostRequest, Rest> => {
      let wrapped = current.wrap(handler, contextOf)
      let layer = current
      // The request is a named parameter, because Deno passes no request to functions without parameters.
      return function (this: unknown, request, ...rest) {
        if (layer !== current) {
          layer = current
          wrapped = layer.wrap(handler, contextOf)
        }
        return wrapped.call(this, request, ...rest)
      }
    },
  })
}
