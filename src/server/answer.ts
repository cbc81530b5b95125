import type { Decision } from '../policy/decision.ts'
import { announce } from './announce.ts'
import { decorate } from './decorate.ts'
import { answerPreflight } from './preflight.ts'
import type { PreparedPolicy } from './prepare.ts'
import { isSameOrigin } from './request.ts'

/**
 * What the policy answers itself, before the application: every CORS-preflight request, allowed or refused, and where
 * the policy is enforced, every actual cross-origin request that it does not allow.
 */
export function answer(policy: PreparedPolicy, request: Request, decision: Decision): Response | undefined {
  announce(policy, decision, request)
  if (decision.kind === 'preflight') return answerPreflight(policy, request, decision)
  if (decision.allowed || !policy.options.enforce || isSameOrigin(request)) return
  const headers = { 'Cache-Control': 'no-store' }
  const refusal = new Response(`Cross-origin request refused: ${decision.reason}`, { status: 403, headers })
  return decorate(policy, refusal, decision)
}
