import type { Inquiry, Probes } from '../inquiry/index.ts'

/** The sentence of a warning, several for several responses, or no string where there is nothing to warn of. */
export type Warned = string | readonly string[] | false | undefined

/** Everything there is to say about one warning. The codes of all rows make the type `WarningCode`. */
export interface WarningRow {
  /** Stable and in kebab-case. */
  readonly code: string
  /** Section of the Fetch standard, or the URL of another one. */
  readonly section: string
  /** Which value, why it matters, and the way out. */
  readonly say: (inquiry: Inquiry, probes: Probes | undefined) => Warned
}
