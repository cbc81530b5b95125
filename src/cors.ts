import type { CheckedOptions } from './policy/checked-options.ts'
import { compile } from './policy/compile.ts'
import type { Reason } from './policy/decision.ts'
import type { CorsOptions } from './policy/options.ts'
import { announce } from './server/announce.ts'
import { answer } from './server/answer.ts'
import { explain, judgeOrigin } from './server/decide.ts'
import { decorate, shareWith } from './server/decorate.ts'
import { after } from './runtime/promise.ts'
import type { CorsPolicy, PolicyOf } from './server/cors-policy.ts'
import { answerPreflight, putPreflight } from './server/preflight.ts'
import { prepare } from './server/prepare.ts'
import { type CorsRequest, requestedMethod } from './server/request.ts'
import { wrap } from './server/wrap.ts'

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
export function cors<const Options extends CorsOptions>(options: Options & CheckedOptions<Options>): PolicyOf<Options> {
  const policy = prepare(compile(options))
  // A predicate known to be async answers with promises always, also when it need not be asked.
  const isAsync = policy.predicate?.constructor?.name === 'AsyncFunction'
  const settle = <Value>(value: Value): Value | Promise<Awaited<Value>> => (isAsync ? Promise.resolve(value) : value)
  const judge = <Result>(
    request: CorsRequest,
    context: unknown,
    next: (origin: string | null, verdict: Reason) => Result,
  ): Result | Promise<Result> => {
    const origin = request.headers.get('origin')
    return settle(after(judgeOrigin(policy, origin, context), (verdict) => next(origin, verdict)))
  }
  return Object.freeze<CorsPolicy>({
    decide: (request, context) =>
      judge(request, context, (origin, verdict) => explain(policy, request, origin, verdict)),
    preflight: (request, context) =>
      requestedMethod(request, request.headers.get('origin'))
        ? judge(request, context, (origin, verdict) => answer(policy, request, origin, verdict))
        : settle(undefined),
    decorate: (response, request, context) =>
      judge(request, context, (origin, verdict) => {
        announce(policy, request, origin, verdict)
        const share = shareWith(policy, origin, verdict)
        return requestedMethod(request, origin)
          ? putPreflight(decorate(policy, response, ''), answerPreflight(policy, request, share))
          : decorate(policy, response, share)
      }),
    wrap: (handler) => wrap(policy, handler),
    allowsOrigin: (origin, context) =>
      settle(after(judgeOrigin(policy, origin ?? '', context), (verdict) => verdict === 'allowed')),
    options: Object.freeze({ ...policy.options, origin: policy.predicate ?? policy.options.origin }),
    toJSON: () => {
      if (policy.predicate) throw new TypeError('A policy with a predicate has no JSON, expected listed origins')
      return policy.options
    },
  }) as PolicyOf<Options>
}

/** What every adapter accepts: options, checked as `cors()` checks them, or a policy. */
export type PolicyInput<Input> = Input & (Input extends CorsPolicy ? unknown : CheckedOptions<Input>)

/** The policy itself, or the one that options make. */
export function toPolicy(input: CorsOptions | CorsPolicy): CorsPolicy {
  return Object.hasOwn(Object(input), 'wrap') ? (input as CorsPolicy) : cors(input as CorsOptions)
}
