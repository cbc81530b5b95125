import type { CorsCheckCode, FailureCode } from '../../browser/terms/failure.ts'
import { before, between } from './between.ts'
import { ofPreflight, originCode, statusCode } from './codes.ts'
import type { ConsoleReading, Wording } from './reading.ts'

const BLOCKED = ' has been blocked by CORS policy: '
const PREFLIGHT = /^Response to preflight request doesn't pass (?:the )?access control check: /

/** Failures of the CORS check. After the prefix of a preflight, they are the preflight's. */
const CHECKS: readonly (Omit<Wording, 'codes'> & {
  readonly codes: readonly CorsCheckCode[] | 'origin' | 'credentials'
})[] = [
  { start: "must not be the wildcard '*' when", codes: ['acao-wildcard-with-credentials'] },
  {
    start: "A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header",
    codes: ['acao-wildcard-with-credentials'],
  },
  { start: "No 'Access-Control-Allow-Origin' header is present", codes: ['acao-missing'] },
  { start: "header contains multiple values '", end: "', but only one is allowed", codes: 'origin' },
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
]

/** Failures whose message only names the error of the network stack. `ERR_FAILED` follows every message about CORS. */
const NETWORK: Readonly<Record<string, readonly FailureCode[]>> = {
  ERR_FAILED: [],
  ERR_ABORTED: [],
  ERR_TOO_MANY_REDIRECTS: ['redirect-too-many'],
  ERR_INVALID_REDIRECT: ['redirect-invalid-location'],
  ERR_UNSAFE_REDIRECT: ['redirect-non-http'],
  ERR_UNSAFE_PORT: ['blocked-bad-port'],
  'ERR_BLOCKED_BY_RESPONSE.NotSameOrigin': ['corp-blocked'],
  'ERR_BLOCKED_BY_RESPONSE.NotSameSite': ['corp-blocked'],
  ERR_UNKNOWN_URL_SCHEME: ['scheme-not-http', 'redirect-non-http'],
}

/** Understands a message of Chromium, and so of Chrome, Edge, Opera, Brave and others. */
export function readChromium(text: string): ConsoleReading | undefined {
  const place = placeOf(text)
  if (place) {
    const { reason, ...about } = place
    return { engine: 'chromium', text, ...about, ...reasonOf(reason, about) }
  }
  const mode = /Request mode is "(same-origin|no-cors)" but /.exec(text)
  if (mode) {
    const codes: readonly FailureCode[] = [mode[1] === 'no-cors' ? 'no-cors-redirect-mode' : 'mode-same-origin']
    return { engine: 'chromium', text, codes, ...urlIn(text, /Fetch API cannot load ([^\s]+?)\.? Request mode/) }
  }
  const unsafe = /^Unsafe attempt to load URL (\S+) from frame with URL (\S+?)\. Domains/m.exec(text)
  if (unsafe) return { engine: 'chromium', text, codes: ['mode-same-origin', 'redirect-non-http'], url: unsafe[1]! }
  const network = /\bnet::(ERR_[A-Z_]+(?:\.\w+)?)/.exec(text)
  if (!network) return
  const codes = NETWORK[network[1]!] ?? ['network-error', 'preflight-network-error']
  return { engine: 'chromium', text, codes, ...urlIn(text, /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\S+) net::/) }
}

interface Place extends Pick<ConsoleReading, 'url' | 'redirectedFrom' | 'page' | 'initiator'> {
  readonly reason: string
}

/** The URL and the page of a message, in its three forms since 2013, and what it says of them. */
function placeOf(text: string): Place | undefined {
  const start = text.indexOf('Access to ')
  const blocked = text.indexOf(BLOCKED, Math.max(start, 0))
  if (start >= 0 && blocked >= 0) {
    const head = text.slice(start, blocked)
    const initiator = between(head, 'Access to ', " at '")
    const origin = head.lastIndexOf(" from origin '")
    const places = between(head.slice(0, origin), " at '", "'") ?? ''
    const redirected = places.indexOf("' (redirected from '")
    return {
      ...(initiator && { initiator: before(initiator, " at '") }),
      url: redirected < 0 ? places : places.slice(0, redirected),
      ...(redirected >= 0 && { redirectedFrom: places.slice(redirected + "' (redirected from '".length) }),
      page: head.slice(origin + " from origin '".length, -1),
      reason: text.slice(blocked + BLOCKED.length),
    }
  }
  return olderPlaceOf(text)
}

/** Until 2018: `Failed to load U: …`, and until 2017 `XMLHttpRequest cannot load U. …`, with the page at the end. */
function olderPlaceOf(text: string): Place | undefined {
  const head = /(?:Failed to load|(XMLHttpRequest|Fetch API) cannot load) ([a-z][\w+.-]*:\S*?)[.:] (?=\S)/i.exec(text)
  if (!head) return
  const rest = text.slice(head.index + head[0].length)
  const redirect = /^Redirect from '([^']*)' to '([^']*)' has been blocked by CORS policy: /.exec(rest)
  const reason = redirect ? rest.slice(redirect[0].length) : rest
  const page = /Origin '([^']*)' is therefore not allowed access/.exec(reason)
  if (!reasonOf(reason, {}).codes.length) return
  return {
    initiator: head[1] === 'XMLHttpRequest' ? 'XMLHttpRequest' : 'fetch',
    url: redirect?.[1] ?? head[2]!,
    ...(page && { page: page[1]! }),
    reason,
  }
}

function reasonOf(
  said: string,
  { page, redirectedFrom }: Pick<ConsoleReading, 'page' | 'redirectedFrom'>,
): Pick<ConsoleReading, 'codes' | 'value' | 'status'> {
  const isPreflight = PREFLIGHT.test(said)
  const reason = said.replace(PREFLIGHT, '')
  for (const { start, end, codes } of CHECKS) {
    const value = between(reason, start, end ?? '')
    if (value === undefined) continue
    const found = codesOf(codes, value, page)
    const about = end === undefined ? {} : { value }
    return { codes: isPreflight ? ofPreflight(found) : found, ...about }
  }
  for (const { start, end, codes } of OTHERS) {
    const value = between(reason, start, end ?? '')
    if (value === undefined) continue
    const status = end === '' ? Number.parseInt(value, 10) : NaN
    if (status) return { codes: [statusCode(status)], status }
    return { codes, ...(end !== undefined && value && { value }) }
  }
  if (!reason.includes('Cross origin requests are only supported for')) return { codes: [] }
  return { codes: [redirectedFrom === undefined ? 'scheme-not-http' : 'redirect-non-http'] }
}

function codesOf(
  codes: readonly CorsCheckCode[] | 'origin' | 'credentials',
  value: string,
  page: string | undefined,
): readonly CorsCheckCode[] {
  if (codes === 'origin') return [originCode(value, page)]
  // An empty header and none are the same for this message.
  if (codes === 'credentials') return value ? ['acac-invalid'] : ['acac-missing', 'acac-invalid']
  return codes
}

function urlIn(text: string, pattern: RegExp): { readonly url?: string } {
  const url = pattern.exec(text)?.[1]
  return url === undefined ? {} : { url }
}
