/** Failures of the CORS check; for a preflight they are prefixed with `preflight-`. */
export type CorsCheckCode =
  | 'acao-missing'
  | 'acao-multiple'
  | 'acao-invalid'
  | 'acao-mismatch'
  | 'acao-wildcard-with-credentials'
  | 'acac-missing'
  | 'acac-invalid'

/**
 * Which check turned a response into a network error. The standard knows only one network error, so that pages learn
 * nothing (https://fetch.spec.whatwg.org/#concept-network-error); the codes are ours.
 */
export type FailureCode =
  | CorsCheckCode
  | `preflight-${CorsCheckCode}`
  | 'preflight-network-error'
  | 'preflight-redirect'
  | 'preflight-status'
  | 'preflight-acam-invalid'
  | 'preflight-acah-invalid'
  | 'preflight-method-not-allowed'
  | 'preflight-header-not-allowed'
  | 'network-error'
  | 'mode-same-origin'
  | 'no-cors-redirect-mode'
  | 'scheme-not-http'
  | 'blocked-bad-port'
  | 'redirect-mode-error'
  | 'redirect-invalid-location'
  | 'redirect-non-http'
  | 'redirect-too-many'
  | 'redirect-credentials-in-url'
  | 'redirect-stream-body'
  | 'keepalive-quota'
  | 'corp-blocked'

/** Why a response is a network error. */
export interface Failure {
  readonly code: FailureCode
  /** The header that is missing or wrong, in lower case. */
  readonly header?: string | undefined
  readonly expected?: string | undefined
  readonly actual?: string | undefined
  /** The number of redirects before the failure. */
  readonly hop: number
  /** The transport's own error, if the transport failed. */
  readonly cause?: unknown
}
