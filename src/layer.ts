import { cors } from './cors.ts'
import type { CheckedOptions } from './policy/checked-options.ts'
import type { CorsOptions } from './policy/options.ts'
import type { PolicyHeaders } from './server/headers.ts'
import type { CorsRequest } from './server/request.ts'
import type { Handler } from './server/wrap.ts'

/** Anything that can stand in front of a handler: a policy of `cors()`, a guard of `csrf()`, or both by `protect()`. */
export interface Layer {
  /**
   * A handler of the same type, with the layer in front of it.
   *
   * @param contextOf what a predicate gets next to the request, made of the handler's other arguments. Default: the
   * members of the first of these
   */
  readonly wrap: <HostRequest extends Request, Rest extends unknown[]>(
    handler: Handler<HostRequest, Rest>,
    contextOf?: (...rest: Rest) => unknown,
  ) => Handler<HostRequest, Rest>
  /**
   * What `wrap` does to the answer of a request, as data, for hosts without `Response`. Hooks such as `onDecision` and
   * `onDeny` are called, so ask once for each request. Such hosts refuse a layer without it.
   */
  readonly answer?: (request: CorsRequest, context?: unknown) => PolicyHeaders | Promise<PolicyHeaders>
  /** The options of its policy, if it has one. */
  readonly options?: { readonly cookieless?: boolean } | undefined
}

/** What every adapter mounts: options, checked as `cors()` checks them, or a layer. */
export type LayerInput<Input> = Input & (Input extends Layer ? unknown : CheckedOptions<Input>)

/** Whether a value is a layer, and not options: by a member of its own, so that nothing can make options look like one. */
export function isLayer(input: unknown): input is Layer {
  return Object.hasOwn(Object(input), 'wrap')
}

/** The layer itself, or the policy that the options make. */
export function toLayer(input: CorsOptions | Layer): Layer {
  return isLayer(input) ? input : cors(input)
}

/** Whether the handler gets requests without credentials, so that a host must forget the cookies that it keeps elsewhere. */
export function isCookieless({ options }: Layer): boolean {
  return options?.cookieless === true
}
