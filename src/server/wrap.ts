import type { Decision } from '../policy/decision.ts'
import { answer } from './answer.ts'
import { decide } from './decide.ts'
import { decorate } from './decorate.ts'
import type { PreparedPolicy } from './prepare.ts'
import { attempt, isPromise } from './promise.ts'
import { report } from './report.ts'

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
  return function (this: unknown, request, ...rest) {
    const decision = decide(policy, request, rest[0])
    if (isPromise(decision)) return decision.then((decided) => respond(policy, handler, this, request, rest, decided))
    return respond(policy, handler, this, request, rest, decision)
  }
}

/** Written out rather than composed of closures, since every request comes by. */
function respond<HostRequest extends Request, Rest extends unknown[]>(
  policy: PreparedPolicy,
  handler: Handler<HostRequest, Rest>,
  host: unknown,
  request: HostRequest,
  rest: Rest,
  decision: Decision,
): Response | Promise<Response> {
  const answered = answer(policy, request, decision)
  if (answered) return answered
  try {
    const response = handler.call(host, request, ...rest)
    if (!isPromise(response)) return decorate(policy, response, decision)
    return Promise.resolve(response)
      .then((settled) => decorate(policy, settled, decision))
      .catch((error: unknown) => answerError(policy, error, request, decision))
  } catch (error) {
    return answerError(policy, error, request, decision)
  }
}

/** Decorated too, else the page is told of a CORS error and somebody widens the policy. */
function answerError(
  policy: PreparedPolicy,
  error: unknown,
  request: Request,
  decision: Decision,
): Response | Promise<Response> {
  const { onError } = policy
  const giveUp = (reason: unknown): Response => {
    if (reason instanceof Response) return decorate(policy, reason, decision)
    report(reason)
    return decorate(policy, new Response(null, { status: 500 }), decision)
  }
  if (error instanceof Response || !onError) return giveUp(error)
  if (onError === 'throw') throw error
  return attempt(
    () => onError(error, request),
    (response) => (response ? decorate(policy, response, decision) : giveUp(error)),
    giveUp,
  )
}
