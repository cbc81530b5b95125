import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import type { Profile } from '../profile.ts'

/** As many URLs as Chromium keeps. Forgetting one is always safe: it only costs another preflight. */
const MAX_URLS = 1024

/** What identifies the cached permissions for a request. */
export interface CacheKey {
  readonly url: string
  /** Everything that must be equal, as one string: network partition, origin and URL. */
  readonly name: string
  readonly withCredentials: boolean
}

/** What a preflight response permits. */
export interface Permission {
  readonly methods: readonly string[]
  readonly headerNames: readonly string[]
  /** Seconds. */
  readonly maxAge: number
}

/** A cache entry: one method or one header name (https://fetch.spec.whatwg.org/#cache-entry). */
interface Entry {
  readonly withCredentials: boolean
  readonly kind: 'method' | 'header'
  readonly value: string
  /** Milliseconds on the clock. */
  expires: number
}

/** Entries by everything except their age, because a request may ask for any number of names. */
type Entries = Map<string, Entry>

function idOf({ kind, value, withCredentials }: Omit<Entry, 'expires'>): string {
  return `${kind} ${withCredentials} ${value}`
}

/** The part of a request that no cached permission covers. */
export interface Missing {
  readonly method: boolean
  readonly headerNames: readonly string[]
}

/** The CORS-preflight cache of one browser (https://fetch.spec.whatwg.org/#cors-preflight-cache). */
export class PreflightCache {
  readonly #now: () => number
  readonly #profile: Profile
  /** The entries for each name of a key. The URL that was asked for longest ago comes first. */
  readonly #entries = new Map<string, Entries>()

  /** @param now milliseconds of a clock that does not go back */
  constructor(now: () => number, profile: Profile) {
    this.#now = now
    this.#profile = profile
  }

  /**
   * What a preflight has to ask for (https://fetch.spec.whatwg.org/#concept-http-fetch, the conditions of step 4.1).
   *
   * @param headerNames of the unsafe headers, in lower case
   * @param isForced whether the use-CORS-preflight flag is set
   */
  missing(key: CacheKey, method: string, headerNames: readonly string[], isForced: boolean): Missing {
    const alive = this.#alive(key)
    const has = (kind: Entry['kind'], value: string): boolean => this.#matching(alive, key, kind, value).length > 0
    const isKnown = [...alive.values()].some((entry) => this.#serves(entry, key))
    const needsMethod = isForced && (this.#profile.forcedNeedsMethod || !isKnown)
    const isCovered = has('method', method) || (!needsMethod && this.#isExempt(method))
    return {
      method: !isCovered,
      headerNames: headerNames.filter((name) => !has('header', name)),
    }
  }

  /** The entries of a key that have not expired. */
  #alive(key: CacheKey): Entries {
    const known = [...(this.#entries.get(key.name) ?? [])]
    const alive = new Map(known.filter(([, { expires }]) => this.#now() < expires))
    this.#keep(key, alive)
    return alive
  }

  #keep({ name }: CacheKey, entries: Entries): void {
    // A Map keeps the order of insertion, so this moves the key to the end.
    this.#entries.delete(name)
    if (!entries.size) return
    this.#entries.set(name, entries)
    const [oldest] = this.#entries.keys()
    if (this.#entries.size > MAX_URLS && oldest !== undefined) this.#entries.delete(oldest)
  }

  /**
   * The entries that match a method (https://fetch.spec.whatwg.org/#concept-cache-match-method) or a header name
   * (https://fetch.spec.whatwg.org/#concept-cache-match-header).
   */
  #matching(entries: Entries, key: CacheKey, kind: Entry['kind'], value: string): Entry[] {
    const candidates = [...new Set([value, '*'])].flatMap((text) =>
      [true, false].map((withCredentials) => entries.get(idOf({ kind, value: text, withCredentials }))),
    )
    return candidates.filter(
      (entry) =>
        entry !== undefined && this.#serves(entry, key) && (entry.value === value || this.#covers(entry, key, value)),
    ) as Entry[]
  }

  /** Whether the credentials of an entry match (https://fetch.spec.whatwg.org/#concept-cache-match). */
  #serves({ withCredentials }: Entry, key: CacheKey): boolean {
    return withCredentials === key.withCredentials || (this.#profile.sharesCredentialed && withCredentials)
  }

  /**
   * Whether an entry is a `*` that covers a method or a header name. No `*` covers a request with credentials. The
   * standard says so for preflight responses and forgot the cache; no browser follows it there
   * (https://github.com/whatwg/fetch/pull/592).
   */
  #covers({ value, withCredentials }: Entry, key: CacheKey, wanted: string): boolean {
    const { cachedWildcard, wildcardCoversAuthorization, cachedWildcardCoversAuthorization } = this.#profile
    return (
      value === '*' &&
      !key.withCredentials &&
      (cachedWildcard === 'all' || (cachedWildcard === 'uncredentialed' && !withCredentials)) &&
      (wanted !== 'authorization' || (wildcardCoversAuthorization && cachedWildcardCoversAuthorization))
    )
  }

  /** Whether a method needs no entry. */
  #isExempt(method: string): boolean {
    return SAFELISTED_METHODS.includes(method) && !(method === 'HEAD' && this.#profile.asksForHead)
  }

  /**
   * Stores what a preflight response permits (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, steps 7.12 to
   * 7.15). A response that may not be cached ends older permissions of the same methods and header names.
   */
  store(key: CacheKey, { methods, headerNames, maxAge }: Permission): void {
    if (maxAge <= 0 && this.#profile.ignoresUnkept) return
    if (this.#profile.cache === 'last-answer') this.clear(key)
    if (key.url.length >= this.#profile.longUrl) return
    const { withCredentials } = key
    const entries = this.#alive(key)
    const expires = this.#now() + maxAge * 1000
    const put = (kind: Entry['kind'], value: string): void => {
      // Steps 7.12 and 7.14: an entry that matches gets the new age, even an older `*` that stands for everything.
      const known = this.#matching(entries, key, kind, value)
      for (const one of known) one.expires = expires
      // Steps 7.13 and 7.15.
      const entry = { withCredentials, kind, value, expires }
      if (!known.length) entries.set(idOf(entry), entry)
    }
    for (const method of methods) put('method', method)
    for (const name of headerNames) put('header', name.toLowerCase())
    this.#keep(key, entries)
  }

  /** Forgets the permissions for a request that failed (https://fetch.spec.whatwg.org/#concept-cache-clear). */
  clear(key: CacheKey): void {
    this.#entries.delete(key.name)
  }
}
