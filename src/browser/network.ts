import { getHeader, type Header, type HeaderList, isHeaderValue, normaliseValue } from './header-list.ts'
import { isSameOrigin, isTrustworthy, originOf } from './origin.ts'
import { currentUrl, type InternalRequest, serializeOrigin } from './request.ts'
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
  const { method, body } = request
  const url = currentUrl(request)
  const withCredentials = includesCredentials(request)
  const headers = [...request.headers, ...addedHeaders(request)]
  const cookie = withCredentials && (await cookies?.getCookieString(url.href))
  if (cookie) headers.push(['Cookie', cookie])
  const sent = new URL(url)
  sent.hash = ''
  const response = checkResponse(await transport({ method, url: sent, headers, body }))
  if (withCredentials && cookies) {
    for (const [name, value] of response.headers) {
      // One after the other: a later cookie may replace an earlier one.
      // oxlint-disable-next-line no-await-in-loop
      if (name.toLowerCase() === 'set-cookie') await cookies.setCookie(value, url.href)
    }
  }
  return response
}

/** Whether cookies go along (step 3 of the same algorithm). */
export function includesCredentials({ credentials, tainting }: InternalRequest): boolean {
  return credentials === 'include' || (credentials === 'same-origin' && tainting === 'basic')
}

function addedHeaders(request: InternalRequest): Header[] {
  const { method, body, headers } = request
  const added: Header[] = []
  const isSet = (name: string): boolean => getHeader(headers, name) !== null
  if (body) added.push(['Content-Length', String(body.length)])
  else if (method === 'POST' || method === 'PUT') added.push(['Content-Length', '0'])
  if (request.referrer !== 'no-referrer') added.push(['Referer', request.referrer])
  const origin = originHeader(request)
  if (origin !== undefined) added.push(['Origin', origin])
  added.push(...fetchMetadata(request))
  if (!isSet('user-agent')) added.push(['User-Agent', 'Mozilla/5.0 (compatible; Corsage)'])
  for (const header of cacheHeaders(request)) if (!isSet(header[0])) added.push(header)
  if (!isSet('accept-encoding')) added.push(['Accept-Encoding', isSet('range') ? 'identity' : 'gzip, deflate, br'])
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
function cacheHeaders({ cacheMode }: InternalRequest): Header[] {
  if (cacheMode === 'no-cache') return [['Cache-Control', 'max-age=0']]
  if (cacheMode !== 'no-store' && cacheMode !== 'reload') return []
  return [
    ['Pragma', 'no-cache'],
    ['Cache-Control', 'no-cache'],
  ]
}

/** @throws {TypeError} when it is nothing that a server can send */
function checkResponse(response: TransportResponse): RawResponse {
  const { status, statusText = '', headers, body } = response ?? {}
  if (!Number.isInteger(status) || status < 100 || status > 999) {
    throw new TypeError(`The transport gave the status ${String(status)}, expected a number from 100 to 999`)
  }
  return { status, statusText, headers: checkHeaders(headers), body: body ?? new Uint8Array() }
}

function checkHeaders(headers: HeaderList): Header[] {
  return [...(headers ?? [])].map(([name, raw]) => {
    const value = normaliseValue(raw)
    if (!isHeaderValue(value)) throw new TypeError(`Header ${name} holds bytes that HTTP forbids`)
    return [name, value]
  })
}
