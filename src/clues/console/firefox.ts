import type { CorsCheckCode, FailureCode } from '../../browser/terms/failure.ts'
import { before, between } from './between.ts'
import { CORS_CHECK_CODES, eitherResponse, originCode, PREFLIGHT_CODES, statusCode } from './codes.ts'
import { readFirefoxNetwork } from './firefox-network.ts'
import type { ConsoleReading } from './reading.ts'

const START = 'The Same Origin Policy disallows reading the remote resource at '

/** A reason of Firefox, whose quotes were straight before version 40 and in translations of people who copy them. */
interface Reason {
  readonly says: RegExp
  readonly codes: (value: string, status: number | undefined) => readonly FailureCode[]
}

const check =
  (...codes: readonly CorsCheckCode[]) =>
  () =>
    eitherResponse(codes)

/** Firefox writes bytes that are not UTF-8 as U+FFFD, and some values as `(null)`, so that they cannot be judged. */
function originCodes(value: string): readonly CorsCheckCode[] {
  if (value === '(null)') return ['acao-mismatch', 'acao-missing', 'acao-invalid']
  return value.includes('\uFFFD') ? ['acao-mismatch', 'acao-invalid'] : [originCode(value)]
}

/** What stands after `Reason:`, in all versions. Firefox has the same words for a response and for its preflight. */
const REASONS: readonly Reason[] = [
  { says: /^CORS header .Access-Control-Allow-Origin. missing/, codes: check('acao-missing') },
  { says: /^Multiple CORS header .Access-Control-Allow-Origin. not allowed/, codes: check('acao-multiple') },
  {
    says: /^CORS header .Access-Control-Allow-Origin. does not match ['‘](.*)['’]$/,
    codes: (value) => eitherResponse(originCodes(value)),
  },
  { says: /^Credential is not supported if the CORS header/, codes: check('acao-wildcard-with-credentials') },
  {
    says: /^[Ee]xpected .true. in CORS header .Access-Control-Allow-Credentials./,
    codes: check('acac-missing', 'acac-invalid'),
  },
  { says: /^Did not find method in CORS header/, codes: () => ['preflight-method-not-allowed'] },
  {
    says: /^[Ii]nvalid token ['‘](.*)['’] in CORS header .Access-Control-Allow-Methods./,
    codes: () => ['preflight-acam-invalid'],
  },
  {
    says: /^[Ii]nvalid token ['‘](.*)['’] in CORS header .Access-Control-Allow-Headers./,
    codes: () => ['preflight-acah-invalid'],
  },
  { says: /^[Hh]eader ['‘](.*)['’] is not allowed according to header/, codes: () => ['preflight-header-not-allowed'] },
  {
    says: /^[Mm]issing token ['‘](.*)['’] in CORS header .Access-Control-Allow-Headers./,
    codes: () => ['preflight-header-not-allowed'],
  },
  {
    says: /^CORS preflight (?:response|channel) did not succeed/,
    codes: (_, status) =>
      status ? [statusCode(status)] : ['preflight-status', 'preflight-redirect', 'preflight-network-error'],
  },
  // It follows a message about the preflight's status, or is the only one, where a redirect is to another scheme.
  {
    says: /^CORS request external redirect not allowed/,
    codes: () => ['preflight-redirect', 'redirect-non-http', 'redirect-credentials-in-url'],
  },
  { says: /^CORS request not http/i, codes: () => ['scheme-not-http', 'redirect-non-http'] },
  // Also the second message of every failed preflight, so that it decides nothing.
  {
    says: /^CORS request (?:did not succeed|failed)/,
    codes: () => [
      'network-error',
      ...PREFLIGHT_CODES,
      'blocked-bad-port',
      'redirect-invalid-location',
      'redirect-non-http',
      'redirect-too-many',
      'redirect-credentials-in-url',
      ...CORS_CHECK_CODES,
    ],
  },
]

/** Understands a message of Firefox. */
export function readFirefox(text: string): ConsoleReading | undefined {
  const at = text.indexOf(START)
  if (at >= 0) return readBlocked(text, text.slice(at + START.length))
  // As the pages of MDN quote it, and as people do.
  const alone = /\bReason: ([^\n]{1,300}?)\)?\.?(?:$|\n)/.exec(text)
  const found = (alone && readReason(alone[1]!, undefined)) ?? undefined
  if (found) return { engine: 'firefox', text, ...found }
  const corp = /The resource at [“"]([^”"\s]+)[”"] was blocked due to its Cross-Origin-Resource-Policy header/.exec(
    text,
  )
  if (corp) return { engine: 'firefox', text, codes: ['corp-blocked'], url: corp[1]! }
  const local = /Security Error: Content at (\S+) may not (?:load data from|load or link to) (\S+?)\.?["\s]*$/m.exec(
    text,
  )
  if (local) return readSecurityError(text, local[1]!, local[2]!)
  return /Redirecting to (data): URI not allowed/.test(text)
    ? { engine: 'firefox', text, codes: ['redirect-non-http'] }
    : readFirefoxNetwork(text)
}

function readBlocked(text: string, rest: string): ConsoleReading | undefined {
  const reasonAt = rest.indexOf('(Reason: ')
  // Before version 37 there were no reasons.
  if (reasonAt < 0) return { engine: 'firefox', text, codes: [], ...urlBefore(rest, ' This can be fixed') }
  const end = rest.indexOf(').', reasonAt)
  const reason = rest.slice(reasonAt + '(Reason: '.length, end < 0 ? undefined : end).replace(/\)\s*$/, '')
  const statusText = /\)\.? ?Status code: (\d{3})/.exec(rest.slice(reasonAt))
  const status = statusText ? Number(statusText[1]) : undefined
  const about = { ...urlBefore(rest, ' (Reason: '), ...(status !== undefined && { status }) }
  return { engine: 'firefox', text, codes: [], ...about, ...readReason(reason, status) }
}

function readReason(reason: string, status: number | undefined): Pick<ConsoleReading, 'codes' | 'value'> | undefined {
  for (const { says, codes } of REASONS) {
    const found = says.exec(reason)
    if (!found) continue
    const value = found[1] === '(null)' ? undefined : found[1]
    return { codes: codes(found[1] ?? '', status), ...(value !== undefined && { value }) }
  }
  return
}

/** The URL of a message, which some versions put between quotes, and end with a period. */
function urlBefore(rest: string, end: string): { readonly url?: string } {
  const url = before(rest, end).trimEnd().replace(/\.$/, '').replace(/^[‘']/, '').replace(/[’']$/, '')
  return url && url.length < rest.length ? { url } : {}
}

/** Firefox has one message for `mode: 'same-origin'` and for redirects to schemes that a page cannot load. */
function readSecurityError(text: string, page: string, url: string): ConsoleReading {
  const isHttp = /^https?:/.test(url)
  const origin = between(page, '?', '') ?? page
  return {
    engine: 'firefox',
    text,
    codes: isHttp ? ['mode-same-origin'] : ['redirect-non-http', 'scheme-not-http'],
    url,
    ...(URL.canParse(origin) && !page.startsWith('moz-') && { page: new URL(origin).origin }),
  }
}
