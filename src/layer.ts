import { cors } from './cors.ts'
import type { CheckedOptions } from './policy/checked-options.ts'
import type { CorsOptions } from './policy/options.ts'
import type { PolicyHeaders } from './server/headers.ts'
import type { CorsRequest } from './server/request.ts'
import type { Handler } from './server/wrap.ts'

/**
 * Anything that can be mounted in front of a handler: a policy from `cors()`, a guard from `csrf()`, or both from
 * `protect()`.
 */
export interface Layer {
  /**
   * Returns a handler of the same type, with the layer in front of it.
   *
   * @param contextOf makes a predicate's context from the handler's arguments after the request. Default: the members
   * of the first of these arguments, or the argument as `context` if it is an instance of a class
   */
  readonly wrap: <HostRequest extends Request, Rest extends unknown[]>(
    handler: Handler<HostRequest, Rest>,
    contextOf?: (...rest: Rest) => unknown,
  ) => Handler<HostRequest, Rest>
  /**
   * Returns the answer to a request as data, for hosts without `Response`. It calls hooks such as `onDecision` and
   * `onDeny`, so a host calls it once for each request. These hosts refuse a layer that has no `answer`.
   */
  readonly answer?: (request: CorsRequest, context?: unknown) => PolicyHeaders | Promise<PolicyHeaders>
  /** The options of the layer's policy, if it has one policy. */
  readonly options?: LayerOptions | undefined
  /** Finds the options of the policy for a request, in a layer that has several policies. */
  readonly optionsFor?: (request: CorsRequest) => LayerOptions | undefined
}

/** The part of the options of a policy that hosts read. */
export interface LayerOptions {
  readonly cookieless?: boolean
  readonly timingAllowOrigin?: boolean
  readonly origin?: unknown
  readonly onError?: unknown
}

/** The first argument of every adapter: a layer, or options that are checked as `cors()` checks them. */
export type LayerInput<Input> = Input & (Input extends Layer ? unknown : CheckedOptions<Input>)

/**
 * Whether a value is a layer, not options. Only an own property counts, so that a polluted prototype cannot turn
 * options into a layer.
 */
export function isLayer(input: unknown): input is Layer {
  return Object.hasOwn(Object(input), 'wrap')
}

/** Returns a layer as it is, and compiles options into a policy. */
export function toLayer(input: CorsOptions | Layer): Layer {
  return isLayer(input) ? input : cors(input)
}

/** The options of the policy that answers a request. `undefined` if the layer has none, as a guard. */
export function optionsOf(layer: Layer, request: CorsRequest): LayerOptions | undefined {
  return layer.optionsFor ? layer.optionsFor(request) : layer.options
}

/** Whether the layer replaces a header that the application, or earlier middleware, has set. The name is in lower case. */
export function replaces(layer: Layer, request: CorsRequest, name: string): boolean {
  if (name === 'timing-allow-origin') return optionsOf(layer, request)?.timingAllowOrigin === true
  return name.startsWith('access-control-')
}

/**
 * Whether the handler gets a request without credentials. Then an adapter also has to clear cookies that its host keeps
 * outside the headers. An adapter asks before the layer answers, because the policy of a `live` layer may change.
 */
export function isCookieless(layer: Layer, request: CorsRequest): boolean {
  return optionsOf(layer, request)?.cookieless === true
}
