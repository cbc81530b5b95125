import type { Reason } from '../policy/decision.ts'
import { answer } from './answer.ts'
import { toAnonymous } from './cookieless.ts'
import { judgeOrigin } from './decide.ts'
import { decorate, shareWith } from './decorate.ts'
import type { PreparedPolicy } from './prepare.ts'
import { attempt, isPromise } from '../runtime/promise.ts'
import { report } from '../runtime/report.ts'

/** A function that answers requests, with whatever its host passes beside them. */
export type Handler<HostRequest extends Request, Rest extends unknown[]> = (
  request: HostRequest,
  ...rest: Rest
) => Response | Promise<Response>

/** Puts the policy before and behind a handler; nothing is waited for that is no promise. */
export function wrap<HostRequest extends Request, Rest extends unknown[]>(
  policy: PreparedPolicy,
  handler: Handler<HostRequest, Rest>,
): Handler<HostRequest, Rest> {
  const respond = (
    host: unknown,
    request: HostRequest,
    rest: Rest,
    origin: string | null,
    verdict: Reason,
  ): Response | Promise<Response> => {
    const answered = answer(policy, request, origin, verdict)
    if (answered) return answered
    const share = shareWith(policy, origin, verdict)
    try {
      const response = handler.call(host, policy.options.cookieless ? toAnonymous(request) : request, ...rest)
      return isPromise(response) ? decorateLater(policy, response, request, share) : decorate(policy, response, share)
    } catch (error) {
      return answerError(policy, error, request, share)
    }
  }
  // A function of its own: a closure in the text of another costs also where it is not reached.
  const respondLater = async (
    host: unknown,
    request: HostRequest,
    rest: Rest,
    origin: string | null,
    verdict: Promise<Reason>,
  ) => respond(host, request, rest, origin, await verdict)
  // With the request by name: Deno gives none to functions without parameters.
  return function (this: unknown, request, ...rest) {
    const origin = request.headers.get('origin')
    const verdict = judgeOrigin(policy, origin, rest[0])
    return isPromise(verdict)
      ? respondLater(this, request, rest, origin, verdict)
      : respond(this, request, rest, origin, verdict)
  }
}

async function decorateLater(
  policy: PreparedPolicy,
  response: Promise<Response>,
  request: Request,
  share: string,
): Promise<Response> {
  try {
    return decorate(policy, await response, share)
  } catch (error) {
    return answerError(policy, error, request, share)
  }
}

/** Decorated too, else the page is told of a CORS error and somebody widens the policy. */
function answerError(
  policy: PreparedPolicy,
  error: unknown,
  request: Request,
  share: string,
): Response | Promise<Response> {
  const { onError } = policy
  const giveUp = (reason: unknown): Response => {
    if (reason instanceof Response) return decorate(policy, reason, share)
    report(reason)
    return decorate(policy, new Response(null, { status: 500 }), share)
  }
  if (error instanceof Response || !onError) return giveUp(error)
  if (onError === 'throw') throw error
  return attempt(
    () => onError(error, request),
    (response) => (response ? decorate(policy, response, share) : giveUp(error)),
    giveUp,
  )
}
