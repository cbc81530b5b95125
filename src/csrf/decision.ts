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

/** A guard's decision about one request: plain data. */
export interface CsrfDecision {
  /** Whether the request may reach the application. In `mode: 'report'` every request reaches it. */
  readonly allowed: boolean
  readonly reason: CsrfReason
}
