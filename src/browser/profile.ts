import { unexpected } from '../wording/unexpected.ts'
import { CHROMIUM_COOKIES, type CookieRules, FIREFOX_COOKIES, SPEC_COOKIES, WEBKIT_COOKIES } from './cookies/rules.ts'
import type { CacheMode } from './terms/wire.ts'

/** The standard itself, and the engines that differ from it. */
export type ProfileName = 'spec' | 'chromium' | 'firefox' | 'webkit'

/**
 * What a browser does where engines differ from the standard, or where the standard leaves the choice to them.
 * `docs/browser-differences.md` compares the profiles with the engines.
 */
export interface Profile {
  readonly name: ProfileName
  /** The limit on max-age, in seconds; a longer max-age is cut to it. */
  readonly maxAgeCap: number
  /** The seconds that a preflight response with a malformed max-age is cached. Firefox does not cache it. */
  readonly garbledMaxAge: number
  /** Whether a max-age of `+60` means 60. */
  readonly acceptsPlus: boolean
  /** Whether the preflight responses for a URL add up in the cache, or the last one replaces the others. */
  readonly cache: 'merged' | 'last-answer'
  /** Whether a cached response to a preflight with credentials serves requests without credentials. */
  readonly sharesCredentialed: boolean
  /** Which cached `*` covers requests without credentials: none, every one, or only one given without credentials. */
  readonly cachedWildcard: 'none' | 'all' | 'uncredentialed'
  /** A URL of this length or longer is not cached. */
  readonly longUrl: number
  /** Whether a HEAD request needs a cached response that lists HEAD, although HEAD is CORS-safelisted. */
  readonly asksForHead: boolean
  /** Whether `*` in `Access-Control-Allow-Headers` covers `Authorization`. */
  readonly wildcardCoversAuthorization: boolean
  /** Whether a header needs no preflight, although the standard does not safelist it. */
  readonly isSafe: (name: string, value: string) => boolean
  /** Whether the total length of safelisted values is limited. */
  readonly boundsTotal: boolean
  /** Which check of a preflight response comes first. If several would fail, the console names the first. */
  readonly preflightOrder: 'cors-check' | 'status' | 'redirect'
  /** Whether the method is checked before the list of header names is parsed. */
  readonly checksMethodFirst: boolean
  /** Whether the lines of one header are combined before they are compared with the safelist. */
  readonly combinesLines: boolean
  /** Whether a preflight response is cached before it is known whether it permits the request. */
  readonly keepsUnchecked: boolean
  /** Which failures clear the cache for a URL: those of preflighted requests, of all CORS requests, or none. */
  readonly forgetsAfter: 'preflighted' | 'cors' | 'none'
  /**
   * Which permissions for the origin `null` are cached: all of them, those of pages with an opaque origin (and not
   * those of redirects that made the origin `null`), or none.
   */
  readonly keepsForNull: 'all' | 'of-pages' | 'none'
  /** Whether a preflight after redirects has the page's origin, even when the request itself has the origin `null`. */
  readonly preflightsAsPage: boolean
  /** The cache modes that bypass the preflight cache. A header such as `If-Match` makes the mode `no-store`. */
  readonly asksAnewIn: readonly CacheMode[]
  /** The cache modes in which a preflight response is not cached. */
  readonly keepsNotIn: readonly CacheMode[]
  /** Whether a preflight response that may not be cached leaves older permissions alone. */
  readonly ignoresUnkept: boolean
  /** Whether a cached response replaces a forced preflight only if it lists the method, even a safelisted method. */
  readonly forcedNeedsMethod: boolean
  /** Whether a cached `*` covers `Authorization`, if `*` in a preflight response does. */
  readonly cachedWildcardCoversAuthorization: boolean
  /** What it keeps and sends of cookies. */
  readonly cookies: CookieRules
}

/** The standard. It leaves the limit on max-age to browsers; this is the longest one of an engine. */
const SPEC: Profile = {
  name: 'spec',
  maxAgeCap: 86_400,
  garbledMaxAge: 5,
  acceptsPlus: false,
  cache: 'merged',
  sharesCredentialed: true,
  cachedWildcard: 'all',
  longUrl: Infinity,
  asksForHead: false,
  wildcardCoversAuthorization: false,
  isSafe: () => false,
  boundsTotal: true,
  preflightOrder: 'cors-check',
  checksMethodFirst: false,
  combinesLines: false,
  keepsUnchecked: false,
  forgetsAfter: 'preflighted',
  keepsForNull: 'all',
  preflightsAsPage: false,
  asksAnewIn: [],
  keepsNotIn: [],
  ignoresUnkept: false,
  forcedNeedsMethod: true,
  cachedWildcardCoversAuthorization: true,
  cookies: SPEC_COOKIES,
}

/** Client hints, some of them with certain values only, and headers that Chromium sets itself. */
function isSafeInChromium(name: string, value: string): boolean {
  if (name === 'save-data') return /^on$/i.test(value)
  if (/^(dpr|device-memory|width|viewport-width)$/.test(name)) return /^\d*\.?\d+$/.test(value)
  return /^(rtt|downlink|ect|intervention|sec-ch-.*|user-agent)$/.test(name)
}

/** What each profile does differently from the standard. */
export const PROFILES: { readonly [Name in ProfileName]: Profile } = {
  spec: SPEC,
  chromium: {
    ...SPEC,
    name: 'chromium',
    maxAgeCap: 7200,
    acceptsPlus: true,
    cache: 'last-answer',
    cachedWildcard: 'uncredentialed',
    longUrl: 1024,
    wildcardCoversAuthorization: true,
    isSafe: isSafeInChromium,
    preflightOrder: 'redirect',
    combinesLines: true,
    forgetsAfter: 'none',
    keepsForNull: 'none',
    asksAnewIn: ['no-store', 'reload', 'no-cache'],
    keepsNotIn: ['no-store'],
    forcedNeedsMethod: false,
    cachedWildcardCoversAuthorization: false,
    cookies: CHROMIUM_COOKIES,
  },
  firefox: {
    ...SPEC,
    name: 'firefox',
    garbledMaxAge: 0,
    sharesCredentialed: false,
    cachedWildcard: 'none',
    asksForHead: true,
    wildcardCoversAuthorization: true,
    boundsTotal: false,
    forgetsAfter: 'cors',
    preflightsAsPage: true,
    asksAnewIn: ['no-store', 'reload'],
    checksMethodFirst: true,
    ignoresUnkept: true,
    forcedNeedsMethod: false,
    cookies: FIREFOX_COOKIES,
  },
  webkit: {
    ...SPEC,
    name: 'webkit',
    maxAgeCap: 600,
    acceptsPlus: true,
    cache: 'last-answer',
    wildcardCoversAuthorization: true,
    boundsTotal: false,
    preflightOrder: 'status',
    combinesLines: true,
    keepsUnchecked: true,
    forgetsAfter: 'none',
    keepsForNull: 'of-pages',
    forcedNeedsMethod: false,
    cookies: WEBKIT_COOKIES,
  },
}

/**
 * The profile of a name.
 *
 * @throws {TypeError} for an unknown name
 */
export function profileOf(name: ProfileName): Profile {
  if (typeof name !== 'string' || !Object.hasOwn(PROFILES, name)) {
    throw unexpected('Profile is', name, Object.keys(PROFILES).join(', '))
  }
  return PROFILES[name]
}
