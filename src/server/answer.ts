import type { CompiledPolicy } from '../policy/compile.ts'
import type { Decision } from '../policy/decision.ts'
import { announce } from './announce.ts'
import { decorate } from './decorate.ts'
import { isSameOrigin } from './request.ts'

/**
 * What the policy answers itself, before the application: every CORS-preflight request, allowed or refused, and where
 * the policy is enforced, every actual cross-origin request that it does not allow.
 */
export function answer(policy: CompiledPolicy, request: Request, decision: Decision): Response | undefined {
  announce(policy, decision, request)
  const { enforce, preflightStatus } = policy.options
  if (decision.kind === 'preflight')
    return decorate(policy, new Response(null, { status: preflightStatus }), request, decision)
  if (!enforce || decision.allowed || isSameOrigin(request)) return
  const headers = { 'Cache-Control': 'no-store' }
  const refusal = new Response(`Cross-origin request refused: ${decision.reason}`, { status: 403, headers })
  return decorate(policy, refusal, request, decision)
}
