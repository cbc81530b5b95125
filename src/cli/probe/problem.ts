import type { ProbeCode } from './codes.ts'
import type { Seen } from './send.ts'

/** From the gravest on. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const

export type ProbeSeverity = (typeof SEVERITIES)[number]

/**
 * What a page could do with it. `exploitable-with-cookies`: act as its visitor. `exploitable`: something bad without
 * cookies. `harmless`: nothing bad. `broken`: pages that should be served are not.
 */
export type Impact = 'exploitable-with-cookies' | 'exploitable' | 'harmless' | 'broken'

/** Something that a rule found. */
export interface Problem {
  readonly code: ProbeCode
  readonly severity: ProbeSeverity
  readonly impact: Impact
  /** What is wrong and why, without a period. */
  readonly message: string
  /** The request that shows it. */
  readonly seen: Seen
  /** The origin of a page that is allowed. */
  readonly witness?: string | undefined
}
