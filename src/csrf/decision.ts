import type { Source } from '../fetch/source.ts'

/** Why a request is allowed or denied. */
export type CsrfReason = Source | 'safe-method' | 'trusted-origin' | 'host-not-allowed' | 'bypass'

/** A guard's decision about one request: plain data. */
export interface CsrfDecision {
  /** Whether the request may reach the application. In `mode: 'report'` every request reaches it. */
  readonly allowed: boolean
  readonly reason: CsrfReason
}
