import { isSameOrigin, isTrustworthy, originOf } from './origin.ts'
import type { InternalRequest } from './request.ts'
import { currentUrl } from './request.ts'
import type { ReferrerPolicy } from './wire.ts'

const POLICIES = new Set([
  'no-referrer',
  'no-referrer-when-downgrade',
  'same-origin',
  'origin',
  'strict-origin',
  'origin-when-cross-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
])
const MAX_REFERRER_BYTES = 4096

/**
 * What servers are told of the page (https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer).
 *
 * @returns `no-referrer`, or a URL
 */
export function determineReferrer(request: InternalRequest): string {
  const { referrer, client, referrerPolicy } = request
  const source = referrer === 'client' || referrer === '' || referrer === 'about:client' ? client.url : referrer
  if (!source || !URL.canParse(source, client.url)) return 'no-referrer'
  const url = new URL(source, client.url)
  if (!/^https?:$/.test(url.protocol)) return 'no-referrer'
  const origin = `${url.origin}/`
  const whole = strip(url)
  const target = currentUrl(request)
  const isSame = isSameOrigin(url.origin, originOf(target))
  const isDowngrade = isTrustworthy(url) && !isTrustworthy(target)
  switch (referrerPolicy || 'strict-origin-when-cross-origin') {
    case 'no-referrer':
      return 'no-referrer'
    case 'origin':
      return origin
    case 'unsafe-url':
      return whole
    case 'strict-origin':
      return isDowngrade ? 'no-referrer' : origin
    case 'same-origin':
      return isSame ? whole : 'no-referrer'
    case 'origin-when-cross-origin':
      return isSame ? whole : origin
    case 'no-referrer-when-downgrade':
      return isDowngrade ? 'no-referrer' : whole
    default:
      if (isSame) return whole
      return isDowngrade ? 'no-referrer' : origin
  }
}

/** https://w3c.github.io/webappsec-referrer-policy/#strip-url, and the origin alone where the rest is too long. */
function strip(url: URL): string {
  const stripped = new URL(url)
  stripped.username = ''
  stripped.password = ''
  stripped.hash = ''
  return stripped.href.length > MAX_REFERRER_BYTES ? `${url.origin}/` : stripped.href
}

/** The last policy that is known (https://w3c.github.io/webappsec-referrer-policy/#parse-referrer-policy-from-header). */
export function parseReferrerPolicy(value: string | null): ReferrerPolicy {
  const tokens = (value ?? '').split(',').map((token) => token.trim().toLowerCase())
  return (tokens.findLast((token) => POLICIES.has(token)) ?? '') as ReferrerPolicy
}
