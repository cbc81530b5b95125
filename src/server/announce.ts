import type { CompiledPolicy } from '../policy/compile.ts'
import type { Reason } from '../policy/decision.ts'
import { attempt } from '../runtime/promise.ts'
import { report } from '../runtime/report.ts'
import { decide } from './decide.ts'
import type { CorsRequest } from './request.ts'

/** Tells `onDecision` what is about to be done; what it throws, or rejects with, ends on the console. */
export function announce(
  policy: CompiledPolicy,
  request: CorsRequest,
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
