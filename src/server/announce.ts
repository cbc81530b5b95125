import type { CompiledPolicy } from '../policy/compile.ts'
import type { Decision } from '../policy/decision.ts'
import { freeze } from './decide.ts'
import { attempt } from './promise.ts'
import { report } from './report.ts'

/** Tells `onDecision` what is about to be done; what it throws, or rejects with, ends on the console. */
export function announce({ onDecision }: CompiledPolicy, decision: Decision, request: Request): void {
  if (onDecision)
    void attempt<unknown, void>(
      () => onDecision(freeze(decision), request),
      () => {},
      report,
    )
}
