import type { Failure } from '../terms/wire.ts'

/** What the CORS check finds; of a preflight, with that word before it. */
export type CorsCheckCode =
  | 'acao-missing'
  | 'acao-multiple'
  | 'acao-invalid'
  | 'acao-mismatch'
  | 'acao-wildcard-with-credentials'
  | 'acac-missing'
  | 'acac-invalid'

/** What can make a response a network error. */
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

/** Thrown inside the library in place of a response; nobody outside sees it. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError'
  readonly failure: Failure

  constructor(failure: Failure) {
    super(failure.code)
    this.failure = failure
  }
}
