import type { CookieStore } from '../terms/wire.ts'
import { isCrossSite } from './context.ts'
import { keep } from './keep.ts'
import type { CookieRules } from './rules.ts'

/**
 * A store of somebody else, without what an engine does not keep or send. Not done: cookies that an engine keeps apart
 * by the site in the address bar, which is up to the store.
 */
export function guardStore(store: CookieStore, rules: CookieRules): CookieStore {
  return {
    setCookie: (line, url, context) => {
      const cookie = keep(line, new URL(url), context, rules)
      if (typeof cookie === 'string') return
      // A store would send a cookie without `SameSite` to any site. Of two attributes, the last one counts.
      return store.setCookie(cookie.sameSite === 'lax' ? `${line}; SameSite=Lax` : line, url, context)
    },
    getCookieString: async (url, context) => {
      const isForeign = isCrossSite(context)
      if (isForeign && rules.thirdParty === 'blocked') return ''
      if (!isForeign || !rules.isLaxByDefault || !store.getCookies) return store.getCookieString(url, context)
      // The store may have cookies that nobody set through this browser.
      const cookies = await store.getCookies(url, context)
      const sent = cookies.filter(({ sameSite }) => sameSite === 'none')
      return sent.map((cookie) => cookie.cookieString()).join('; ')
    },
  }
}
