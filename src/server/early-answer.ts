import type { Reason } from '../policy/decision.ts'
import { announce } from './announce.ts'
import { decorate } from './decorate.ts'
import { allowedOriginFor, refusalText, refusedByEnforce } from './headers.ts'
import { answerPreflight, type PreparedPolicy } from './preflight.ts'
import { requestedMethod } from './request.ts'

/**
 * Answers what the policy answers itself, before the application: every CORS-preflight request, allowed or refused, and
 * with `enforce` every actual cross-origin request that the policy does not allow.
 *
 * @returns `undefined` when the application answers
 */
export function answerEarly(
  policy: PreparedPolicy,
  request: Request,
  origin: string | null,
  originReason: Reason,
): Response | undefined {
  announce(policy, request, origin, originReason)
  if (requestedMethod(request, origin))
    return answerPreflight(policy, request, allowedOriginFor(policy, origin, originReason))
  const refused = refusedByEnforce(policy, request, origin, originReason)
  if (!refused) return
  const headers = { 'Cache-Control': 'no-store' }
  return decorate(policy, new Response(refusalText(refused), { status: 403, headers }), '')
}
