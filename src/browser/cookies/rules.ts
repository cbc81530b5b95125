/** What engines do about cookies where they differ from each other. */
export interface CookieRules {
  /** Whether a cookie without `SameSite` counts as `SameSite=Lax` to requests of other sites. */
  readonly isLaxByDefault: boolean
  /** Whether `SameSite=None` and `Partitioned` need `Secure`. */
  readonly needsSecure: boolean
  /** Whether `Secure` cookies work over http on loopback. */
  readonly trustsLoopback: boolean
  /** Whether http and https are two sites for `SameSite`. */
  readonly isSchemeful: boolean
  /** Whether `Partitioned` is known. An engine that does not know it ignores it. */
  readonly knowsPartitioned: boolean
  /** What happens to the cookies of other sites than the one in the address bar. */
  readonly thirdParty: 'kept' | 'partitioned' | 'blocked'
}

/**
 * RFC 6265bis, except its default for `SameSite` (section 5.6.7), which only Chromium follows. Cookies of other sites are
 * left to browsers (section 7.1).
 */
export const SPEC_COOKIES: CookieRules = {
  isLaxByDefault: false,
  needsSecure: true,
  trustsLoopback: true,
  isSchemeful: true,
  knowsPartitioned: true,
  thirdParty: 'kept',
}

/**
 * Chromium's two minutes, in which a new cookie without `SameSite` goes along with a POST from another site, are for
 * navigations only, so they never help a call of `fetch()`.
 */
export const CHROMIUM_COOKIES: CookieRules = { ...SPEC_COOKIES, isLaxByDefault: true }

/** Total Cookie Protection: each site in the address bar has its own cookies of all other sites. */
export const FIREFOX_COOKIES: CookieRules = { ...SPEC_COOKIES, isSchemeful: false, thirdParty: 'partitioned' }

/** With Intelligent Tracking Prevention, as in Safari. */
export const WEBKIT_COOKIES: CookieRules = {
  isLaxByDefault: false,
  needsSecure: false,
  trustsLoopback: false,
  isSchemeful: false,
  knowsPartitioned: false,
  thirdParty: 'blocked',
}
