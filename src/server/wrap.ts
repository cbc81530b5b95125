import type { CompiledPolicy } from '../policy/compile.ts'
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
  return (request, ...rest) =>
    after(decide(policy, request, rest[0]), (decision) => {
      const finish = (response: Response): Response => decorate(policy, response, request, decision)
      const giveUp = (error: unknown): Response => {
        report(error)
        return finish(new Response(null, { status: 500 }))
      }
      // The answer to an error is decorated too, else the page is told of a CORS error and somebody widens the policy.
      const fail = (error: unknown): Response | Promise<Response> => {
        const { onError } = policy
        if (error instanceof Response) return finish(error)
        if (onError === 'throw') throw error
        return onError ? attempt(() => onError(error, request), finish, giveUp) : giveUp(error)
      }
      return answer(policy, request, decision) ?? attempt(() => handler(request, ...rest), finish, fail)
    })
}
