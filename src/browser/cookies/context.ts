import { originOf } from '../terms/origin.ts'
import { isSchemelesslySameSite, siteKey, siteOf } from '../terms/site.ts'
import type { Client, CookieContext } from '../terms/wire.ts'
import type { CookieRules } from './rules.ts'

/**
 * Where a request comes from, as far as it matters to cookies
 * (https://html.spec.whatwg.org/multipage/browsers.html#same-site).
 *
 * Not done: navigations, which may send `Lax` cookies, and redirects across sites
 * (https://fetch.spec.whatwg.org/#determine-the-same-site-mode, steps 2, 3 and 5).
 */
export function contextOf(
  url: URL,
  { origin, topLevelSite = origin }: Client,
  { isSchemeful }: CookieRules,
): CookieContext {
  const target = originOf(url)
  const isForeign = [origin, topLevelSite].some((one) =>
    isSchemeful ? siteOf(one, target) === 'cross-site' : !isSchemelesslySameSite(one, target),
  )
  return { sameSiteContext: isForeign ? 'none' : 'strict', topLevelSite: siteKey(topLevelSite) }
}

/** Where a request of a page of the URL's own origin comes from. */
export function ownContext(url: URL): CookieContext {
  return { sameSiteContext: 'strict', topLevelSite: siteKey(originOf(url)) }
}

/** Whether a request is to another site than that of its page, or that in the address bar. */
export function isCrossSite({ sameSiteContext }: CookieContext): boolean {
  return sameSiteContext === 'none'
}
