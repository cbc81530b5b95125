import type { CompiledPolicy } from '../policy/compile.ts'
import type { Decision } from '../policy/decision.ts'
import { answer } from './answer.ts'
import { decide } from './decide.ts'
import { decorate } from './decorate.ts'
import { after, attempt } from './promise.ts'
import { report } from './report.ts'

/** A function that answers requests, with whatever its host passes beside them. */
export type Handler<HostRequest extends Request, Rest extends unknown[]> = (
  request: HostRequest,
  ...rest: Rest
) => Response | Promise<Response>

/** Puts the policy before and behind a handler; nothing is waited for that is no promise. */
export function wrap<HostRequest extends Request, Rest extends unknown[]>(
  policy: CompiledPolicy,
  handler: Handler<HostRequest, Rest>,
): Handler<HostRequest, Rest> {
  return function (this: unknown, request, ...rest) {
    const respond = (decision: Decision): Response | Promise<Response> => {
      const { onError } = policy
      const finish = (response: Response): Response => decorate(policy, response, request, decision)
      // Decorated too, else the page is told of a CORS error and somebody widens the policy.
      const giveUp = (error: unknown): Response => {
        if (error instanceof Response) return finish(error)
        report(error)
        return finish(new Response(null, { status: 500 }))
      }
      const fail = (error: unknown): Response | Promise<Response> => {
        if (error instanceof Response || !onError) return giveUp(error)
        if (onError === 'throw') throw error
        return attempt(
          () => onError(error, request),
          (response) => (response ? finish(response) : giveUp(error)),
          giveUp,
        )
      }
      return answer(policy, request, decision) ?? attempt(() => handler.call(this, request, ...rest), finish, fail)
    }
    return after(decide(policy, request, rest[0]), respond)
  }
}
