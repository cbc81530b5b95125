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
    this.#entries = this.#entries.filter(({ expires }) => this.#now() < expires)
    const found = this.#matching(key)
    const has = (kind: Entry['kind'], text: string): boolean =>
      found.some((entry) => entry.kind === kind && (entry.text === text || this.#covers(entry, key, text)))
    const isCovered = has('method', method) || (!needsMethod && this.#isExempt(method))
    return {
      method: !isCovered,
      headerNames: headerNames.filter((name) => !has('header', name)),
    }
  }

  #matching(key: CacheKey): Entry[] {
    const { sharesCredentialed } = this.#profile
    return this.#entries.filter(
      (entry) =>
        isSameKey(entry, key) &&
        (entry.withCredentials === key.withCredentials || (sharesCredentialed && entry.withCredentials)),
    )
  }

  /** Browsers apply once more that `*` is no wildcard with credentials; the standard forgot to. */
  #covers({ text, withCredentials }: Entry, key: CacheKey, wanted: string): boolean {
    return (
      this.#profile.cachesWildcards &&
      text === '*' &&
      !withCredentials &&
      !key.withCredentials &&
      (wanted !== 'authorization' || this.#profile.wildcardCoversAuthorization)
    )
  }

  #isExempt(method: string): boolean {
    return SAFELISTED_METHODS.includes(method) && !(method === 'HEAD' && this.#profile.asksForHead)
  }

  /** Keeps what an answer permits. */
  store(key: CacheKey, { methods, headerNames, maxAge }: Permission): void {
    if (this.#profile.cache === 'last-answer') this.clear(key)
    if (maxAge <= 0) return
    const expires = this.#now() + maxAge * 1000
    for (const method of methods) this.#put({ ...key, kind: 'method', text: method, expires })
    for (const name of headerNames) this.#put({ ...key, kind: 'header', text: name.toLowerCase(), expires })
  }

  #put(entry: Entry): void {
    const old = this.#entries.find(
      (other) =>
        isSameKey(other, entry) &&
        other.withCredentials === entry.withCredentials &&
        other.kind === entry.kind &&
        other.text === entry.text,
    )
    if (old) old.expires = entry.expires
    else this.#entries.push(entry)
  }

  /** Forgets what is known of a URL, after a failure (https://fetch.spec.whatwg.org/#concept-cache-clear). */
  clear(key: CacheKey): void {
    this.#entries = this.#entries.filter((entry) => !isSameKey(entry, key))
  }
}

function isSameKey(one: CacheKey, other: CacheKey): boolean {
  return one.partition === other.partition && one.origin === other.origin && one.url === other.url
}
