import { type Cookie, domainMatches, isSecureScene } from './keep.ts'
import type { CookieRules } from './rules.ts'
import type { CookieScene } from './scene.ts'

/** Why a browser does not send a cookie that it keeps. */
export type SendFault =
  | 'other-host'
  | 'other-path'
  | 'over-http'
  | 'third-party'
  | 'cross-site'
  | 'cross-site-by-default'
  | 'other-partition'

/**
 * Why a cookie does not go along with a request (RFC 6265bis, section 5.8.3).
 *
 * @returns `undefined` if it does
 */
export function sendFault(cookie: Cookie, scene: CookieScene, rules: CookieRules): SendFault | undefined {
  const { url, topLevelSite, isCrossSite } = scene
  const { domain, isHostOnly, path, sameSite } = cookie
  const host = url.hostname
  if (isHostOnly ? host !== domain : !domainMatches(host, domain)) return 'other-host'
  if (!pathMatches(url.pathname, path)) return 'other-path'
  if (cookie.isSecure && !isSecureScene(scene, rules)) return 'over-http'
  if (isCrossSite && rules.thirdParty === 'blocked') return 'third-party'
  if (isCrossSite && sameSite !== 'none') return cookie.said.sameSite ? 'cross-site' : 'cross-site-by-default'
  const isApart =
    cookie.partition === undefined
      ? isCrossSite && rules.thirdParty === 'partitioned'
      : cookie.partition !== topLevelSite
  return isApart ? 'other-partition' : undefined
}

/** Section 5.1.4. */
function pathMatches(asked: string, path: string): boolean {
  return asked === path || (asked.startsWith(path) && (path.endsWith('/') || asked[path.length] === '/'))
}
