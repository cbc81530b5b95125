import { corsFault } from '../../browser/checks/cors.ts'
import type { CorsCheckCode, FailureCode } from '../../browser/terms/failure.ts'
import { isRedirectStatus } from '../../browser/terms/status.ts'

/** What the CORS check says about a value of `Access-Control-Allow-Origin` that was refused. */
export function originCode(value: string, page = 'https://page.invalid'): CorsCheckCode {
  const origin = value === page ? 'https://page.invalid' : page
  const fault = corsFault([['access-control-allow-origin', value]], origin, false)
  return fault?.code ?? 'acao-wildcard-with-credentials'
}

/** The failures of the actual response and of its preflight. */
export function eitherResponse(codes: readonly CorsCheckCode[]): FailureCode[] {
  return [...codes, ...ofPreflight(codes)]
}

export function ofPreflight(codes: readonly CorsCheckCode[]): FailureCode[] {
  return codes.map((code): FailureCode => `preflight-${code}`)
}

/** What is wrong with the status of a preflight response. */
export function statusCode(status: number): FailureCode {
  return isRedirectStatus(status) ? 'preflight-redirect' : 'preflight-status'
}

/** The failures of the CORS check, the most frequent first. */
export const CORS_CHECK_CODES: readonly CorsCheckCode[] = [
  'acao-missing',
  'acao-mismatch',
  'acao-multiple',
  'acao-wildcard-with-credentials',
  'acac-missing',
  'acac-invalid',
  'acao-invalid',
]

/** The failures about which a browser says only that the request failed, once it has named the reason elsewhere. */
export const PREFLIGHT_CODES: readonly FailureCode[] = [
  'preflight-acao-missing',
  'preflight-status',
  'preflight-header-not-allowed',
  'preflight-method-not-allowed',
  'preflight-redirect',
  'preflight-acao-mismatch',
  'preflight-acao-multiple',
  'preflight-acao-wildcard-with-credentials',
  'preflight-acac-missing',
  'preflight-acac-invalid',
  'preflight-acao-invalid',
  'preflight-acam-invalid',
  'preflight-acah-invalid',
  'preflight-network-error',
]
