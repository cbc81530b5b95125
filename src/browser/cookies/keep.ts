import { isTrustworthy } from '../terms/origin.ts'
import { isPublicSuffix } from '../terms/site.ts'
import type { CookieRules } from './rules.ts'
import type { CookieScene } from './scene.ts'
import { parseSetCookie, type SetCookie } from './set-cookie.ts'

/** Why a browser does not keep a cookie. */
export type KeepFault =
  | 'control-character'
  | 'empty'
  | 'too-long'
  | 'domain-foreign'
  | 'domain-public-suffix'
  | 'secure-over-http'
  | 'cross-site'
  | 'cross-site-by-default'
  | 'none-without-secure'
  | 'partitioned-without-secure'
  | 'prefix-without-secure'
  | 'prefix-without-http-only'
  | 'prefix-without-path'
  | 'prefix-in-value'
  | 'third-party'

/** A cookie that a browser keeps (RFC 6265bis, section 5.7). */
export interface Cookie {
  readonly name: string
  readonly value: string
  readonly domain: string
  /** Whether it is for exactly the host in `domain`, and not for the hosts below it. */
  readonly isHostOnly: boolean
  readonly path: string
  readonly isSecure: boolean
  readonly sameSite: 'none' | 'lax' | 'strict'
  /** The site in the address bar for which it is kept; `undefined` for all. */
  readonly partition: string | undefined
  readonly said: SetCookie
}

/** The bytes that name and value may have together. */
export const MAX_PAIR = 4096

/**
 * Decides whether a browser keeps a cookie: the storage model of RFC 6265bis (section 5.7), without the cookies that it
 * replaces. Not done: limits on the number of cookies, and `Secure` cookies that http may not overwrite (step 16).
 *
 * @param line of `Set-Cookie`, whose characters are bytes
 */
export function keep(line: string, scene: CookieScene, rules: CookieRules): Cookie | KeepFault {
  const said = parseSetCookie(line)
  const { name, value, isSecure } = said
  const { url, topLevelSite, isCrossSite } = scene
  // Section 5.6, step 1; a tab is a blank.
  // oxlint-disable-next-line no-control-regex
  if (/[\0-\x08\x0A-\x1F\x7F]/.test(line)) return 'control-character'
  if (!name && !value) return 'empty'
  if (name.length + value.length > MAX_PAIR) return 'too-long'
  // Other sites, which the RFC leaves to browsers (section 7.1).
  if (isCrossSite && rules.thirdParty === 'blocked') return 'third-party'
  const domainFault = faultOfDomain(said.domain, url.hostname)
  if (domainFault) return domainFault
  // Section 5.7, step 13.
  if (isSecure && !isSecureScene(scene, rules)) return 'secure-over-http'
  // Steps 17 to 19.
  if (rules.needsSecure && said.sameSite === 'none' && !isSecure) return 'none-without-secure'
  const sameSite = said.sameSite ?? (rules.isLaxByDefault ? 'lax' : 'none')
  if (isCrossSite && sameSite !== 'none') return said.sameSite ? 'cross-site' : 'cross-site-by-default'
  // https://www.ietf.org/archive/id/draft-cutler-httpbis-partitioned-cookies-01.html, section 2.1
  const isPartitioned = rules.knowsPartitioned && said.isPartitioned
  if (isPartitioned && !isSecure) return 'partitioned-without-secure'
  // Steps 20 to 22.
  const prefixFault = faultOfPrefix(said)
  if (prefixFault) return prefixFault
  const isApart = isPartitioned || (isCrossSite && rules.thirdParty === 'partitioned')
  const isHostOnly = !said.domain || isPublicSuffix(said.domain)
  return {
    name,
    value,
    domain: isHostOnly ? url.hostname : said.domain,
    isHostOnly,
    path: said.path || defaultPath(url),
    isSecure,
    sameSite,
    partition: isApart ? topLevelSite : undefined,
    said,
  }
}

/** Whether `Secure` cookies may be set and sent. */
export function isSecureScene({ url }: CookieScene, { trustsLoopback }: CookieRules): boolean {
  return url.protocol === 'https:' || (trustsLoopback && isTrustworthy(url))
}

/** Steps 7 to 10. A public suffix may name only itself. */
function faultOfDomain(domain: string, host: string): KeepFault | undefined {
  if (!domain || domain === host) return
  if (isPublicSuffix(domain)) return 'domain-public-suffix'
  return domainMatches(host, domain) ? undefined : 'domain-foreign'
}

/** Section 5.1.3. An address has no subdomains. */
export function domainMatches(host: string, domain: string): boolean {
  return host === domain || (host.endsWith(`.${domain}`) && !/[\d\]]$/.test(host))
}

/** Section 4.1.3: names that promise attributes. */
const PREFIX = /^__(host-http|http|host|secure)-/i

function faultOfPrefix({ name, value, domain, path, isSecure, isHttpOnly }: SetCookie): KeepFault | undefined {
  const [, prefix] = PREFIX.exec(name || value) ?? []
  if (prefix === undefined) return
  if (!name) return 'prefix-in-value'
  if (!isSecure) return 'prefix-without-secure'
  if (/http/i.test(prefix) && !isHttpOnly) return 'prefix-without-http-only'
  return /host/i.test(prefix) && (domain || path !== '/') ? 'prefix-without-path' : undefined
}

/** Section 5.1.4: the directory of the URL. */
function defaultPath({ pathname }: URL): string {
  return pathname.slice(0, pathname.lastIndexOf('/')) || '/'
}
