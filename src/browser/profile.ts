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
  /** Whether an answer that refuses the method or a header is kept. */
  readonly keepsRefusals: boolean
  /** The first length of a URL of which no answer is kept. */
  readonly longUrl: number
  /** Whether a cached answer has to list HEAD. */
  readonly asksForHead: boolean
  /** Whether `*` in `Access-Control-Allow-Headers` covers `Authorization`. */
  readonly wildcardCoversAuthorization: boolean
  /** Names, beside those of the standard, of which short values need no preflight. */
  readonly isSafeName: (name: string) => boolean
  /** Whether the total of safelisted values is bounded. */
  readonly boundsTotal: boolean
  /** What is looked at first in the answer to a preflight, and so what the console names. */
  readonly preflightOrder: 'cors-check' | 'status' | 'redirect'
}

const SPEC: Profile = {
  name: 'spec',
  maxAgeCap: 86_400,
  garbledMaxAge: 5,
  acceptsPlus: false,
  cache: 'merged',
  sharesCredentialed: true,
  cachedWildcard: 'all',
  keepsRefusals: false,
  longUrl: Infinity,
  asksForHead: false,
  wildcardCoversAuthorization: false,
  isSafeName: () => false,
  boundsTotal: true,
  preflightOrder: 'cors-check',
}

const CLIENT_HINT = /^(save-data|dpr|device-memory|width|viewport-width|rtt|downlink|ect|intervention|sec-ch-.*)$/

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
    isSafeName: (name) => CLIENT_HINT.test(name),
    preflightOrder: 'redirect',
  },
  firefox: {
    ...SPEC,
    name: 'firefox',
    garbledMaxAge: 0,
    sharesCredentialed: false,
    cachedWildcard: 'nothing',
    asksForHead: true,
    wildcardCoversAuthorization: true,
  },
  webkit: {
    ...SPEC,
    name: 'webkit',
    maxAgeCap: 600,
    acceptsPlus: true,
    cache: 'last-answer',
    wildcardCoversAuthorization: true,
    keepsRefusals: true,
    boundsTotal: false,
    preflightOrder: 'status',
  },
}
