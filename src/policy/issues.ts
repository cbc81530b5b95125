import { quote } from '../wording/quote.ts'
import { visible } from '../wording/visible.ts'

/** What is wrong with one value of the options, for programs and for people. */
export interface PolicyIssue {
  /** Stable and in kebab-case: `origin-has-path`. */
  readonly code: PolicyIssueCode
  /** Where the value stands in the options: `['origin', 2]`. */
  readonly path: readonly (string | number)[]
  /** The value as it was given. */
  readonly value: unknown
  /** The value, what is expected, why if that is not obvious, and the way out: `maxAge is -1, expected 0`. */
  readonly message: string
  /** The part of the message behind "expected": the suggestion, or words. */
  readonly expected: string
  /** A value to write instead. */
  readonly suggestion?: unknown
}

/** All codes of a {@link PolicyIssue}. */
export type PolicyIssueCode =
  | 'option-type'
  | 'option-unknown'
  | 'origin-missing'
  | 'origin-type'
  | 'origin-empty'
  | 'origin-null'
  | 'origin-star-in-list'
  | 'origin-separator'
  | 'origin-no-scheme'
  | 'origin-opaque-scheme'
  | 'origin-userinfo'
  | 'origin-has-path'
  | 'origin-port'
  | 'origin-not-canonical'
  | 'wildcard-position'
  | 'wildcard-no-base'
  | 'wildcard-port'
  | 'wildcard-registry-suffix'
  | 'wildcard-public-suffix'
  | 'any-origin-credentials'
  | 'insecure-origin-credentials'
  | 'null-origin-credentials'
  | 'star-with-credentials'
  | 'method-invalid'
  | 'method-case'
  | 'method-forbidden'
  | 'header-invalid'
  | 'header-forbidden'
  | 'header-is-cors-header'
  | 'header-star-reflected'
  | 'cookieless-without-any-origin'
  | 'expose-forbidden'
  | 'max-age-range'
  | 'vary-without-predicate'
  | 'preflight-status'

/** Why a value is refused, and the way out, where that is not obvious from the value and from what is expected. */
const REASONS: { readonly [Code in PolicyIssueCode]?: string } = {
  'origin-missing': 'there is no default, because sharing is a decision',
  'origin-null': 'any page can have the origin null, so serve yours from an origin that you can list',
  'origin-star-in-list': 'a star in a list would make the other entries useless: remove it, or write origin: "*"',
  'origin-separator': 'each entry is one origin: write a list, or use parseOrigins() for a string of several',
  'origin-opaque-scheme': 'its pages have no origin of their own: serve them over https',
  'wildcard-position':
    'a star stands for whole labels after "://", because strangers can claim a name that only resembles yours: ' +
    'use a domain of your own, or list the exact origin',
  'wildcard-port': 'only a loopback host may have any port: list the ports',
  'wildcard-registry-suffix': 'anyone can register a name there: write your own domain after the star',
  'wildcard-public-suffix':
    'strangers publish below this suffix: list exact origins, use a domain of your own, or accept the risk with ' +
    'dangerouslyAllowPublicSuffixes: true',
  'any-origin-credentials': 'every website could read the data of your users: list origins, or leave credentials out',
  'insecure-origin-credentials':
    'anyone on the network can answer for an http origin, and would read the data of your users: use https, or ' +
    'accept the risk with dangerouslyAllowInsecureOrigins: true',
  'null-origin-credentials': 'any page can have the origin null, and would read the data of your users',
  'star-with-credentials': 'with credentials browsers take "*" for a name, not for a wildcard: list the names',
  'method-forbidden': 'no browser sends this method from a script: remove it',
  'header-forbidden': 'browsers set this header themselves, and never ask for it: remove it',
  'header-is-cors-header': 'this header belongs on responses, where Corsage sets it: remove it',
  'header-star-reflected': '"*" already allows every name',
  'cookieless-without-any-origin': 'only with origin: "*" are all visitors strangers',
  'vary-without-predicate':
    'only a predicate reads other headers than Origin, on which answers vary by themselves: remove it',
  'expose-forbidden': 'no script can ever read it: remove it',
}

/** Options of other libraries that have no counterpart here, and why. */
const RETIRED: ReadonlyMap<string, string> = new Map([
  ['allowPrivateNetwork', 'no browser asks for it any more, so remove it'],
])

/** Thrown for options that are refused. Carries every problem at once, never only the first. */
export class PolicyError extends TypeError {
  override readonly name = 'PolicyError'
  /** All problems. */
  readonly issues: readonly PolicyIssue[]

  constructor(issues: readonly PolicyIssue[]) {
    const paragraphs = issues.map(({ code, message }) => `\n\n- ${message}\n  (docs/refusals.md#${code})`)
    super(`${issues.length} ${issues.length === 1 ? 'option needs' : 'options need'} a change${paragraphs.join('')}\n`)
    this.issues = Object.freeze(issues)
  }
}

/**
 * Describes a problem.
 *
 * @param expected in words; the suggestion takes its place when there is one
 * @param why the reason and the way out; by default those of the code
 */
export function issue(
  code: PolicyIssueCode,
  path: PolicyIssue['path'],
  value: unknown,
  expected: string,
  suggestion?: unknown,
  why: string | undefined = REASONS[code],
): PolicyIssue {
  const wanted = suggestion === undefined ? expected : visible(JSON.stringify(suggestion))
  const state = value === undefined ? 'is missing' : `is ${quote(value)}`
  const message = `${place(path)} ${state}, expected ${wanted}${why ? `: ${why}` : ''}`
  return Object.freeze({
    code,
    path,
    value,
    message,
    expected: wanted,
    ...(suggestion !== undefined && { suggestion }),
  })
}

/** Describes an option that does not exist. */
export function unknownOption(
  option: string,
  value: unknown,
  reader: string,
  known: readonly string[],
  suggestion: string | undefined,
): PolicyIssue {
  const expected = suggestion ?? `one of ${known.join(', ')}`
  const why = RETIRED.get(option)
  const message = `${place([option])} is not an option of ${reader}${why ? `: ${why}` : `, expected ${expected}`}`
  const code = 'option-unknown'
  return Object.freeze({ code, path: [option], value, message, expected, ...(suggestion && { suggestion }) })
}

const MAX_NAME = 99

/** Where a value stands, as one writes it: `origin[2]`. */
function place(path: PolicyIssue['path']): string {
  return visible(path.map((key) => (typeof key === 'number' ? `[${key}]` : key.slice(0, MAX_NAME) || '""')).join(''))
}
