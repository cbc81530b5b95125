import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import type { Profile } from '../profile.ts'

/** As many as Chromium keeps: what is forgotten is asked for again. */
const MAX_URLS = 1024

/** What a cached permission is looked up by. */
export interface CacheKey {
  readonly url: string
  /** All but the credentials. */
  readonly name: string
  readonly withCredentials: boolean
}

/** What one answer to a preflight permits. */
export interface Permission {
  readonly methods: readonly string[]
  readonly headerNames: readonly string[]
  /** Seconds. */
  readonly maxAge: number
}

/** Of https://fetch.spec.whatwg.org/#cache-entry: a method or the name of a header. */
interface Entry {
  readonly withCredentials: boolean
  readonly kind: 'method' | 'header'
  readonly text: string
  /** Milliseconds on the clock. */
  expires: number
}

/** What of a request a cached answer does not cover. */
export interface Missing {
  readonly method: boolean
  readonly headerNames: readonly string[]
}

/** The CORS-preflight cache of one browser (https://fetch.spec.whatwg.org/#cors-preflight-cache). */
export class PreflightCache {
  readonly #now: () => number
  readonly #profile: Profile
  /** By all of the key but the credentials, and oldest first. */
  readonly #entries = new Map<string, Entry[]>()

  /** @param now milliseconds of a clock that does not go back */
  constructor(now: () => number, profile: Profile) {
    this.#now = now
    this.#profile = profile
  }

  /** What has to be asked for, of a method and of the names of unsafe headers in lower case. */
  missing(key: CacheKey, method: string, headerNames: readonly string[], isForced: boolean): Missing {
    const alive = this.#alive(key)
    const has = (kind: Entry['kind'], text: string): boolean => this.#matching(alive, key, kind, text).length > 0
    const isKnown = alive.some((entry) => this.#serves(entry, key))
    const needsMethod = isForced && (this.#profile.forcedNeedsMethod || !isKnown)
    const isCovered = has('method', method) || (!needsMethod && this.#isExempt(method))
    return {
      method: !isCovered,
      headerNames: headerNames.filter((name) => !has('header', name)),
    }
  }

  /** What has not expired of a URL. */
  #alive(key: CacheKey): Entry[] {
    const alive = (this.#entries.get(key.name) ?? []).filter(({ expires }) => this.#now() < expires)
    this.#keep(key, alive)
    return alive
  }

  #keep({ name }: CacheKey, entries: Entry[]): void {
    this.#entries.delete(name)
    if (!entries.length) return
    this.#entries.set(name, entries)
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > MAX_URLS && oldest !== undefined) this.#entries.delete(oldest)
  }

  /** https://fetch.spec.whatwg.org/#concept-cache-match-method, and of header names alike. */
  #matching(entries: Entry[], key: CacheKey, kind: Entry['kind'], text: string): Entry[] {
    return entries.filter(
      (entry) =>
        this.#serves(entry, key) && entry.kind === kind && (entry.text === text || this.#covers(entry, key, text)),
    )
  }

  #serves({ withCredentials }: Entry, key: CacheKey): boolean {
    return withCredentials === key.withCredentials || (this.#profile.sharesCredentialed && withCredentials)
  }

  /** Browsers apply once more that `*` is no wildcard with credentials; the standard forgot to. */
  #covers({ text, withCredentials }: Entry, key: CacheKey, wanted: string): boolean {
    const { cachedWildcard, wildcardCoversAuthorization, cachedWildcardCoversAuthorization } = this.#profile
    return (
      text === '*' &&
      !key.withCredentials &&
      (cachedWildcard === 'all' || (cachedWildcard === 'what-it-was-given-for' && !withCredentials)) &&
      (wanted !== 'authorization' || (wildcardCoversAuthorization && cachedWildcardCoversAuthorization))
    )
  }

  #isExempt(method: string): boolean {
    return SAFELISTED_METHODS.includes(method) && !(method === 'HEAD' && this.#profile.asksForHead)
  }

  /** Keeps what an answer permits. One that is not to be kept ends what was permitted before. */
  store(key: CacheKey, { methods, headerNames, maxAge }: Permission): void {
    if (maxAge <= 0 && this.#profile.ignoresUnkept) return
    if (this.#profile.cache === 'last-answer') this.clear(key)
    if (key.url.length >= this.#profile.longUrl) return
    const { withCredentials } = key
    const entries = this.#alive(key)
    const expires = this.#now() + maxAge * 1000
    const put = (kind: Entry['kind'], text: string): void => {
      // A `*` that is known already stands for all (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, step 7.12 on).
      const known = this.#matching(entries, key, kind, text)
      for (const one of known) one.expires = expires
      if (!known.length) entries.push({ withCredentials, kind, text, expires })
    }
    for (const method of methods) put('method', method)
    for (const name of headerNames) put('header', name.toLowerCase())
    this.#keep(key, entries)
  }

  /** Forgets what is known of a URL, after a failure (https://fetch.spec.whatwg.org/#concept-cache-clear). */
  clear(key: CacheKey): void {
    this.#entries.delete(key.name)
  }
}
