import type { Inquiry, Probes } from '../inquiry/index.ts'
import { specUrl } from '../spec.ts'
import { ANSWERED_WARNINGS } from './answered.ts'
import { CALL_WARNINGS } from './call.ts'
import { PERMISSION_WARNINGS } from './permission.ts'
import { PREFLIGHT_WARNINGS } from './preflight.ts'
import { RESPONSE_WARNINGS } from './response.ts'
import type { WarningRow } from './warning.ts'

type Rows =
  | typeof CALL_WARNINGS
  | typeof PREFLIGHT_WARNINGS
  | typeof PERMISSION_WARNINGS
  | typeof ANSWERED_WARNINGS
  | typeof RESPONSE_WARNINGS

/** All codes of a {@link Warning}. */
export type WarningCode = Rows[number]['code']

/** Something that works, or fails for another reason, but should be changed. */
export interface Warning {
  readonly code: WarningCode
  readonly sentence: string
  /** URL of the section of a standard. */
  readonly spec: string
}

/** All warnings, in the order of a request. */
export const WARNINGS: readonly (WarningRow & { readonly code: WarningCode })[] = [
  ...CALL_WARNINGS,
  ...PREFLIGHT_WARNINGS,
  ...PERMISSION_WARNINGS,
  ...ANSWERED_WARNINGS,
  ...RESPONSE_WARNINGS,
]

/** The warnings about one request. */
export function warningsOf(inquiry: Inquiry, probes: Probes | undefined): Warning[] {
  return WARNINGS.flatMap(({ code, section, say }) => {
    const said = say(inquiry, probes) || []
    return [said].flat().map((sentence) => ({ code, sentence, spec: specUrl(section) }))
  })
}
