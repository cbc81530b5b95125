import { type Cookie, domainMatches, isSecureUrl } from './keep.ts'
import type { CookieContext } from '../terms/wire.ts'
import { isCrossSite } from './context.ts'
import type { CookieRules } from './rules.ts'

/** Why a browser does not send a cookie that it keeps. */
export type SendFault =
  /** It is for other hosts, or for other paths. */
  | 'other-place'
  | 'secure-over-http'
  | 'third-party'
  | 'cross-site'
  /** It is kept for pages of another site. */
  | 'other-partition'

/**
 * Why a cookie does not go along with a request (RFC 6265bis, section 5.8.3).
 *
 * @returns `undefined` if it does
 */
export function sendFault(cookie: Cookie, url: URL, context: CookieContext, rules: CookieRules): SendFault | undefined {
  const isForeign = isCrossSite(context)
  const { domain, isHostOnly, path, sameSite } = cookie
  const host = url.hostname
  if (isHostOnly ? host !== domain : !domainMatches(host, domain)) return 'other-place'
  if (!pathMatches(url.pathname, path)) return 'other-place'
  if (cookie.isSecure && !isSecureUrl(url, rules)) return 'secure-over-http'
  if (isForeign && rules.thirdParty === 'blocked') return 'third-party'
  if (isForeign && sameSite !== 'none') return 'cross-site'
  const isApart =
    cookie.partition === undefined
      ? isForeign && rules.thirdParty === 'partitioned'
      : cookie.partition !== context.topLevelSite
  return isApart ? 'other-partition' : undefined
}

/** Section 5.1.4. */
function pathMatches(asked: string, path: string): boolean {
  return asked === path || (asked.startsWith(path) && (path.endsWith('/') || asked[path.length] === '/'))
}
