import type { CompiledPolicy } from '../policy/compile.ts'
import type { Reason } from '../policy/decision.ts'
import { explain } from './decide.ts'
import { attempt } from '../runtime/promise.ts'
import { report } from '../runtime/report.ts'

/** Tells `onDecision` what is about to be done; what it throws, or rejects with, ends on the console. */
export function announce(policy: CompiledPolicy, request: Request, origin: string | null, verdict: Reason): void {
  const { onDecision } = policy
  if (onDecision)
    void attempt<unknown, void>(
      () => onDecision(explain(policy, request, origin, verdict), request),
      () => {},
      report,
    )
}
