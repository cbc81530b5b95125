import { originOf } from '../terms/origin.ts'
import { isSchemelesslySameSite, siteKey, siteOf } from '../terms/site.ts'
import type { Client, CookieContext } from '../terms/wire.ts'
import type { CookieRules } from './rules.ts'

/** Where a cookie is set or asked for. */
export interface CookieScene {
  readonly url: URL
  /** The site in the address bar, with its scheme. */
  readonly topLevelSite: string
  /** Whether the page, or the site in the address bar, is another site than the URL's. */
  readonly isCrossSite: boolean
}

/**
 * The scene of a request (https://html.spec.whatwg.org/multipage/browsers.html#same-site).
 *
 * Not done: navigations, which may send `Lax` cookies, and redirects across sites
 * (https://fetch.spec.whatwg.org/#determine-the-same-site-mode, steps 2, 3 and 5).
 */
export function sceneOf(url: URL, { origin, topLevelSite = origin }: Client, rules: CookieRules): CookieScene {
  const target = originOf(url)
  const isCrossSite = [origin, topLevelSite].some((one) => !isSameSite(one, target, rules))
  return { url, topLevelSite: siteKey(topLevelSite), isCrossSite }
}

function isSameSite(one: string, other: string, { isSchemeful }: CookieRules): boolean {
  return isSchemeful ? siteOf(one, other) !== 'cross-site' : isSchemelesslySameSite(one, other)
}

/** The scene, as a store of cookies gets it. */
export function contextOf({ isCrossSite, topLevelSite }: CookieScene): CookieContext {
  return { sameSiteContext: isCrossSite ? 'none' : 'strict', topLevelSite }
}

/** The scene in which a store was called. */
export function sceneIn(url: string, { sameSiteContext, topLevelSite }: CookieContext): CookieScene {
  return { url: new URL(url), topLevelSite, isCrossSite: sameSiteContext === 'none' }
}
