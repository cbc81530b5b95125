import type { Reason } from '../policy/decision.ts'
import { attempt, isPromise } from '../runtime/promise.ts'
import { report } from '../runtime/report.ts'
import { withoutCredentials } from './cookieless.ts'
import { decideOrigin } from './decide.ts'
import { decorate } from './decorate.ts'
import { answerEarly } from './early-answer.ts'
import { allowedOriginFor } from './headers.ts'
import type { PreparedPolicy } from './preflight.ts'

/** A function that answers requests, and takes whatever its host passes next to them. */
export type Handler<HostRequest extends Request, Rest extends unknown[]> = (
  request: HostRequest,
  ...rest: Rest
) => Response | Promise<Response>

/** Puts a policy in front of a handler and behind it. Nothing but a promise is awaited. */
export function wrap<HostRequest extends Request, Rest extends unknown[]>(
  policy: PreparedPolicy,
  handler: Handler<HostRequest, Rest>,
): Handler<HostRequest, Rest> {
  const respond = (
    host: unknown,
    request: HostRequest,
    rest: Rest,
    origin: string | null,
    originReason: Reason,
  ): Response | Promise<Response> => {
    const answered = answerEarly(policy, request, origin, originReason)
    if (answered) return answered
    const allowedOrigin = allowedOriginFor(policy, origin, originReason)
    try {
      const response = handler.call(host, policy.options.cookieless ? withoutCredentials(request) : request, ...rest)
      return isPromise(response)
        ? decorateLater(policy, response, request, allowedOrigin)
        : decorate(policy, response, allowedOrigin)
    } catch (error) {
      return answerError(policy, error, request, allowedOrigin)
    }
  }
  // A function of its own: creating a closure costs time even where it is not called.
  const respondLater = async (
    host: unknown,
    request: HostRequest,
    rest: Rest,
    origin: string | null,
    originReason: Promise<Reason>,
  ) => respond(host, request, rest, origin, await originReason)
  // The request is a named parameter, because Deno passes none to functions without parameters.
  return function (this: unknown, request, ...rest) {
    const origin = request.headers.get('origin')
    const originReason = decideOrigin(policy, request, origin, rest[0], report)
    return isPromise(originReason)
      ? respondLater(this, request, rest, origin, originReason)
      : respond(this, request, rest, origin, originReason)
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
