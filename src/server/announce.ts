import type { CompiledPolicy } from '../policy/compile.ts'
import type { Reason } from '../policy/decision.ts'
import { attempt } from '../runtime/promise.ts'
import { report } from '../runtime/report.ts'
import { decide } from './decide.ts'
import type { PolicyRequest } from './request.ts'

/**
 * Calls `onDecision` with the decision that the policy is about to act on. An error of the hook is only written to the
 * console, because logging must not change an answer. A promise is not awaited, because an answer must not wait for it.
 */
export function announce(
  policy: CompiledPolicy,
  request: PolicyRequest,
  origin: string | null,
  originReason: Reason,
): void {
  const { onDecision } = policy
  if (onDecision)
    void attempt<unknown, void>(
      // Where a host has no `Request`, the types of its adapter say what the hook gets.
      () => onDecision(decide(policy, request, origin, originReason), request as Request),
      () => {},
      report,
    )
}
