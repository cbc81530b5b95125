import { isSameOrigin, isTrustworthy, originOf } from '../terms/origin.ts'
import { parseUrl } from '../terms/parse-url.ts'
import { currentUrl, type InternalRequest } from './request.ts'

/**
 * Longer referrers are cut to their origin:
 * https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer.
 */
const MAX_REFERRER_BYTES = 4096

/**
 * What servers learn about the page (https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer). Not
 * done: `srcdoc` documents, whose URL is that of their parent.
 *
 * @returns `no-referrer`, or a URL
 */
export function determineReferrer(request: InternalRequest): string {
  const { referrer, client, referrerPolicy } = request
  // A page with an opaque origin, such as a sandboxed frame, does not reveal its URL.
  if (referrer === 'client' && client.origin === 'null') return 'no-referrer'
  const source = referrer === 'client' ? client.url : referrer
  const url = source && parseUrl(source)
  if (!url || !/^https?:$/.test(url.protocol)) return 'no-referrer'
  const origin = `${url.origin}/`
  const target = currentUrl(request)
  const isSame = isSameOrigin(url.origin, originOf(target))
  const isDowngrade = isTrustworthy(url) && !isTrustworthy(target)
  // The empty policy stands for the default (https://w3c.github.io/webappsec-referrer-policy/#default-referrer-policy).
  switch (referrerPolicy || 'strict-origin-when-cross-origin') {
    case 'no-referrer':
      return 'no-referrer'
    case 'origin':
      return origin
    case 'unsafe-url':
      return strip(url)
    case 'strict-origin':
      return isDowngrade ? 'no-referrer' : origin
    case 'same-origin':
      return isSame ? strip(url) : 'no-referrer'
    case 'origin-when-cross-origin':
      return isSame ? strip(url) : origin
    case 'no-referrer-when-downgrade':
      return isDowngrade ? 'no-referrer' : strip(url)
    default:
      if (isSame) return strip(url)
      return isDowngrade ? 'no-referrer' : origin
  }
}

/** https://w3c.github.io/webappsec-referrer-policy/#strip-url, or only the origin when the URL is too long. */
function strip(url: URL): string {
  const stripped = new URL(url)
  stripped.username = ''
  stripped.password = ''
  stripped.hash = ''
  return stripped.href.length > MAX_REFERRER_BYTES ? `${url.origin}/` : stripped.href
}
