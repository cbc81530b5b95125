import { effectiveCacheMode } from '../request/cache-mode.ts'
import { getHeader, type Header } from '../terms/header-list.ts'
import { isSameOrigin, isTrustworthy, originOf } from '../terms/origin.ts'
import { currentUrl, type InternalRequest, serializeOrigin } from '../request/request.ts'
import { siteOf } from '../terms/site.ts'

/** What browsers add to what a page asks for (https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch). */
export function addedHeaders(request: InternalRequest): Header[] {
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
