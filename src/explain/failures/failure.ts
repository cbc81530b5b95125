import type { FailureCode } from '../../browser/outcome/failure.ts'
import type { Failure } from '../../browser/terms/wire.ts'
import type { Fix } from '../fixes/index.ts'
import type { Inquiry } from '../inquiry/index.ts'

/** All that there is to say about one failure code. Its console messages are in src/browser/outcome/console-messages.ts. */
export interface FailureRow {
  /** Section of the Fetch standard. */
  readonly section: string
  /** A sentence, of which the server's answer is the subject where it is at fault. */
  readonly say: (failure: Failure, inquiry: Inquiry) => string
  /** What to do about it, the best first. Each that is not `undefined` may be enough. */
  readonly fix: (failure: Failure, inquiry: Inquiry) => readonly (Fix | undefined)[]
}

/** One row for each code: a code without one does not compile. */
export type FailureRows<Code extends FailureCode> = { readonly [Each in Code]: FailureRow }
