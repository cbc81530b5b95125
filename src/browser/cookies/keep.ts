import { isTrustworthy } from '../terms/origin.ts'
import { isPublicSuffix } from '../terms/site.ts'
import type { CookieContext } from '../terms/wire.ts'
import { isCrossSite } from './context.ts'
import type { CookieRules } from './rules.ts'
import { parseSetCookie, type SetCookie } from './set-cookie.ts'

/** Why a browser does not keep a cookie. */
export type KeepFault =
  /** It has a control character, or no name and a value that is empty or begins as only names may. */
  | 'malformed'
  /** It has more than 4096 bytes. */
  | 'too-long'
  /** Its `Domain` is of other hosts, or of hosts that strangers have. */
  | 'domain'
  /** It is `Secure` and the URL is on http. */
  | 'secure-over-http'
  /** It has `SameSite=None` or `Partitioned`, which need `Secure`. */
  | 'secure-missing'
  /** It has `SameSite=Lax` or `Strict`, or is taken for `Lax`, and the page is on another site. */
  | 'cross-site'
  /** Its name begins with a promise that its attributes break. */
  | 'prefix'
  /** The browser blocks cookies of other sites. */
  | 'third-party'

/** A cookie that a browser keeps (RFC 6265bis, section 5.7). */
export interface Cookie extends SetCookie {
  /** Whether it is for exactly the host in `domain`, and not for the hosts below it. */
  readonly isHostOnly: boolean
  /** With the default of the engine. */
  readonly sameSite: 'none' | 'lax' | 'strict'
  /** The site in the address bar for which it is kept; `undefined` for all. */
  readonly partition: string | undefined
}

/** The bytes that name and value may have together. */
export const MAX_PAIR = 4096

/**
 * Decides whether a browser keeps a cookie: the storage model of RFC 6265bis (section 5.7), without the cookies that it
 * replaces. Not done: limits on the number of cookies, and `Secure` cookies that http may not overwrite (step 16).
 *
 * @param line of `Set-Cookie`, whose characters are bytes
 */
export function keep(line: string, url: URL, context: CookieContext, rules: CookieRules): Cookie | KeepFault {
  const said = parseSetCookie(line)
  const { name, value, isSecure } = said
  const isForeign = isCrossSite(context)
  // Section 5.6, step 1; a tab is a blank.
  // oxlint-disable-next-line no-control-regex
  if (/[\0-\x08\x0A-\x1F\x7F]/.test(line) || (!name && (!value || PREFIX.test(value)))) return 'malformed'
  if (name.length + value.length > MAX_PAIR) return 'too-long'
  // Other sites, which the RFC leaves to browsers (section 7.1).
  if (isForeign && rules.thirdParty === 'blocked') return 'third-party'
  // Steps 7 to 10. A public suffix may name only itself.
  const isSuffix = isPublicSuffix(said.domain)
  const isHostOnly = !said.domain || (isSuffix && said.domain === url.hostname)
  if (!isHostOnly && (isSuffix || !domainMatches(url.hostname, said.domain))) return 'domain'
  // Step 13.
  if (isSecure && !isSecureUrl(url, rules)) return 'secure-over-http'
  // Steps 17 to 19.
  const isPartitioned = rules.knowsPartitioned && said.isPartitioned
  // https://www.ietf.org/archive/id/draft-cutler-httpbis-partitioned-cookies-01.html, section 2.1
  if (!isSecure && (isPartitioned || (rules.needsSecure && said.sameSite === 'none'))) return 'secure-missing'
  const sameSite = said.sameSite ?? (rules.isLaxByDefault ? 'lax' : 'none')
  if (isForeign && sameSite !== 'none') return 'cross-site'
  // Steps 20 to 22.
  if (breaksPrefix(said)) return 'prefix'
  const isApart = isPartitioned || (isForeign && rules.thirdParty === 'partitioned')
  return {
    ...said,
    domain: isHostOnly ? url.hostname : said.domain,
    isHostOnly,
    path: said.path || defaultPath(url),
    sameSite,
    partition: isApart ? context.topLevelSite : undefined,
  }
}

/** Whether `Secure` cookies may be set and sent. */
export function isSecureUrl(url: URL, { trustsLoopback }: CookieRules): boolean {
  return url.protocol === 'https:' || (trustsLoopback && isTrustworthy(url))
}

/** Section 5.1.3. An address has no subdomains. */
export function domainMatches(host: string, domain: string): boolean {
  return host === domain || (host.endsWith(`.${domain}`) && !/[\d\]]$/.test(host))
}

/** Section 4.1.3: the beginnings of names that promise attributes. */
export const PREFIX: RegExp = /^__(host-http|http|host|secure)-/i

function breaksPrefix({ name, domain, path, isSecure, isHttpOnly }: SetCookie): boolean {
  const prefix = PREFIX.exec(name)?.[1]?.toLowerCase()
  if (prefix === undefined) return false
  return (
    !isSecure ||
    (prefix.endsWith('http') && !isHttpOnly) ||
    (prefix.startsWith('host') && (domain !== '' || path !== '/'))
  )
}

/** Section 5.1.4: the directory of the URL's path. */
function defaultPath({ pathname }: URL): string {
  return pathname.slice(0, pathname.lastIndexOf('/')) || '/'
}
