import type { CookieStore } from '../terms/wire.ts'
import { type Cookie, keep } from './keep.ts'
import type { CookieRules } from './rules.ts'
import { sendFault } from './send.ts'

/**
 * The cookies of one browser, kept and sent as its engine does.
 *
 * @param now a clock in milliseconds
 */
export function createJar(rules: CookieRules, now: () => number): CookieStore {
  const cookies = new Map<string, Cookie & { readonly end: number }>()
  return {
    // RFC 6265bis, section 5.7, from step 23 on.
    setCookie: (line, url, context) => {
      const cookie = keep(line, new URL(url), context, rules)
      if (typeof cookie === 'string') return
      const { name, domain, path, partition } = cookie
      const key = JSON.stringify([name, domain, path, partition])
      cookies.delete(key)
      cookies.set(key, { ...cookie, end: endOf(cookie, now()) })
    },
    // Section 5.8.3.
    getCookieString: (url, context) =>
      [...cookies.values()]
        .filter((cookie) => cookie.end > now() && !sendFault(cookie, new URL(url), context, rules))
        .toSorted((one, other) => other.path.length - one.path.length)
        .map(({ name, value }) => (name ? `${name}=${value}` : value))
        .join('; '),
  }
}

/** When a cookie ends. `Max-Age` comes before `Expires`; a cookie with neither stays as long as the browser is open. */
function endOf({ maxAge = '', expires = '' }: Cookie, now: number): number {
  if (/^-?\d+$/.test(maxAge)) return now + Number(maxAge) * 1000
  const date = Date.parse(expires)
  return Number.isNaN(date) ? Infinity : date
}
