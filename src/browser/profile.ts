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
  /** Whether a cached `*` is more than a name. */
  readonly cachesWildcards: boolean
  /** Whether a cached answer has to list HEAD. */
  readonly asksForHead: boolean
  /** Whether `*` in `Access-Control-Allow-Headers` covers `Authorization`. */
  readonly wildcardCoversAuthorization: boolean
  /** Names, beside those of the standard, that never need a preflight. */
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
  cachesWildcards: true,
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
    wildcardCoversAuthorization: true,
    isSafeName: (name) => CLIENT_HINT.test(name),
    preflightOrder: 'redirect',
  },
  firefox: {
    ...SPEC,
    name: 'firefox',
    garbledMaxAge: 0,
    sharesCredentialed: false,
    cachesWildcards: false,
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
    boundsTotal: false,
    preflightOrder: 'status',
  },
}
