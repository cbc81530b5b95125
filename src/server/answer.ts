import type { Reason } from '../policy/decision.ts'
import { announce } from './announce.ts'
import { explain } from './decide.ts'
import { decorate, shareWith } from './decorate.ts'
import { answerPreflight } from './preflight.ts'
import type { PreparedPolicy } from './prepare.ts'
import { isSameOrigin, requestedMethod } from './request.ts'

/**
 * What the policy answers itself, before the application: every CORS-preflight request, allowed or refused, and where
 * the policy is enforced, every actual cross-origin request that it does not allow.
 */
export function answer(
  policy: PreparedPolicy,
  request: Request,
  origin: string | null,
  verdict: Reason,
): Response | undefined {
  announce(policy, request, origin, verdict)
  if (requestedMethod(request, origin)) return answerPreflight(policy, request, shareWith(policy, origin, verdict))
  if (!policy.options.enforce || isSameOrigin(request)) return
  const { allowed, reason } = explain(policy, request, origin, verdict)
  if (allowed) return
  const headers = { 'Cache-Control': 'no-store' }
  return decorate(policy, new Response(`Cross-origin request refused: ${reason}`, { status: 403, headers }), '')
}
