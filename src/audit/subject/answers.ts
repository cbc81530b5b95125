import type { PolicyOptions } from '../../policy/options.ts'
import type { Details } from '../report/finding.ts'

/** An answer of the application on a watched route, before the policy decorates it. */
export interface Answer extends Details {
  readonly request: Request
  readonly headers: Headers
  readonly options: PolicyOptions
}

/** What was counted on a watched route. */
export interface Counts extends Details {
  /** The number of requests after which a rule may conclude something from them. */
  readonly patience: number
  /** Actual requests of allowed origins that carried no credentials; infinite once one carried some. */
  readonly bare: number
  readonly refusals: number
  /** Refusals by origin. */
  readonly refused: ReadonlyMap<string, number>
}

/** Characters that are kept of a string that a client made up. */
export const MAX_CHARACTERS = 99
