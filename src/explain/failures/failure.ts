import type { Failure, FailureCode } from '../../browser/terms/failure.ts'
import type { Fix } from '../fixes/index.ts'
import type { Inquiry } from '../inquiry/index.ts'

/** Everything there is to say about one failure code, except its console messages (src/browser/outcome/console-messages.ts). */
export interface FailureRow {
  /** Section of the Fetch standard that makes browsers fail. */
  readonly section: string
  /** One sentence: which value, what browsers expect, and why if that is not obvious. */
  readonly say: (failure: Failure, inquiry: Inquiry) => string
  /** The ways out, the best first. Each one that is not `undefined` may be enough. */
  readonly fix: (failure: Failure, inquiry: Inquiry) => readonly (Fix | undefined)[]
}

/** One row for each code: a code without a row does not compile. */
export type FailureRows<Code extends FailureCode> = { readonly [Each in Code]: FailureRow }
