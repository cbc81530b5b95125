import { SAFELISTED_METHODS } from '../fetch/method.ts'
import type { Profile } from './profile.ts'

/** What a cached permission is looked up by. */
export interface CacheKey {
  readonly partition: string
  readonly origin: string
  readonly url: string
  readonly withCredentials: boolean
}

/** What one answer to a preflight permits. */
export interface Permission {
  readonly methods: readonly string[]
  readonly headerNames: readonly string[]
  /** Seconds. */
  readonly maxAge: number
}

/** Of https://fetch.spec.whatwg.org/#concept-cache: a method or the name of a header. */
interface Entry extends CacheKey {
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
  #entries: Entry[] = []

  /** @param now milliseconds of a clock that does not go back */
  constructor(now: () => number, profile: Profile) {
    this.#now = now
    this.#profile = profile
  }

  /** What has to be asked for, of a method and of the names of unsafe headers in lower case. */
  missing(key: CacheKey, method: string, headerNames: readonly string[], needsMethod: boolean): Missing {
    const has = (kind: Entry['kind'], text: string): boolean => this.#matching(key, kind, text).length > 0
    this.#expire()
    const isCovered = has('method', method) || (!needsMethod && this.#isExempt(method))
    return {
      method: !isCovered,
      headerNames: headerNames.filter((name) => !has('header', name)),
    }
  }

  #expire(): void {
    this.#entries = this.#entries.filter(({ expires }) => this.#now() < expires)
  }

  /** https://fetch.spec.whatwg.org/#method-cache-entry-match, and of header names alike. */
  #matching(key: CacheKey, kind: Entry['kind'], text: string): Entry[] {
    const { sharesCredentialed } = this.#profile
    return this.#entries.filter(
      (entry) =>
        isSameKey(entry, key) &&
        (entry.withCredentials === key.withCredentials || (sharesCredentialed && entry.withCredentials)) &&
        entry.kind === kind &&
        (entry.text === text || this.#covers(entry, key, text)),
    )
  }

  /** Browsers apply once more that `*` is no wildcard with credentials; the standard forgot to. */
  #covers({ text, withCredentials }: Entry, key: CacheKey, wanted: string): boolean {
    const { cachedWildcard } = this.#profile
    return (
      text === '*' &&
      !key.withCredentials &&
      (cachedWildcard === 'all' || (cachedWildcard === 'what-it-was-given-for' && !withCredentials)) &&
      (wanted !== 'authorization' || this.#profile.wildcardCoversAuthorization)
    )
  }

  #isExempt(method: string): boolean {
    return SAFELISTED_METHODS.includes(method) && !(method === 'HEAD' && this.#profile.asksForHead)
  }

  /** Keeps what an answer permits. One that is not to be kept ends what was permitted before. */
  store(key: CacheKey, { methods, headerNames, maxAge }: Permission): void {
    this.#expire()
    if (this.#profile.cache === 'last-answer') this.clear(key)
    if (key.url.length >= this.#profile.longUrl) return
    const expires = this.#now() + maxAge * 1000
    for (const method of methods) this.#put({ ...key, kind: 'method', text: method, expires })
    for (const name of headerNames) this.#put({ ...key, kind: 'header', text: name.toLowerCase(), expires })
  }

  /** https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, step 7.9 on: a `*` that is known already stands for all. */
  #put(entry: Entry): void {
    const known = this.#matching(entry, entry.kind, entry.text)
    for (const one of known) one.expires = entry.expires
    if (!known.length) this.#entries.push(entry)
  }

  /** Forgets what is known of a URL, after a failure (https://fetch.spec.whatwg.org/#concept-cache-clear). */
  clear(key: CacheKey): void {
    this.#entries = this.#entries.filter((entry) => !isSameKey(entry, key))
  }
}

function isSameKey(one: CacheKey, other: CacheKey): boolean {
  return one.partition === other.partition && one.origin === other.origin && one.url === other.url
}
