import { originOf } from '../terms/origin.ts'
import type { RawResponse } from './raw-response.ts'
import { currentUrl, type InternalRequest } from '../request/request.ts'
import { siteOf } from '../terms/site.ts'
import type { CookieContext, CookieStore } from '../terms/wire.ts'

/** The cookies that go along, if any do. */
export async function readCookies(store: CookieStore, request: InternalRequest): Promise<string> {
  return await store.getCookieString(currentUrl(request).href, contextOf(request))
}

/** Keeps what a server wants kept. */
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
      // One after the other: a later cookie may replace an earlier one.
      // oxlint-disable-next-line no-await-in-loop
      await store.setCookie(value, url, context)
    } catch {
      // One that the store refuses, such as one for another domain, is no reason to refuse the response
      // (https://httpwg.org/specs/rfc6265.html#storage-model: "ignore the cookie entirely").
    }
  }
}

/** Whether page, frame and server are of one site (https://html.spec.whatwg.org/multipage/browsers.html#same-site). */
function contextOf(request: InternalRequest): CookieContext {
  const { origin, client } = request
  const target = originOf(currentUrl(request))
  const isForeign = [origin, client.topLevelSite ?? origin].some((one) => siteOf(one, target) === 'cross-site')
  return { sameSiteContext: isForeign ? 'none' : 'strict' }
}
