import { isBadPort } from '../../browser/checks/bad-port.ts'
import { parseUrl } from '../../browser/terms/parse-url.ts'
import type { FailureCode } from '../../browser/terms/failure.ts'
import type { ConsoleReading } from '../console/reading.ts'

/** What a made-up server sends; with an error, nothing. */
export interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly error?: string
}

/** What a made-up server answers. */
export interface Answers {
  /** `undefined` permits what the preflight asks for. */
  readonly preflight: Answer | undefined
  readonly actual: Answer
}

type Assume = (value: string, what: string) => string

/** The responses with which a call fails in a given way, as far as possible with the values of the message. */
export function answersFor(
  code: FailureCode,
  { value: said, status, url }: ConsoleReading,
  page: string,
  assume: Assume,
): Answers {
  // A console shows characters, and headers are bytes.
  const value = said?.replaceAll(/[\0\n\r\u0100-\uFFFF]/g, '\u00FF')
  const allowed = { 'Access-Control-Allow-Origin': page, 'Access-Control-Allow-Credentials': 'true' }
  const lists = {
    'Access-Control-Allow-Methods': 'PUT, PATCH, DELETE',
    'Access-Control-Allow-Headers': 'content-type, authorization',
  }
  const actual = (headers: Record<string, string>, answer = status ?? 200): Answers => ({
    preflight: undefined,
    actual: { status: answer, headers },
  })
  const base = code.replace(/^preflight-(?=aca[oc]-)/, '')
  const checked = checkHeaders(base, value, page, assume)
  if (checked) {
    return base === code
      ? actual(checked)
      : {
          preflight: { status: status ?? 204, headers: { ...lists, ...checked } },
          actual: { status: 200, headers: allowed },
        }
  }
  const failed = (headers: Record<string, string>, answer = 204): Answers => ({
    preflight: { status: answer, headers },
    actual: { status: 200, headers: allowed },
  })
  const to = (location: string, answer = 302): Answers => actual({ ...allowed, Location: location }, answer)
  const error = 'the browser does not say why'
  switch (code) {
    case 'preflight-status':
      return failed(allowed, status ?? Number(assume('405', "the preflight's status, 405")))
    case 'preflight-redirect':
      return failed(
        { ...allowed, Location: assume(likelyTarget(url), "the target of the preflight's redirect") },
        status ?? 307,
      )
    case 'preflight-acam-invalid':
      return failed({
        ...allowed,
        ...lists,
        'Access-Control-Allow-Methods': value ?? assume('GET PUT', 'the value of Access-Control-Allow-Methods'),
      })
    case 'preflight-acah-invalid':
      return failed({
        ...allowed,
        ...lists,
        'Access-Control-Allow-Headers':
          value ?? assume('content-type x-id', 'the value of Access-Control-Allow-Headers'),
      })
    case 'preflight-method-not-allowed':
      return failed({
        ...allowed,
        'Access-Control-Allow-Methods': assume(listWithout(value), 'the list in Access-Control-Allow-Methods'),
      })
    case 'preflight-header-not-allowed':
      return failed({
        ...allowed,
        'Access-Control-Allow-Methods': 'PUT, PATCH, DELETE',
        'Access-Control-Allow-Headers': assume('accept', 'the list in Access-Control-Allow-Headers'),
      })
    case 'preflight-network-error':
      return { preflight: { status: 0, headers: {}, error }, actual: { status: 0, headers: {}, error } }
    case 'network-error':
      return { preflight: undefined, actual: { status: 0, headers: {}, error } }
    case 'redirect-mode-error':
      return to('/new-address')
    case 'redirect-stream-body':
      return to('/new-address', 307)
    case 'redirect-invalid-location':
      return to(assume('https://', 'the value of Location'))
    case 'redirect-non-http':
      return to(isOther(url) ? url! : (value ?? assume('ftp://files.example/', 'the value of Location')))
    case 'blocked-bad-port':
      return isBadPort(parseUrl(url ?? '') ?? new URL('http://localhost/'))
        ? actual(allowed)
        : to(assume('http://localhost:6000/', 'a redirect to a port that browsers block'))
    case 'redirect-too-many':
      return to('')
    case 'redirect-credentials-in-url':
      return to(value ?? assume('https://user:password@api.example.com/', 'the value of Location'))
    case 'corp-blocked':
      return actual({ ...allowed, 'Cross-Origin-Resource-Policy': 'same-origin' })
    default:
      return actual(allowed)
  }
}

/** Where most preflights are redirected: from http to https, or to the path with a slash at its end, or without it. */
function likelyTarget(url: string | undefined): string {
  const target = parseUrl(url ?? '')
  if (!target || !/^https?:$/.test(target.protocol)) return '/new-address'
  const isLocal = target.port !== '' || target.hostname === 'localhost'
  if (target.protocol === 'http:' && !isLocal) target.protocol = 'https:'
  else target.pathname = target.pathname.endsWith('/') ? target.pathname.slice(0, -1) : `${target.pathname}/`
  return target.href === url ? '/new-address' : target.href
}

/** Browsers send `patch` as it is, where most servers list `PATCH`. */
function listWithout(method = ''): string {
  return method === method.toUpperCase() ? 'GET' : `GET, ${method.toUpperCase()}`
}

/** Whether a URL is not one of HTTP. */
function isOther(url: string | undefined): boolean {
  const found = parseUrl(url ?? '')
  return found !== undefined && !/^https?:$/.test(found.protocol)
}

/** The headers that fail the CORS check; `undefined` for other failures. */
function checkHeaders(
  code: string,
  value: string | undefined,
  page: string,
  assume: Assume,
): Record<string, string> | undefined {
  const origin = (otherwise: string): Record<string, string> => ({
    'Access-Control-Allow-Origin': value ?? assume(otherwise, 'the value of Access-Control-Allow-Origin'),
  })
  switch (code) {
    case 'acao-missing':
      return {}
    case 'acao-multiple':
      return origin(`${page}, ${page}`)
    case 'acao-invalid':
      return origin('app.example.com')
    case 'acao-mismatch':
      return origin('https://other.example')
    case 'acao-wildcard-with-credentials':
      return { 'Access-Control-Allow-Origin': '*' }
    case 'acac-missing':
      return { 'Access-Control-Allow-Origin': page }
    case 'acac-invalid':
      return {
        'Access-Control-Allow-Origin': page,
        'Access-Control-Allow-Credentials': value ?? assume('false', 'the value of Access-Control-Allow-Credentials'),
      }
    default:
      return
  }
}
