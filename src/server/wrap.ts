import { contextFrom } from '../policy/context.ts'
import type { Reason } from '../policy/decision.ts'
import { attempt, isPromise } from '../runtime/promise.ts'
import { report } from '../runtime/report.ts'
import { respond } from '../runtime/respond.ts'
import { withoutCredentials } from './cookieless.ts'
import { isResponse } from './copy.ts'
import { decideOrigin } from './decide.ts'
import { decorate, forgetLast, permit } from './decorate.ts'
import { answerEarly } from './early-answer.ts'
import { allowedOriginFor } from './headers.ts'
import type { PreparedPolicy } from './preflight.ts'

type Answer = Response | Promise<Response>

/** A function that answers requests. Its host may pass further arguments after the request. */
export type Handler<HostRequest extends Request, Rest extends unknown[]> = (
  request: HostRequest,
  ...rest: Rest
) => Answer

/**
 * Wraps a handler: the policy answers preflights and refusals before it, and decorates its responses after it. Only
 * promises are awaited, so that a synchronous handler stays synchronous.
 */
export function wrap<HostRequest extends Request, Rest extends unknown[]>(
  policy: PreparedPolicy,
  application: Handler<HostRequest, Rest>,
  contextOf: (...rest: Rest) => unknown = contextFrom as never,
): Handler<HostRequest, Rest> {
  const { predicate } = policy
  const handler = policy.options.cookieless ? hideUser(application) : application
  const respondLater = async (host: unknown, given: IArguments, origin: string | null, later: Promise<Reason>) => {
    const request = given[0] as HostRequest
    const reason = await later
    const answered = answerEarly(policy, request, origin, reason)
    // The async function turns an error that the handler throws into a rejection.
    return (
      answered ??
      decorateLater(
        policy,
        (async () => handler.apply(host, given as never))(),
        request,
        allowedOriginFor(policy, origin, reason),
      )
    )
  }
  // One long function that passes on its `arguments`, because rest parameters or a separate function for each step
  // would cost a tenth to a quarter of a GET on Bun. The request is a named parameter, because Deno passes no request
  // to functions without parameters.
  const wrapped = function (this: unknown, request: HostRequest): Answer {
    // A request that two policies answer one after the other is not nested.
    forgetLast()
    const origin = request.headers.get('origin')
    // Only a predicate reads the context, so without one none is made.
    const context: unknown = predicate && contextOf(...([...arguments].slice(1) as Rest))
    const reason = decideOrigin(policy, request, origin, context, report)
    if (isPromise(reason)) return respondLater(this, arguments, origin, reason)
    const answered = answerEarly(policy, request, origin, reason)
    if (answered) return answered
    const allowedOrigin = allowedOriginFor(policy, origin, reason)
    let response: Answer
    let isLater: boolean
    try {
      response = handler.apply(this, arguments as never)
      isLater = isPromise(response)
    } catch (error) {
      return answerError(policy, error, request, allowedOrigin)
    }
    return isLater
      ? decorateLater(policy, response as Promise<Response>, request, allowedOrigin)
      : decorate(response as Response, request, allowedOrigin, policy.lines.actual)
  }
  return wrapped as unknown as Handler<HostRequest, Rest>
}

/** Wraps a handler so that it gets requests without credentials. */
function hideUser<HostRequest extends Request, Rest extends unknown[]>(
  handler: Handler<HostRequest, Rest>,
): Handler<HostRequest, Rest> {
  return function (this: unknown, request, ...rest) {
    return handler.call(this, withoutCredentials(request), ...rest)
  }
}

async function decorateLater(
  policy: PreparedPolicy,
  later: Promise<Response>,
  request: Request,
  allowedOrigin: string,
): Promise<Response> {
  let response: Response
  try {
    response = await later
  } catch (error) {
    return answerError(policy, error, request, allowedOrigin)
  }
  return decorate(response, request, allowedOrigin, policy.lines.actual)
}

/**
 * Answers for a handler that threw. The answer is decorated too: a page that cannot read it sees a CORS error in place
 * of the real one, and somebody then widens the policy to fix it. A thrown `Response` is an answer, not an error.
 */
function answerError(
  policy: PreparedPolicy,
  error: unknown,
  request: Request,
  allowedOrigin: string,
): Response | Promise<Response> {
  const { onError, lines } = policy
  const giveUp = (reason: unknown): Response => {
    if (isResponse(reason)) return decorate(reason, request, allowedOrigin, lines.actual)
    report(reason)
    return permit(respond(500, null), allowedOrigin, lines.actual)
  }
  if (isResponse(error) || !onError) return giveUp(error)
  if (onError === 'throw') throw error
  return attempt(
    () => onError(error, request),
    (response) => (response ? decorate(response, request, allowedOrigin, lines.actual) : giveUp(error)),
    giveUp,
  )
}
