import type { CorsCheckCode, FailureCode } from '../../browser/terms/failure.ts'
import { between } from './between.ts'
import { CORS_CHECK_CODES, ofPreflight, originCode, PREFLIGHT_CODES, statusCode } from './codes.ts'
import type { ConsoleReading, Wording } from './reading.ts'

const PREFLIGHT = "Response to preflight request doesn't pass"

/** Failures of the CORS check. After the prefix of a preflight, they are the preflight's. */
const CHECKS: readonly (Omit<Wording, 'codes'> & {
  readonly codes: readonly CorsCheckCode[] | 'origin' | 'credentials'
})[] = [
  // Markdown takes the asterisk away.
  { start: 'header in the response must not be the wildcard', codes: ['acao-wildcard-with-credentials'] },
  {
    start: "cannot be used in the 'Access-Control-Allow-Origin' header when",
    codes: ['acao-wildcard-with-credentials'],
  },
  { start: "No 'Access-Control-Allow-Origin' header is present", codes: ['acao-missing'] },
  { start: 'No Access-Control-Allow-Origin header is present', codes: ['acao-missing'] },
  { start: "header contains multiple values '", end: "', but only one is allowed", codes: 'origin' },
  { start: "header contains the invalid value '", end: "'. Have the server", codes: 'origin' },
  { start: "header contains the invalid value '", end: "'. Origin '", codes: 'origin' },
  { start: "header contains the invalid value '", end: "'", codes: 'origin' },
  { start: "header has a value '", end: "' that is not equal to the supplied origin", codes: 'origin' },
  {
    start: "'Access-Control-Allow-Credentials' header in the response is '",
    end: "' which must be 'true'",
    codes: 'credentials',
  },
  {
    start: "Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is '",
    end: "'. It must be 'true'",
    codes: 'credentials',
  },
  // In the words of `explain`.
  {
    start: "The value of the 'Access-Control-Allow-Credentials' header is '",
    end: "', which must be 'true'",
    codes: 'credentials',
  },
]

/** The other messages of Chromium and of the versions before. */
const OTHERS: readonly Wording[] = [
  { start: 'It does not have HTTP ok status', codes: ['preflight-status'] },
  { start: 'Response for preflight does not have HTTP ok status', codes: ['preflight-status'] },
  { start: 'Invalid HTTP status code ', end: '', codes: ['preflight-status'] },
  { start: 'Response for preflight has invalid HTTP status code ', end: '', codes: ['preflight-status'] },
  { start: 'Redirect is not allowed for a preflight request', codes: ['preflight-redirect'] },
  { start: 'Response for preflight is invalid (redirect)', codes: ['preflight-redirect'] },
  { start: 'disallowed for cross-origin requests that require preflight', codes: ['preflight-redirect'] },
  { start: 'Cannot parse Access-Control-Allow-Methods response header field', codes: ['preflight-acam-invalid'] },
  { start: 'Cannot parse Access-Control-Allow-Headers response header field', codes: ['preflight-acah-invalid'] },
  { start: 'Method ', end: ' is not allowed by Access-Control-Allow-Methods', codes: ['preflight-method-not-allowed'] },
  {
    start: 'Request header field ',
    end: ' is not allowed by Access-Control-Allow-Headers',
    codes: ['preflight-header-not-allowed'],
  },
  // In the words of `explain`.
  { start: 'Cannot parse the Access-Control-Allow-Methods response header field', codes: ['preflight-acam-invalid'] },
  { start: 'Cannot parse the Access-Control-Allow-Headers response header field', codes: ['preflight-acah-invalid'] },
  { start: 'Cross origin requests are not allowed by the request mode', codes: ['mode-same-origin'] },
  { start: "edirect location '", end: "' contains a username and password", codes: ['redirect-credentials-in-url'] },
  { start: 'Cross origin requests are not allowed by request mode', codes: ['mode-same-origin'] },
  { start: 'URL scheme "', end: '" is not supported', codes: ['scheme-not-http'] },
  { start: "URL scheme '", end: "' is not supported", codes: ['scheme-not-http'] },
]

/** The beginnings of today's messages, for one that was cut. Names and values stand at their end. */
const OPENINGS: readonly (readonly [opening: string, codes: readonly CorsCheckCode[] | FailureCode])[] = [
  ["No 'Access-Control-Allow-Origin' header is present on the requested resource.", ['acao-missing']],
  ["The 'Access-Control-Allow-Origin' header contains multiple values '", ['acao-multiple']],
  ["The 'Access-Control-Allow-Origin' header has a value '", ['acao-mismatch']],
  ["The 'Access-Control-Allow-Origin' header contains the invalid value '", ['acao-invalid']],
  [
    "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*'",
    ['acao-wildcard-with-credentials'],
  ],
  [
    "The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true'",
    ['acac-missing', 'acac-invalid'],
  ],
  ['It does not have HTTP ok status.', 'preflight-status'],
  ['Redirect is not allowed for a preflight request.', 'preflight-redirect'],
  ['Cannot parse Access-Control-Allow-Methods response header field', 'preflight-acam-invalid'],
  ['Cannot parse Access-Control-Allow-Headers response header field', 'preflight-acah-invalid'],
]

type About = Pick<ConsoleReading, 'page' | 'redirectedFrom'>
type Reason = Pick<ConsoleReading, 'codes' | 'value' | 'status'>

/** What a message says after its place. A message that ends there is about CORS all the same. */
export function reasonOf(reason: string, about: { readonly page?: string; readonly redirectedFrom?: string }): Reason {
  return saidIn(reason, { page: about.page, redirectedFrom: about.redirectedFrom }) ?? cutOf(reason)
}

/** What a message says, if all of it is there. */
export function saidIn(
  said: string,
  { page, redirectedFrom }: { readonly [Name in keyof About]: About[Name] | undefined },
): Reason | undefined {
  const isPreflight = said.includes(PREFLIGHT)
  // Until 2018.
  const response = /The response had HTTP status code (\d{3})/.exec(said)?.[1]
  const answered = response === undefined ? {} : { status: Number(response) }
  for (const { start, end, codes } of CHECKS) {
    const value = between(said, start, end ?? '')
    if (value === undefined) continue
    const found = codesOf(codes, value, page)
    const about = end === undefined ? {} : { value }
    return { codes: isPreflight ? ofPreflight(found) : found, ...answered, ...about }
  }
  for (const { start, end, codes } of OTHERS) {
    const value = between(said, start, end ?? '')
    if (value === undefined) continue
    const status = end === '' ? Number.parseInt(value, 10) : NaN
    if (status) return { codes: [statusCode(status)], status }
    return { codes, ...(end !== undefined && value && { value }) }
  }
  if (!said.includes('Cross origin requests are only')) return
  return { codes: [redirectedFrom === undefined ? 'scheme-not-http' : 'redirect-non-http'] }
}

/** The failures that a message may report if its end is missing. */
function cutOf(reason: string): Reason {
  const isPreflight = reason.includes(PREFLIGHT.slice(0, 16))
  const rest = reason.replace(/^Response to preflight[^:]*(?::\s*|$)/, '')
  const said = rest
    .trimEnd()
    .replace(/(?:…|\.{2,3})$/, '')
    .trimEnd()
  const name = /^Request header field (\S+)/.exec(said)?.[1]
  if (name !== undefined) return { codes: ['preflight-header-not-allowed'], value: name }
  const method = /^Method (\S+) is/.exec(said)?.[1]
  if (method !== undefined) return { codes: ['preflight-method-not-allowed'], value: method }
  const begun = OPENINGS.filter(([opening]) => said && (opening.startsWith(said) || said.startsWith(opening)))
  const codes = begun.flatMap(([, found]): readonly FailureCode[] =>
    typeof found === 'string' ? [found] : isPreflight ? ofPreflight(found) : found,
  )
  if (codes.length) return { codes }
  const any = PREFLIGHT_CODES.filter((code) => code !== 'preflight-network-error')
  return { codes: isPreflight ? any : [...CORS_CHECK_CODES.slice(0, 1), ...any, ...CORS_CHECK_CODES.slice(1)] }
}

function codesOf(
  codes: readonly CorsCheckCode[] | 'origin' | 'credentials',
  value: string,
  page: string | undefined,
): readonly CorsCheckCode[] {
  if (codes === 'origin') return [originCode(value, page)]
  // This message says the same of an empty header and of a missing one.
  if (codes === 'credentials') return value ? ['acac-invalid'] : ['acac-missing', 'acac-invalid']
  return codes
}
