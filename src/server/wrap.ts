import type { Reason } from '../policy/decision.ts'
import { attempt, isPromise } from '../runtime/promise.ts'
import { report } from '../runtime/report.ts'
import { withoutCredentials } from './cookieless.ts'
import { decideOrigin } from './decide.ts'
import { decorate } from './decorate.ts'
import { answerEarly } from './early-answer.ts'
import { allowedOriginFor } from './headers.ts'
import type { PreparedPolicy } from './preflight.ts'

type Answer = Response | Promise<Response>

/** A function that answers requests, and takes whatever its host passes next to them. */
export type Handler<HostRequest extends Request, Rest extends unknown[]> = (
  request: HostRequest,
  ...rest: Rest
) => Answer

/** Puts a policy in front of a handler and behind it. Nothing but a promise is awaited. */
export function wrap<HostRequest extends Request, Rest extends unknown[]>(
  policy: PreparedPolicy,
  application: Handler<HostRequest, Rest>,
  contextOf: ((...rest: Rest) => unknown) | undefined,
): Handler<HostRequest, Rest> {
  const { predicate } = policy
  const handler = policy.options.cookieless ? hideUser(application) : application
  const respondLater = async (host: unknown, given: IArguments, origin: string | null, later: Promise<Reason>) => {
    const request = given[0] as HostRequest
    const reason = await later
    const answered = answerEarly(policy, request, origin, reason)
    // Async, so that a handler that throws rejects.
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
  // One function that hands its `arguments` on: to spread a list of the rest, or to hand them to a step in a function of
  // its own, costs a tenth to a quarter of a GET on Bun. The request has a name, because Deno passes none to functions
  // without parameters.
  const wrapped = function (this: unknown, request: HostRequest): Answer {
    const origin = request.headers.get('origin')
    // Only a predicate needs a context.
    const context: unknown = predicate && contextOf ? contextOf(...([...arguments].slice(1) as Rest)) : arguments[1]
    const reason = decideOrigin(policy, request, origin, context, report)
    if (isPromise(reason)) return respondLater(this, arguments, origin, reason)
    const answered = answerEarly(policy, request, origin, reason)
    if (answered) return answered
    const allowedOrigin = allowedOriginFor(policy, origin, reason)
    try {
      const response = handler.apply(this, arguments as never)
      return isPromise(response)
        ? decorateLater(policy, response, request, allowedOrigin)
        : decorate(policy, response, allowedOrigin)
    } catch (error) {
      return answerError(policy, error, request, allowedOrigin)
    }
  }
  return wrapped as unknown as Handler<HostRequest, Rest>
}

/** A handler that gets requests without credentials. */
function hideUser<HostRequest extends Request, Rest extends unknown[]>(
  handler: Handler<HostRequest, Rest>,
): Handler<HostRequest, Rest> {
  return function (this: unknown, request, ...rest) {
    return handler.call(this, withoutCredentials(request), ...rest)
  }
}

async function decorateLater(
  policy: PreparedPolicy,
  response: Promise<Response>,
  request: Request,
  allowedOrigin: string,
): Promise<Response> {
  try {
    return decorate(policy, await response, allowedOrigin)
  } catch (error) {
    return answerError(policy, error, request, allowedOrigin)
  }
}

/** Decorates the answer to an error too; otherwise the page sees a CORS error, and somebody widens the policy. */
function answerError(
  policy: PreparedPolicy,
  error: unknown,
  request: Request,
  allowedOrigin: string,
): Response | Promise<Response> {
  const { onError } = policy
  const giveUp = (reason: unknown): Response => {
    if (reason instanceof Response) return decorate(policy, reason, allowedOrigin)
    report(reason)
    return decorate(policy, new Response(null, { status: 500 }), allowedOrigin)
  }
  if (error instanceof Response || !onError) return giveUp(error)
  if (onError === 'throw') throw error
  return attempt(
    () => onError(error, request),
    (response) => (response ? decorate(policy, response, allowedOrigin) : giveUp(error)),
    giveUp,
  )
}
