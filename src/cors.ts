import type { CheckedOptions } from './policy/checked-options.ts'
import { compile } from './policy/compile.ts'
import type { Decision } from './policy/decision.ts'
import type { CorsOptions, PolicyJSON } from './policy/options.ts'
import { announce } from './server/announce.ts'
import { answer } from './server/answer.ts'
import { decide, judgeOrigin } from './server/decide.ts'
import { decorate } from './server/decorate.ts'
import { isPromise } from './server/promise.ts'
import { type CorsRequest, requestedMethod } from './server/request.ts'
import { type Handler, wrap } from './server/wrap.ts'

/** A value, or the promise of it where the predicate of the policy is async. */
export type Answer<Async extends boolean, Value> = boolean extends Async
  ? Value | Promise<Value>
  : Async extends true
    ? Promise<Value>
    : Value

/**
 * A compiled policy: frozen, and safe to share between requests. Its functions need no `this`.
 *
 * `Async` says whether the predicate of the policy answers with promises; then so do `decide`, `preflight`, `decorate`
 * and `allowsOrigin`.
 */
export interface CorsPolicy<Async extends boolean = boolean> {
  /** What the policy says of a request. Answers nothing, announces nothing. */
  decide(request: CorsRequest, context?: unknown): Answer<Async, Decision>
  /** The answer to a CORS-preflight request, `undefined` for any other request. */
  preflight(request: Request, context?: unknown): Answer<Async, Response | undefined>
  /** The response with the policy's headers, in place of any `Access-Control-*` that it has. */
  decorate(response: Response, request: Request, context?: unknown): Answer<Async, Response>
  /**
   * A handler of the same type that answers preflights itself and decorates the responses of the given one, those to
   * its errors included. The predicate's context is the handler's second argument.
   */
  wrap<HostRequest extends Request, Rest extends unknown[]>(handler: Handler<HostRequest, Rest>): Handler<HostRequest, Rest>
  /** Whether pages of an origin may read the answers. */
  allowsOrigin(origin: string, context?: unknown): Answer<Async, boolean>
  /**
   * The normalised options, without functions: `cors(policy.toJSON())` decides the same.
   *
   * @throws {TypeError} when a predicate decides, since a function has no JSON
   */
  toJSON(): PolicyJSON
}

/** Whether the type of the options says that their predicate answers with promises. */
export type IsAsync<Options> = Options extends { readonly origin: (...args: never[]) => infer Result }
  ? Result extends Promise<unknown>
    ? true
    : Result extends boolean
      ? false
      : boolean
  : false

/**
 * Compiles a policy, once, for all requests.
 *
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { cors } from 'corsage'
 *
 * const policy = cors({ origin: ['https://app.example.com'], credentials: true, allowMethods: ['GET', 'PUT'] })
 * const handler = policy.wrap((request: Request) => new Response(`Hello from ${request.url}`))
 * ```
 */
export function cors<const Options extends CorsOptions<never>>(
  options: Options & CheckedOptions<Options>,
): CorsPolicy<IsAsync<Options>> {
  const policy = compile(options)
  // A predicate known to be async answers with promises always, also when it need not be asked.
  const isAsync = policy.predicate?.constructor.name === 'AsyncFunction'
  const settle = <Value, Result>(value: Value | Promise<Value>, next: (value: Value) => Result) => {
    const result = isPromise(value) ? value.then(next) : next(value)
    return (isAsync ? Promise.resolve(result) : result) as Answer<IsAsync<Options>, Result>
  }
  return Object.freeze<CorsPolicy<IsAsync<Options>>>({
    decide: (request, context) => settle(decide(policy, request, context), (decision) => decision),
    preflight: (request, context) =>
      settle(requestedMethod(request) ? decide(policy, request, context) : undefined, (decision) =>
        decision ? answer(policy, request, decision) : undefined,
      ),
    decorate: (response, request, context) =>
      settle(decide(policy, request, context), (decision) => {
        announce(policy, decision, request)
        return decorate(policy, response, request, decision)
      }),
    wrap: (handler) => wrap(policy, handler),
    allowsOrigin: (origin, context) => settle(judgeOrigin(policy, origin, context), (reason) => reason === 'allowed'),
    toJSON() {
      if (policy.predicate) throw new TypeError('A policy with a predicate has no JSON, expected listed origins')
      return policy.options
    },
  })
}

/** The policy itself, or the one that options make: what every adapter accepts. */
export function toPolicy(input: CorsOptions<never> | CorsPolicy): CorsPolicy {
  return 'wrap' in input ? input : (cors(input as CorsOptions) as CorsPolicy)
}
