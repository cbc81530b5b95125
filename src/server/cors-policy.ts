import type { Decision } from '../policy/decision.ts'
import type { PolicyJSON, PolicyOptions } from '../policy/options.ts'
import type { PolicyHeaders } from './headers.ts'
import type { CorsRequest } from './request.ts'
import type { Handler } from './wrap.ts'

/**
 * A compiled policy: frozen, and safe to share between requests. Its functions need no `this`.
 *
 * `context` is what the host knows of a request, for the predicate alone: it gets the context's members next to the
 * `request`. Only `allowsOrigin` has no request to pass on.
 */
export interface CorsPolicy {
  /** The decision about a request. Answers nothing, announces nothing. */
  readonly decide: (request: CorsRequest, context?: unknown) => Decision | Promise<Decision>
  /**
   * The answer to a request as data, for servers without `Response`: lines to set, names to merge into `Vary`, lines to
   * remove. It has a `status` where the policy answers alone: preflights, and refusals of `enforce`. Announces nothing.
   */
  readonly headers: (request: CorsRequest, context?: unknown) => PolicyHeaders | Promise<PolicyHeaders>
  /** What `headers` says, for the host that acts on it: `onDecision` gets the decision. So ask once for each request. */
  readonly answer: (request: CorsRequest, context?: unknown) => PolicyHeaders | Promise<PolicyHeaders>
  /** The answer to a CORS-preflight request; `undefined` for any other request. */
  readonly preflight: (request: Request, context?: unknown) => Response | undefined | Promise<Response | undefined>
  /** The response with the policy's headers, in place of any `Access-Control-*` that it has. */
  readonly decorate: (response: Response, request: Request, context?: unknown) => Response | Promise<Response>
  /**
   * A handler of the same type that answers preflights itself and decorates the responses of the given one, those to
   * its errors included.
   *
   * @param contextOf what a predicate gets next to the request, made of the handler's other arguments. Default: the
   * members of the first of these
   */
  readonly wrap: <HostRequest extends Request, Rest extends unknown[]>(
    handler: Handler<HostRequest, Rest>,
    contextOf?: (...rest: Rest) => unknown,
  ) => Handler<HostRequest, Rest>
  /** Whether pages of an origin may read the answers. */
  readonly allowsOrigin: (origin: string, context?: unknown) => boolean | Promise<boolean>
  /**
   * The normalised options, with the predicate if there is one, without `onDecision` and a function as `onError`:
   * frozen. `cors(policy.options)` decides the same.
   */
  readonly options: PolicyOptions
  /**
   * The normalised options, without functions: `cors(policy.toJSON())` decides the same.
   *
   * @throws {TypeError} when a predicate decides, since a function has no JSON
   */
  readonly toJSON: () => PolicyJSON
}

/** A policy whose predicate, if it has one, answers at once. */
export interface SyncCorsPolicy extends CorsPolicy {
  readonly decide: (request: CorsRequest, context?: unknown) => Decision
  readonly headers: (request: CorsRequest, context?: unknown) => PolicyHeaders
  readonly answer: (request: CorsRequest, context?: unknown) => PolicyHeaders
  readonly preflight: (request: Request, context?: unknown) => Response | undefined
  readonly decorate: (response: Response, request: Request, context?: unknown) => Response
  readonly allowsOrigin: (origin: string, context?: unknown) => boolean
}

/** A policy whose predicate answers with promises: so does the policy. */
export interface AsyncCorsPolicy extends CorsPolicy {
  readonly decide: (request: CorsRequest, context?: unknown) => Promise<Decision>
  readonly headers: (request: CorsRequest, context?: unknown) => Promise<PolicyHeaders>
  readonly answer: (request: CorsRequest, context?: unknown) => Promise<PolicyHeaders>
  readonly preflight: (request: Request, context?: unknown) => Promise<Response | undefined>
  readonly decorate: (response: Response, request: Request, context?: unknown) => Promise<Response>
  readonly allowsOrigin: (origin: string, context?: unknown) => Promise<boolean>
}

/** The policy that options of this type make. */
export type PolicyOf<Options> = Options extends { readonly origin: infer Origin }
  ? [Extract<Origin, Predicate>] extends [never]
    ? SyncCorsPolicy
    : Extract<Origin, Predicate> extends Predicate<infer Result>
      ? 0 extends 1 & Result
        ? CorsPolicy
        : [Result] extends [boolean]
          ? SyncCorsPolicy
          : [Result] extends [Promise<boolean>]
            ? AsyncCorsPolicy
            : CorsPolicy
      : never
  : never

type Predicate<Result = unknown> = (...args: never[]) => Result
