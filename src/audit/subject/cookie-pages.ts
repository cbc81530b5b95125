import { siteOf } from '../../browser/terms/site.ts'
import type { PolicyOptions } from '../../policy/options.ts'

/** Where the pages are that may use the cookies of an API; `unknown` if a predicate decides. */
export type CookiePages = 'same-site' | 'cross-site' | 'unknown'

/**
 * Whether any page that a policy lists is on another site than the API that a request was for.
 *
 * Behind a proxy, the URL of a request may name a host that no browser knows. A browser that says `same-site` or
 * `same-origin` knows better: then the page itself is on the site of the API.
 */
export function cookiePages({ origin: listed }: PolicyOptions, { url, headers }: Request): CookiePages {
  if (typeof listed === 'function') return 'unknown'
  const near = headers.get('sec-fetch-site')?.startsWith('same-') && headers.get('origin')
  const api = near || new URL(url).origin
  // Any host and any port of a pattern will do.
  const isForeign = [listed]
    .flat()
    .some((pattern) => siteOf(pattern.replace('://*.', '://a.').replace(/:\*$/, ''), api) === 'cross-site')
  return isForeign ? 'cross-site' : 'same-site'
}
