/** Why a request is allowed or denied. */
export type CsrfReason =
  | 'safe-method'
  | 'sfs-same-origin'
  | 'sfs-none'
  | 'sfs-same-site'
  | 'sfs-cross-site'
  | 'sfs-unknown'
  | 'trusted-origin'
  | 'origin-self'
  | 'origin-mismatch'
  | 'no-browser-evidence'
  | 'host-not-allowed'
  | 'bypass'

/** What a guard says of one request: plain data. */
export interface CsrfDecision {
  /** Whether the request may reach the application. In `mode: 'report'` it does so in any case. */
  readonly allowed: boolean
  readonly reason: CsrfReason
}
