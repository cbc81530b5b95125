import { effectiveCacheMode } from '../request/cache-mode.ts'
import { currentUrl, type InternalRequest, serializeOrigin } from '../request/request.ts'
import { getHeader, type Header } from '../terms/header-list.ts'
import { isSameOrigin, isTrustworthy, originOf } from '../terms/origin.ts'
import { siteOf } from '../terms/site.ts'

/**
 * The headers that a browser adds to those of the page
 * (https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, steps 8.5 to 8.20). They are added after the
 * browser has decided about a preflight, and so never need one. Not done: `Sec-Purpose` (step 8.14).
 */
export function addedHeaders(request: InternalRequest): Header[] {
  const { method, body, headers, isStream } = request
  const added: Header[] = []
  const isSet = (name: string): boolean => getHeader(headers, name) !== null
  // Steps 8.5 to 8.9. The length of a stream is not known.
  if (body && !isStream) added.push(['Content-Length', String(body.length)])
  else if (!body && (method === 'POST' || method === 'PUT')) added.push(['Content-Length', '0'])
  // Step 8.11.
  if (request.referrer !== 'no-referrer') added.push(['Referer', request.referrer])
  // Step 8.12.
  const origin = originHeader(request)
  if (origin !== undefined) added.push(['Origin', origin])
  // Step 8.13.
  added.push(...fetchMetadata(request))
  // Step 8.15.
  if (!isSet('user-agent')) added.push(['User-Agent', 'Mozilla/5.0 (compatible; Corsage)'])
  // Steps 8.17 and 8.18.
  for (const header of cacheHeaders(request)) if (!isSet(header[0])) added.push(header)
  // Steps 8.19 and 8.20.
  added.push(['Accept-Encoding', isSet('range') ? 'identity' : 'gzip, deflate, br'])
  return added
}

/**
 * The value of the `Origin` header (https://fetch.spec.whatwg.org/#append-a-request-origin-header). Requests other than
 * GET and HEAD have one even without CORS, so that servers can tell where a write comes from.
 */
function originHeader(request: InternalRequest): string | undefined {
  const { method, mode, tainting, origin, referrerPolicy } = request
  // Step 2.
  const serialized = serializeOrigin(request)
  // Step 3.
  if (tainting === 'cors') return serialized
  // Step 4.
  if (method === 'GET' || method === 'HEAD') return
  if (mode === 'cors') return serialized
  // Step 4.1: a page that did not opt into CORS reveals its origin only as far as its referrer policy allows.
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

/** `Sec-Fetch-*` (https://w3c.github.io/webappsec-fetch-metadata/#fetch-integration), for trustworthy URLs only. */
function fetchMetadata(request: InternalRequest): Header[] {
  const { origin, mode, urlList } = request
  if (!isTrustworthy(currentUrl(request))) return []
  // The most distant site of all redirects counts (https://w3c.github.io/webappsec-fetch-metadata/#redirects).
  const sites = new Set(urlList.map((url) => siteOf(origin, originOf(url))))
  const site = (['cross-site', 'same-site'] as const).find((one) => sites.has(one)) ?? 'same-origin'
  return [
    ['Sec-Fetch-Dest', 'empty'],
    ['Sec-Fetch-Mode', mode],
    ['Sec-Fetch-Site', site],
  ]
}

/** What the cache mode asks of the caches between browser and server. */
function cacheHeaders(request: InternalRequest): Header[] {
  const mode = effectiveCacheMode(request)
  if (mode === 'no-cache') return [['Cache-Control', 'max-age=0']]
  if (mode !== 'no-store' && mode !== 'reload') return []
  return [
    ['Pragma', 'no-cache'],
    ['Cache-Control', 'no-cache'],
  ]
}
