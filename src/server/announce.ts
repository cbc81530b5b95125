import type { CompiledPolicy } from '../policy/compile.ts'
import type { Decision, Reason } from '../policy/decision.ts'
import { explain } from './decide.ts'
import { attempt } from './promise.ts'
import { report } from './report.ts'

/** Tells `onDecision` what is about to be done; what it throws, or rejects with, ends on the console. */
export function announce(policy: CompiledPolicy, request: Request, origin: string | null, verdict: Reason): void {
  if (policy.onDecision) tell(policy.onDecision, explain(policy, request, origin, verdict), request)
}

function tell(onDecision: NonNullable<CompiledPolicy['onDecision']>, decision: Decision, request: Request): void {
  void attempt<unknown, void>(
    () => onDecision(decision, request),
    () => {},
    report,
  )
}
