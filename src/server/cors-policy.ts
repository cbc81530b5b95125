import type { Decision } from '../policy/decision.ts'
import type { PolicyJSON, PolicyOptions } from '../policy/options.ts'
import type { PolicyHeaders } from './headers.ts'
import type { CorsRequest } from './request.ts'
import type { Handler } from './wrap.ts'

/**
 * A compiled policy: frozen, and safe to share between requests. Its functions need no `this`.
 *
 * `context` is for the predicate alone: what the host knows about a request. The predicate gets its members next to the
 * `request`, except in `allowsOrigin`, which has no request.
 */
export interface CorsPolicy {
  /** Decides about a request. Makes no response and does not call `onDecision`. */
  readonly decide: (request: CorsRequest, context?: unknown) => Decision | Promise<Decision>
  /**
   * Returns the answer to a request as data, for servers without `Response`: header lines to set, names to merge into
   * `Vary`, and lines to remove. It has a `status` if the policy answers without the application, as it does for
   * preflights and for requests that `enforce` refuses. Does not call `onDecision`.
   */
  readonly headers: (request: CorsRequest, context?: unknown) => PolicyHeaders | Promise<PolicyHeaders>
  /**
   * Returns the same as `headers`, for a host that acts on it: `onDecision` is called, so call it once for each request.
   */
  readonly answer: (request: CorsRequest, context?: unknown) => PolicyHeaders | Promise<PolicyHeaders>
  /** Answers a CORS-preflight request. Returns `undefined` for any other request. */
  readonly preflight: (request: Request, context?: unknown) => Response | undefined | Promise<Response | undefined>
  /** Puts the policy's headers on a response, replacing any `Access-Control-*` headers that it has. */
  readonly decorate: (response: Response, request: Request, context?: unknown) => Response | Promise<Response>
  /**
   * Returns a handler of the same type that answers preflights itself and decorates all responses of the given handler,
   * including those to its errors.
   *
   * @param contextOf makes a predicate's context from the handler's arguments after the request. Default: the members
   * of the first of these arguments, or the argument as `context` if it is an instance of a class
   */
  readonly wrap: <HostRequest extends Request, Rest extends unknown[]>(
    handler: Handler<HostRequest, Rest>,
    contextOf?: (...rest: Rest) => unknown,
  ) => Handler<HostRequest, Rest>
  /** Whether pages of an origin may read responses. */
  readonly allowsOrigin: (origin: string, context?: unknown) => boolean | Promise<boolean>
  /**
   * The normalised options, frozen, with the predicate if there is one, but without `onDecision` and without a function
   * as `onError`. `cors(policy.options)` makes the same decisions.
   */
  readonly options: PolicyOptions
  /**
   * Returns the normalised options without functions. `cors(policy.toJSON())` makes the same decisions.
   *
   * @throws {TypeError} if the policy has a predicate, because a function has no JSON
   */
  readonly toJSON: () => PolicyJSON
}

/** A policy without a predicate, or with one that returns a boolean. */
export interface SyncCorsPolicy extends CorsPolicy {
  readonly decide: (request: CorsRequest, context?: unknown) => Decision
  readonly headers: (request: CorsRequest, context?: unknown) => PolicyHeaders
  readonly answer: (request: CorsRequest, context?: unknown) => PolicyHeaders
  readonly preflight: (request: Request, context?: unknown) => Response | undefined
  readonly decorate: (response: Response, request: Request, context?: unknown) => Response
  readonly allowsOrigin: (origin: string, context?: unknown) => boolean
}

/** A policy whose predicate returns promises, so that the policy returns promises too. */
export interface AsyncCorsPolicy extends CorsPolicy {
  readonly decide: (request: CorsRequest, context?: unknown) => Promise<Decision>
  readonly headers: (request: CorsRequest, context?: unknown) => Promise<PolicyHeaders>
  readonly answer: (request: CorsRequest, context?: unknown) => Promise<PolicyHeaders>
  readonly preflight: (request: Request, context?: unknown) => Promise<Response | undefined>
  readonly decorate: (response: Response, request: Request, context?: unknown) => Promise<Response>
  readonly allowsOrigin: (origin: string, context?: unknown) => Promise<boolean>
}

/** The type of the policy that options of a type make. */
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
