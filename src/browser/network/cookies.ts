import { currentUrl, type InternalRequest } from '../request/request.ts'
import { originOf } from '../terms/origin.ts'
import { siteOf } from '../terms/site.ts'
import type { CookieContext, CookieStore } from '../terms/wire.ts'
import type { RawResponse } from './raw-response.ts'

/** The value of the `Cookie` header, empty for none (https://fetch.spec.whatwg.org/#cookie-header). */
export async function readCookies(store: CookieStore, request: InternalRequest): Promise<string> {
  return await store.getCookieString(currentUrl(request).href, contextOf(request))
}

/** Stores the cookies that a response sets (https://fetch.spec.whatwg.org/#set-cookie-header). */
export async function keepCookies(
  store: CookieStore,
  request: InternalRequest,
  { headers }: RawResponse,
): Promise<void> {
  const url = currentUrl(request).href
  const context = contextOf(request)
  for (const [name, value] of headers) {
    if (name.toLowerCase() !== 'set-cookie') continue
    try {
      // In order, because a later cookie may replace an earlier one.
      // oxlint-disable-next-line no-await-in-loop
      await store.setCookie(value, url, context)
    } catch {
      // Browsers ignore a cookie that they cannot store, such as one for another domain, and accept the response
      // (https://httpwg.org/specs/rfc6265.html#storage-model).
    }
  }
}

/**
 * Which values of `SameSite` apply: whether page, frame and server are of one site
 * (https://html.spec.whatwg.org/multipage/browsers.html#same-site). Not done: navigations, which may send `Lax`
 * cookies, and redirects across sites (https://fetch.spec.whatwg.org/#determine-the-same-site-mode, steps 2, 3 and 5).
 */
function contextOf(request: InternalRequest): CookieContext {
  const { origin, client } = request
  const target = originOf(currentUrl(request))
  const isForeign = [origin, client.topLevelSite ?? origin].some((one) => siteOf(one, target) === 'cross-site')
  return { sameSiteContext: isForeign ? 'none' : 'strict' }
}
