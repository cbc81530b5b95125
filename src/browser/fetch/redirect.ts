import { fail } from '../environment.ts'
import { getHeader, getLines, withoutHeaders } from '../terms/header-list.ts'
import { isHttp, isSameOrigin, originOf } from '../terms/origin.ts'
import { parseReferrerPolicy } from '../request/referrer-policy.ts'
import { parseUrl } from '../terms/parse-url.ts'
import type { RawResponse } from '../network/raw-response.ts'
import { currentUrl, type InternalRequest } from '../request/request.ts'

const MAX_REDIRECTS = 20
const BODY_HEADERS = ['content-encoding', 'content-language', 'content-location', 'content-type']

/**
 * Changes a request to where a redirect sends it (https://fetch.spec.whatwg.org/#concept-http-redirect-fetch).
 *
 * @throws {NetworkError} when it must not go there
 */
export function redirect(request: InternalRequest, response: RawResponse, location: URL): void {
  const { mode, origin, tainting, urlList } = request
  if (!isHttp(location)) fail(request, 'redirect-non-http', { header: 'location', actual: location.href })
  if (urlList.length > MAX_REDIRECTS) fail(request, 'redirect-too-many', { expected: `at most ${MAX_REDIRECTS}` })
  const isForeign = mode === 'cors' && !isSameOrigin(origin, originOf(location))
  if ((location.username || location.password) && (isForeign || tainting === 'cors')) {
    fail(request, 'redirect-credentials-in-url', { header: 'location', actual: location.href })
  }
  if (response.status !== 303 && request.body && request.isStream) fail(request, 'redirect-stream-body')
  if (dropsBody(request.method, response.status)) {
    request.method = 'GET'
    request.body = null
    request.headers = withoutHeaders(request.headers, BODY_HEADERS)
  }
  if (!isSameOrigin(originOf(currentUrl(request)), originOf(location))) {
    request.headers = withoutHeaders(request.headers, ['authorization'])
  }
  urlList.push(location)
  const policy = parseReferrerPolicy(getHeader(response.headers, 'referrer-policy'))
  if (policy) request.referrerPolicy = policy
}

function dropsBody(method: string, status: number): boolean {
  return (
    ((status === 301 || status === 302) && method === 'POST') || (status === 303 && !['GET', 'HEAD'].includes(method))
  )
}

/** Byte by byte, so that what is no UTF-8 stays what it is (https://github.com/whatwg/fetch/issues/883). */
function percentEncode(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase()}`
}

/**
 * Where a response sends to (https://fetch.spec.whatwg.org/#concept-response-location-url).
 *
 * @returns `null` when it sends nowhere: then it is an answer like others
 */
export function locationOf(request: InternalRequest, { headers }: RawResponse): URL | null {
  const lines = getLines(headers, 'location')
  const [line] = lines
  if (line === undefined) return null
  const base = currentUrl(request)
  const text = line.replaceAll(/[\u0080-\u00FF]/g, percentEncode)
  const location = lines.length > 1 ? undefined : parseUrl(text, base)
  if (!location) {
    const about = { header: 'location', expected: 'one URL', actual: lines.join(', ') }
    return fail(request, 'redirect-invalid-location', about)
  }
  return location.href.includes('#') ? location : new URL(location.href + (/#.*/s.exec(base.href)?.[0] ?? ''))
}
