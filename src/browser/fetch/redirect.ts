import type { RawResponse } from '../network/raw-response.ts'
import { fail } from '../outcome/network-error.ts'
import { parseReferrerPolicy } from '../request/referrer-policy.ts'
import { currentUrl, type InternalRequest } from '../request/request.ts'
import { getHeader, getLines, withoutHeaders } from '../terms/header-list.ts'
import { isHttp, isSameOrigin, originOf } from '../terms/origin.ts'
import { parseUrl } from '../terms/parse-url.ts'

const MAX_REDIRECTS = 20

/** https://fetch.spec.whatwg.org/#request-body-header-name: they describe a body, and go with it. */
const BODY_HEADERS = ['content-encoding', 'content-language', 'content-location', 'content-type']

/**
 * Changes a request to go where a redirect sends it: HTTP-redirect fetch
 * (https://fetch.spec.whatwg.org/#concept-http-redirect-fetch, from step 6 on).
 *
 * Not done: timing information (steps 15 to 17), and navigations (step 21).
 *
 * @throws {NetworkError} when the request must not go there
 */
export function redirectTo(request: InternalRequest, response: RawResponse, location: URL): void {
  const { mode, origin, tainting, urlList } = request
  // Step 6.
  if (!isHttp(location)) fail(request, 'redirect-non-http', { header: 'location', actual: location.href })
  // Steps 7 and 8: the list has one more URL than there were redirects.
  if (urlList.length > MAX_REDIRECTS) fail(request, 'redirect-too-many', { expected: `at most ${MAX_REDIRECTS}` })
  // Steps 9 and 10. The second catches a server of another origin that redirects back to the page's own.
  const isForeign = mode === 'cors' && !isSameOrigin(origin, originOf(location))
  if ((location.username || location.password) && (isForeign || tainting === 'cors')) {
    fail(request, 'redirect-credentials-in-url', { header: 'location', actual: location.href })
  }
  // Step 11: the stream is used up.
  if (response.status !== 303 && request.body && request.isStream) fail(request, 'redirect-stream-body')
  // Step 12. Otherwise, step 14 sends the body again.
  if (dropsBody(request.method, response.status)) {
    request.method = 'GET'
    request.body = null
    request.headers = withoutHeaders(request.headers, BODY_HEADERS)
  }
  // Step 13: the page meant `Authorization` for the first origin only.
  if (!isSameOrigin(originOf(currentUrl(request)), originOf(location))) {
    request.headers = withoutHeaders(request.headers, ['authorization'])
  }
  // Step 18.
  urlList.push(location)
  // Step 19: https://w3c.github.io/webappsec-referrer-policy/#set-requests-referrer-policy-on-redirect.
  const policy = parseReferrerPolicy(getHeader(response.headers, 'referrer-policy'))
  if (policy) request.referrerPolicy = policy
}

/** Whether the redirected request becomes a GET (step 12). Only POST does on 301 and 302; PUT stays PUT. */
function dropsBody(method: string, status: number): boolean {
  return (
    ((status === 301 || status === 302) && method === 'POST') || (status === 303 && !['GET', 'HEAD'].includes(method))
  )
}

/**
 * Each byte by itself, so that bytes that are not UTF-8 reach the server as they are
 * (https://github.com/whatwg/fetch/issues/883).
 */
function percentEncode(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase()}`
}

/**
 * The location URL of a redirect (https://fetch.spec.whatwg.org/#concept-response-location-url).
 *
 * @returns `null` without a `Location` header, in which case the page gets the response like any other
 * @throws {NetworkError} for a `Location` that is not one valid URL
 */
export function locationUrl(request: InternalRequest, { headers }: RawResponse): URL | null {
  // Step 2.
  const lines = getLines(headers, 'location')
  const [line] = lines
  if (line === undefined) return null
  // Step 3.
  const base = currentUrl(request)
  const text = line.replaceAll(/[\u0080-\u00FF]/g, percentEncode)
  const location = lines.length > 1 ? undefined : parseUrl(text, base)
  if (!location) {
    const about = { header: 'location', expected: 'one URL', actual: lines.join(', ') }
    return fail(request, 'redirect-invalid-location', about)
  }
  // Step 4. An empty fragment is a fragment, although `hash` does not show it.
  return location.href.includes('#') ? location : new URL(location.href + (/#.*/s.exec(base.href)?.[0] ?? ''))
}
