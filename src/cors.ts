import type { CheckedOptions } from './policy/checked-options.ts'
import { compile } from './policy/compile.ts'
import type { Reason } from './policy/decision.ts'
import type { CorsOptions } from './policy/options.ts'
import { after } from './runtime/promise.ts'
import { report } from './runtime/report.ts'
import { announce } from './server/announce.ts'
import type { CorsPolicy, PolicyOf } from './server/cors-policy.ts'
import { decide, decideOrigin } from './server/decide.ts'
import { decorate } from './server/decorate.ts'
import { answerEarly } from './server/early-answer.ts'
import { allowedOriginFor, headersFor } from './server/headers.ts'
import { decoratePreflight, prepare } from './server/preflight.ts'
import { type CorsRequest, requestedMethod } from './server/request.ts'
import { wrap } from './server/wrap.ts'

/**
 * Compiles a policy, once for all requests.
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
  // A policy with an async predicate always returns promises, even if it does not have to ask the predicate: a return
  // type that depended on the request would force callers to handle both.
  const isAsync = policy.predicate?.constructor?.name === 'AsyncFunction'
  const settle = <Value>(value: Value): Value | Promise<Awaited<Value>> => (isAsync ? Promise.resolve(value) : value)
  const withOrigin = <Result>(
    request: CorsRequest,
    context: unknown,
    next: (origin: string | null, originReason: Reason) => Result,
  ): Result | Promise<Result> => {
    const origin = request.headers.get('origin')
    return settle(after(decideOrigin(policy, request, origin, context, report), (reason) => next(origin, reason)))
  }
  return Object.freeze<CorsPolicy>({
    decide: (request, context) =>
      withOrigin(request, context, (origin, reason) => decide(policy, request, origin, reason)),
    headers: (request, context) =>
      withOrigin(request, context, (origin, reason) => headersFor(policy, request, origin, reason)),
    answer: (request, context) =>
      withOrigin(request, context, (origin, reason) => {
        announce(policy, request, origin, reason)
        return headersFor(policy, request, origin, reason)
      }),
    preflight: (request, context) =>
      requestedMethod(request, request.headers.get('origin'))
        ? withOrigin(request, context, (origin, reason) => answerEarly(policy, request, origin, reason))
        : settle(undefined),
    decorate: (response, request, context) =>
      withOrigin(request, context, (origin, reason) => {
        announce(policy, request, origin, reason)
        const allowedOrigin = allowedOriginFor(policy, origin, reason)
        return requestedMethod(request, origin)
          ? decoratePreflight(policy, response, request, allowedOrigin)
          : decorate(response, request, allowedOrigin, policy.lines.actual)
      }),
    wrap: (handler, contextOf) => wrap(policy, handler, contextOf),
    allowsOrigin: (origin, context) =>
      settle(after(decideOrigin(policy, undefined, origin ?? '', context, report), (reason) => reason === 'allowed')),
    options: Object.freeze({ ...policy.options, origin: policy.predicate ?? policy.options.origin }),
    toJSON: () => {
      if (policy.predicate) throw new TypeError('A policy with a predicate has no JSON, expected listed origins')
      return policy.options
    },
  }) as PolicyOf<Options>
}
