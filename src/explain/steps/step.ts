import type { StepId } from '../../browser/outcome/step.ts'

/** Who decides at a step of the server: `network` and `main-fetch` are where a browser gives up without a check. */
export type ExplainedStepId =
  | StepId
  | 'main-fetch'
  | 'network'
  | 'server-classify'
  | 'server-origin'
  | 'server-method'
  | 'server-headers'
  | 'server-answer'

export interface ExplainedStep {
  readonly id: ExplainedStepId
  readonly side: 'browser' | 'server'
  /** Whether the request got past it. */
  readonly passed: boolean
  readonly sentence: string
  /** Section of the standard. */
  readonly spec: string
}
