import type { CorsCheckCode, FailureCode } from '../../browser/terms/failure.ts'
import { CORS_CHECK_CODES, eitherResponse, PREFLIGHT_CODES } from './codes.ts'
import type { ConsoleReading } from './reading.ts'

const check = (...codes: readonly CorsCheckCode[]): FailureCode[] => eitherResponse(codes)

/** What the Network panel of Firefox has in the column "Transferred", and the console after the URL of an `XMLHttpRequest`. */
const SHORT: Readonly<Record<string, readonly FailureCode[]>> = {
  'Missing Allow Origin': check('acao-missing'),
  'Multiple Origin Not Allowed': check('acao-multiple'),
  'Allow Origin Not Matching Origin': check('acao-mismatch', 'acao-invalid'),
  'No Allow Credentials': check('acao-wildcard-with-credentials'),
  'Missing Allow Credentials': check('acac-missing', 'acac-invalid'),
  'External Redirect Not Allowed': ['preflight-redirect', 'redirect-non-http', 'redirect-credentials-in-url'],
  'Preflight Did Not Succeed': ['preflight-status', 'preflight-redirect', 'preflight-network-error'],
  'Invalid Allow Method': ['preflight-acam-invalid'],
  'Method Not Found': ['preflight-method-not-allowed'],
  'Invalid Allow Header': ['preflight-acah-invalid'],
  'Missing Allow Header': ['preflight-header-not-allowed'],
  'Not HTTP': ['scheme-not-http', 'redirect-non-http'],
  Failed: ['network-error', ...PREFLIGHT_CODES, ...CORS_CHECK_CODES],
}

const NAMES = new RegExp(String.raw`\bCORS (${Object.keys(SHORT).join('|')})\b(?! to\b)`)

/** Understands the short names of failures. */
export function readFirefoxNetwork(text: string): ConsoleReading | undefined {
  const found = NAMES.exec(text)
  if (!found) return
  const url = /(?:^|[\s'"“”<>])(https?:[^\s'"“”<>]+)$/.exec(text.slice(0, found.index).slice(-2000).trimEnd())?.[1]
  return { engine: 'firefox', text, codes: SHORT[found[1]!]!, ...(url !== undefined && { url }) }
}
