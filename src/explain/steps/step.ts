import type { StepId } from '../../browser/outcome/step.ts'

/** The id of a step. `network` and `main-fetch` are where a browser gives up without a check of its own. */
export type ExplainedStepId =
  | StepId
  | 'main-fetch'
  | 'network'
  | 'server-classify'
  | 'server-row'
  | 'server-origin'
  | 'server-method'
  | 'server-headers'
  | 'server-enforce'
  | 'server-answer'

/** A step of the browser or the server, in a sentence. */
export interface ExplainedStep {
  readonly id: ExplainedStepId
  readonly side: 'browser' | 'server'
  /** Whether the request got past it. */
  readonly passed: boolean
  readonly sentence: string
  /** URL of the section of the standard. */
  readonly spec: string
}
