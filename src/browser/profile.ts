import type { CacheMode } from './terms/wire.ts'

/** The browsers whose ways can be taken on, and the standard itself. */
export type ProfileName = 'spec' | 'chromium' | 'firefox' | 'webkit'

/** Where engines do not do as the standard says, or the standard leaves it to them. */
export interface Profile {
  readonly name: ProfileName
  /** Seconds: more is not believed. */
  readonly maxAgeCap: number
  /** Seconds for a max-age that is no number: Firefox does not keep such an answer at all. */
  readonly garbledMaxAge: number
  /** Whether `+60` is 60. */
  readonly acceptsPlus: boolean
  /** What a cached answer is: entries that add up, or the last one alone. */
  readonly cache: 'merged' | 'last-answer'
  /** Whether an answer to a request with credentials serves those without. */
  readonly sharesCredentialed: boolean
  /** What a cached `*` covers without credentials: nothing, all, or all unless it was given to a request with them. */
  readonly cachedWildcard: 'nothing' | 'all' | 'what-it-was-given-for'
  /** The first length of a URL of which no answer is kept. */
  readonly longUrl: number
  /** Whether a cached answer has to list HEAD. */
  readonly asksForHead: boolean
  /** Whether `*` in `Access-Control-Allow-Headers` covers `Authorization`. */
  readonly wildcardCoversAuthorization: boolean
  /** Headers, beside those of the standard, that need no preflight. */
  readonly isSafe: (name: string, value: string) => boolean
  /** Whether the total of safelisted values is bounded. */
  readonly boundsTotal: boolean
  /** What is looked at first in the answer to a preflight, and so what the console names. */
  readonly preflightOrder: 'cors-check' | 'status' | 'redirect'
  /** Whether the method is judged before the list of header names is read. */
  readonly checksMethodFirst: boolean
  /** Whether the lines of a header are one before anybody judges whether they are safelisted. */
  readonly combinesLines: boolean
  /** Whether the answer to a preflight is kept before anybody looks whether it permits the request. */
  readonly keepsUnchecked: boolean
  /** After which failures what is known of a URL is forgotten. */
  readonly forgetsAfter: 'preflighted' | 'cors' | 'none'
  /** Which permissions are kept of those for the origin `null`: of a page that has it, or after redirects, too. */
  readonly keepsForNull: 'all' | 'of-pages' | 'none'
  /** Whether preflights after redirects still tell the page's origin, where the request itself says `null`. */
  readonly preflightsAsPage: boolean
  /** In which cache modes a cached answer is passed over; with a header such as `If-Match`, the mode is `no-store`. */
  readonly asksAnewIn: readonly CacheMode[]
  /** In which cache modes an answer is not kept. */
  readonly keepsNotIn: readonly CacheMode[]
  /** Whether an answer that is not to be kept leaves older ones as they are. */
  readonly ignoresUnkept: boolean
  /** Whether a forced preflight needs a cached answer that lists even a safelisted method. */
  readonly forcedNeedsMethod: boolean
  /** Whether a cached `*` covers `Authorization`, where an answer's own does. */
  readonly cachedWildcardCoversAuthorization: boolean
}

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
}

/** Client hints, some only with a value of theirs, and what Chromium sets itself. */
function isSafeInChromium(name: string, value: string): boolean {
  if (name === 'save-data') return /^on$/i.test(value)
  if (/^(dpr|device-memory|width|viewport-width)$/.test(name)) return /^\d*\.?\d+$/.test(value)
  return /^(rtt|downlink|ect|intervention|sec-ch-.*|user-agent)$/.test(name)
}

export const PROFILES: { readonly [Name in ProfileName]: Profile } = {
  spec: SPEC,
  chromium: {
    ...SPEC,
    name: 'chromium',
    maxAgeCap: 7200,
    acceptsPlus: true,
    cache: 'last-answer',
    cachedWildcard: 'what-it-was-given-for',
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
  },
  firefox: {
    ...SPEC,
    name: 'firefox',
    garbledMaxAge: 0,
    sharesCredentialed: false,
    cachedWildcard: 'nothing',
    asksForHead: true,
    wildcardCoversAuthorization: true,
    boundsTotal: false,
    forgetsAfter: 'cors',
    preflightsAsPage: true,
    asksAnewIn: ['no-store', 'reload'],
    checksMethodFirst: true,
    ignoresUnkept: true,
    forcedNeedsMethod: false,
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
  },
}
