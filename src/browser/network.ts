import { trimBlanks } from '../fetch/header-names.ts'
import { isToken } from '../fetch/token.ts'
import { effectiveCacheMode } from './cache-mode.ts'
import { getHeader, type Header, type HeaderList, isHeaderValue } from './header-list.ts'
import { isSameOrigin, isTrustworthy, originOf } from './origin.ts'
import { currentUrl, type InternalRequest, serializeOrigin } from './request.ts'
import { quote } from './quote.ts'
import { isSchemelesslySameSite } from './site.ts'
import type { CookieStore, Transport, TransportResponse } from './wire.ts'

/** A response as it came, before anybody decided who may see it. */
export interface RawResponse {
  readonly status: number
  readonly statusText: string
  readonly headers: readonly Header[]
  readonly body: Uint8Array
}

/**
 * One exchange with a server (https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch): adds what browsers
 * add, and keeps the cookies. There is no HTTP cache.
 *
 * @throws what the transport throws, and TypeErrors for what is no response
 */
export async function exchange(
  request: InternalRequest,
  transport: Transport,
  cookies: CookieStore | undefined,
): Promise<RawResponse> {
  const { method, body, cacheMode } = request
  if (cacheMode === 'only-if-cached') {
    throw new TypeError('Cache mode is only-if-cached, expected another one, since there is no HTTP cache')
  }
  const url = currentUrl(request)
  const withCredentials = includesCredentials(request)
  // A copy, also of the body: the transport may change what it gets, and a redirect needs both once more.
  const headers = [...request.headers, ...addedHeaders(request)].map(([name, value]): Header => [name, value])
  const cookie = withCredentials && (await cookies?.getCookieString(url.href))
  if (cookie) headers.push(['Cookie', cookie])
  const response = checkResponse(
    await transport({ method, url: withoutFragmentAndUser(url), headers, body: body && body.slice() }),
  )
  if (withCredentials && cookies) {
    for (const [name, value] of response.headers) {
      // One after the other: a later cookie may replace an earlier one.
      // oxlint-disable-next-line no-await-in-loop
      if (name.toLowerCase() === 'set-cookie') await storeCookie(cookies, value, url)
    }
  }
  return response
}

/** What of a URL a server is told; always a copy. */
function withoutFragmentAndUser(url: URL): URL {
  const told = new URL(url)
  // Each of these would parse the URL once more.
  if (told.hash) told.hash = ''
  if (told.username) told.username = ''
  if (told.password) told.password = ''
  return told
}

/** A cookie that the store refuses, such as one for another domain, is no reason to refuse the response. */
async function storeCookie(cookies: CookieStore, cookie: string, url: URL): Promise<void> {
  try {
    await cookies.setCookie(cookie, url.href)
  } catch {
    // https://httpwg.org/specs/rfc6265.html#storage-model: "ignore the cookie entirely".
  }
}

/** Whether cookies go along (step 3 of the same algorithm). */
export function includesCredentials({ credentials, tainting }: InternalRequest): boolean {
  return credentials === 'include' || (credentials === 'same-origin' && tainting === 'basic')
}

function addedHeaders(request: InternalRequest): Header[] {
  const { method, body, headers, isStream } = request
  const added: Header[] = []
  const isSet = (name: string): boolean => getHeader(headers, name) !== null
  if (body && !isStream) added.push(['Content-Length', String(body.length)])
  else if (!body && (method === 'POST' || method === 'PUT')) added.push(['Content-Length', '0'])
  if (request.referrer !== 'no-referrer') added.push(['Referer', request.referrer])
  const origin = originHeader(request)
  if (origin !== undefined) added.push(['Origin', origin])
  added.push(...fetchMetadata(request))
  if (!isSet('user-agent')) added.push(['User-Agent', 'Mozilla/5.0 (compatible; Corsage)'])
  for (const header of cacheHeaders(request)) if (!isSet(header[0])) added.push(header)
  added.push(['Accept-Encoding', isSet('range') ? 'identity' : 'gzip, deflate, br'])
  return added
}

/** https://fetch.spec.whatwg.org/#append-a-request-origin-header */
function originHeader(request: InternalRequest): string | undefined {
  const { method, mode, tainting, origin, referrerPolicy } = request
  const serialized = serializeOrigin(request)
  if (tainting === 'cors') return serialized
  if (method === 'GET' || method === 'HEAD') return
  if (mode === 'cors') return serialized
  const url = currentUrl(request)
  switch (referrerPolicy || 'strict-origin-when-cross-origin') {
    case 'no-referrer':
      return 'null'
    case 'no-referrer-when-downgrade':
    case 'strict-origin':
    case 'strict-origin-when-cross-origin':
      return origin.startsWith('https:') && url.protocol !== 'https:' ? 'null' : serialized
    case 'same-origin':
      return isSameOrigin(origin, originOf(url)) ? serialized : 'null'
    default:
      return serialized
  }
}

/** https://w3c.github.io/webappsec-fetch-metadata/: to trustworthy URLs only. */
function fetchMetadata(request: InternalRequest): Header[] {
  const { origin, mode, urlList } = request
  if (!isTrustworthy(currentUrl(request))) return []
  const sites = new Set(urlList.map((url) => siteOf(origin, originOf(url))))
  const site = (['cross-site', 'same-site'] as const).find((one) => sites.has(one)) ?? 'same-origin'
  return [
    ['Sec-Fetch-Dest', 'empty'],
    ['Sec-Fetch-Mode', mode],
    ['Sec-Fetch-Site', site],
  ]
}

function siteOf(origin: string, target: string): 'same-origin' | 'same-site' | 'cross-site' {
  if (isSameOrigin(origin, target)) return 'same-origin'
  const isSameScheme = origin.split(':', 1)[0] === target.split(':', 1)[0]
  return isSameScheme && isSchemelesslySameSite(origin, target) ? 'same-site' : 'cross-site'
}

/** What the cache mode tells caches on the way: added after the decision about CORS, so that none is asked for. */
function cacheHeaders(request: InternalRequest): Header[] {
  const mode = effectiveCacheMode(request)
  if (mode === 'no-cache') return [['Cache-Control', 'max-age=0']]
  if (mode !== 'no-store' && mode !== 'reload') return []
  return [
    ['Pragma', 'no-cache'],
    ['Cache-Control', 'no-cache'],
  ]
}

/** @throws {TypeError} when it is nothing that a server can send */
function checkResponse(response: TransportResponse): RawResponse {
  const { status, statusText, headers, body } = response ?? {}
  if (!Number.isInteger(status) || status < 100 || status > 999) {
    throw new TypeError(`The transport gave the status ${quote(status)}, expected a number from 100 to 999`)
  }
  if (body !== undefined && body !== null && !ArrayBuffer.isView(body)) {
    throw new TypeError(`The transport gave a body of type ${typeof body}, expected a Uint8Array`)
  }
  // A copy: what a page does to it must not reach a server that sends the same bytes to all.
  return {
    status,
    statusText: statusText ?? '',
    headers: checkHeaders(headers),
    body: body ? new Uint8Array(body) : new Uint8Array(),
  }
}

/** Blanks around a value are no part of it (RFC 9110, section 5.5); CR and LF are, and make it none. */
function checkHeaders(headers: HeaderList): Header[] {
  return [...(headers ?? [])].map(([name, raw]) => {
    const value = typeof raw === 'string' ? trimBlanks(raw) : raw
    if (typeof name !== 'string' || !isToken(name))
      throw new TypeError(`The transport gave a header called ${quote(name)}, expected a token`)
    if (!isHeaderValue(value)) throw new TypeError(`The transport gave ${name}: ${quote(value)}, which HTTP forbids`)
    return [name, value]
  })
}
