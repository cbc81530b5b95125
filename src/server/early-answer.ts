import type { Reason } from '../policy/decision.ts'
import { respond } from '../runtime/respond.ts'
import { announce } from './announce.ts'
import { permit } from './decorate.ts'
import { allowedOriginFor, NOT_STORED, refusalText, refusedByEnforce } from './headers.ts'
import { answerPreflight, type PreparedPolicy } from './preflight.ts'
import { requestedMethod } from './request.ts'

/**
 * Answers the requests that never reach the application: every CORS-preflight request, allowed or refused, and with
 * `enforce` every actual cross-origin request that the policy does not allow.
 *
 * @returns `undefined` if the application has to answer
 */
export function answerEarly(
  policy: PreparedPolicy,
  request: Request,
  origin: string | null,
  originReason: Reason,
): Response | undefined {
  announce(policy, request, origin, originReason)
  // A preflight asks about another request and has no credentials
  // (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0), so an application that authenticates its requests could
  // only refuse it.
  if (requestedMethod(request, origin))
    return answerPreflight(policy, request, allowedOriginFor(policy, origin, originReason))
  const refused = refusedByEnforce(policy, request, origin, originReason)
  if (!refused) return
  // Not stored, because not every cache obeys `Vary`.
  return permit(respond(403, refusalText(refused), NOT_STORED), '', policy.lines.actual)
}
