import type { CorsCheckCode, FailureCode } from '../../browser/terms/failure.ts'
import { eitherResponse, ofPreflight } from './codes.ts'
import type { ConsoleReading } from './reading.ts'

/** What the CORS check says, in the names of the DevTools protocol (Network.CorsError), which the Network panel shows. */
const CHECKS: Readonly<Record<string, readonly CorsCheckCode[]>> = {
  MissingAllowOriginHeader: ['acao-missing'],
  WildcardOriginNotAllowed: ['acao-wildcard-with-credentials'],
  MultipleAllowOriginValues: ['acao-multiple'],
  InvalidAllowOriginValue: ['acao-invalid'],
  AllowOriginMismatch: ['acao-mismatch'],
  InvalidAllowCredentials: ['acac-missing', 'acac-invalid'],
}

const OTHERS: Readonly<Record<string, readonly FailureCode[]>> = {
  PreflightInvalidStatus: ['preflight-status'],
  PreflightDisallowedRedirect: ['preflight-redirect'],
  InvalidAllowMethodsPreflightResponse: ['preflight-acam-invalid'],
  InvalidAllowHeadersPreflightResponse: ['preflight-acah-invalid'],
  MethodDisallowedByPreflightResponse: ['preflight-method-not-allowed'],
  HeaderDisallowedByPreflightResponse: ['preflight-header-not-allowed'],
  RedirectContainsCredentials: ['redirect-credentials-in-url'],
  CorsDisabledScheme: ['scheme-not-http', 'redirect-non-http'],
  DisallowedByMode: ['mode-same-origin'],
  NoCorsRedirectModeNotFollow: ['no-cors-redirect-mode'],
}

const NAMES = new RegExp(String.raw`\b(Preflight)?(${[...Object.keys(CHECKS), ...Object.keys(OTHERS)].join('|')})\b`)

/** What the Issues panel says, by a part of its sentences. Details are in a table, which people do not copy. */
const ISSUES: readonly (readonly [says: RegExp, codes: readonly FailureCode[]])[] = [
  [
    /CORS response header values are valid|blocked because of invalid or missing response headers/,
    eitherResponse(['acao-missing', 'acao-multiple', 'acao-mismatch', 'acao-invalid']),
  ],
  [
    /Ensure preflight responses are valid|response to the associated preflight request failed/,
    ['preflight-status', 'preflight-redirect', 'preflight-network-error'],
  ],
  [
    /credentialed requests are\s?n[o’']t sent to CORS resources with origin wildcards/,
    eitherResponse(['acao-wildcard-with-credentials']),
  ],
  [/CORS requests include credentials only when allowed/, eitherResponse(['acac-missing', 'acac-invalid'])],
  [
    /CORS requests? includes? only allowed headers|nor allowed by the associated `?Access-Control-Allow-Headers/,
    ['preflight-header-not-allowed'],
  ],
  [/nor allowed by the associated `?Access-Control-Allow-Methods/, ['preflight-method-not-allowed']],
  [/no-cors requests configure redirect mode follow/, ['no-cors-redirect-mode']],
  [/CORS requests are made on supported schemes/, ['scheme-not-http', 'redirect-non-http']],
  [/CORS requests are\s?n[o’']t redirected to URLs containing credentials/, ['redirect-credentials-in-url']],
]

/** Understands what the panels of Chromium's developer tools say about a call that CORS blocked. */
export function readChromiumPanel(text: string): ConsoleReading | undefined {
  const [name, , check] = NAMES.exec(text) ?? []
  if (name !== undefined) {
    const own = OTHERS[name] ?? OTHERS[check!]
    const found = CHECKS[check!]
    const codes = own ?? (name.startsWith('Preflight') ? ofPreflight(found!) : found!)
    return { engine: 'chromium', text, codes }
  }
  const issue = ISSUES.find(([says]) => says.test(text))
  return issue && { engine: 'chromium', text, codes: issue[1] }
}
