import type { CookieContext, CookieStore } from '../terms/wire.ts'
import { type Cookie, keep } from './keep.ts'
import type { CookieRules } from './rules.ts'
import { sceneIn } from './scene.ts'
import { sendFault } from './send.ts'

/** The cookies of one browser, kept and sent as its engine does. */
export class CookieJar implements CookieStore {
  readonly #rules: CookieRules
  readonly #now: () => number
  #cookies: { readonly cookie: Cookie; readonly expires: number }[] = []

  constructor(rules: CookieRules, now: () => number) {
    this.#rules = rules
    this.#now = now
  }

  /** Section 5.7 of RFC 6265bis. */
  setCookie(line: string, url: string, context: CookieContext): void {
    const cookie = keep(line, sceneIn(url, context), this.#rules)
    if (typeof cookie === 'string') return
    const { name, domain, path } = cookie
    // Step 23: a cookie has the place of the one that it replaces.
    const isOther = (one: Cookie): boolean =>
      one.name !== name || one.domain !== domain || one.path !== path || one.partition !== cookie.partition
    this.#cookies = this.#cookies.filter((one) => isOther(one.cookie))
    this.#cookies.push({ cookie, expires: expiryOf(cookie, this.#now()) })
  }

  /** Section 5.8.3 of RFC 6265bis. */
  getCookieString(url: string, context: CookieContext): string {
    const scene = sceneIn(url, context)
    const now = this.#now()
    return this.#cookies
      .filter(({ cookie, expires }) => expires > now && !sendFault(cookie, scene, this.#rules))
      .map(({ cookie }) => cookie)
      .toSorted((one, other) => other.path.length - one.path.length)
      .map(({ name, value }) => (name ? `${name}=${value}` : value))
      .join('; ')
  }
}

/** When a cookie ends. `Max-Age` comes before `Expires`; a cookie with neither stays as long as the browser is open. */
function expiryOf({ said: { maxAge, expires } }: Cookie, now: number): number {
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return now + Number(maxAge) * 1000
  const date = Date.parse(expires ?? '')
  return Number.isNaN(date) ? Infinity : date
}
