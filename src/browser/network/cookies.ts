import type { CookieRules } from '../cookies/rules.ts'
import { contextOf } from '../cookies/context.ts'
import { currentUrl, type InternalRequest } from '../request/request.ts'
import type { CookieContext, CookieStore } from '../terms/wire.ts'
import type { RawResponse } from './raw-response.ts'

/** The cookies of a browser, and what its engine does about them. */
export interface Cookies {
  readonly store: CookieStore
  readonly rules: CookieRules
}

/** The value of the `Cookie` header, empty for none (https://fetch.spec.whatwg.org/#cookie-header). */
export async function readCookies({ store, rules }: Cookies, request: InternalRequest): Promise<string> {
  return await store.getCookieString(currentUrl(request).href, contextIn(request, rules))
}

/** Stores the cookies that a response sets (https://fetch.spec.whatwg.org/#set-cookie-header). */
export async function keepCookies(
  { store, rules }: Cookies,
  request: InternalRequest,
  { headers }: RawResponse,
): Promise<void> {
  const url = currentUrl(request).href
  const context = contextIn(request, rules)
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

function contextIn(request: InternalRequest, rules: CookieRules): CookieContext {
  const { origin, client } = request
  return contextOf(currentUrl(request), { ...client, origin }, rules)
}
