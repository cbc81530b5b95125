import type { Inquiry, Probes } from '../inquiry/index.ts'

/** The sentence of a warning; anything else where there is nothing to warn of. */
export type Warned = string | false | undefined

/** All that there is to say about one warning. Its code is what `WarningCode` is made of. */
export interface WarningRow {
  /** Stable and in kebab-case. */
  readonly code: string
  /** Section of the Fetch standard, or the URL of another one. */
  readonly section: string
  readonly say: (inquiry: Inquiry, probes: Probes | undefined) => Warned
}
