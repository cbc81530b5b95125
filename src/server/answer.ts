import type { CompiledPolicy } from '../policy/compile.ts'
import type { Decision } from '../policy/decision.ts'
import { announce } from './announce.ts'
import { edit } from './edit.ts'
import { isSameOrigin } from './request.ts'

/**
 * What the policy answers itself, before the application: every CORS-preflight request, allowed or refused, and where
 * the policy is enforced, every actual cross-origin request that it does not allow.
 */
export function answer(policy: CompiledPolicy, request: Request, decision: Decision): Response | undefined {
  announce(policy, decision, request)
  const { enforce, preflightStatus } = policy.options
  let response: Response | undefined
  if (decision.kind === 'preflight') response = new Response(null, { status: preflightStatus })
  else if (enforce && !decision.allowed && !isSameOrigin(request)) {
    const headers = { 'Cache-Control': 'no-store' }
    response = new Response(`Cross-origin request refused: ${decision.reason}`, { status: 403, headers })
  }
  if (response) edit(response.headers, policy, request, decision)
  return response
}
