import { quote } from '../wording/quote.ts'
import { visible } from '../wording/visible.ts'

/** One problem of the options, for programs and for people. */
export interface PolicyIssue {
  /** A stable name in kebab-case: `origin-has-path`. */
  readonly code: PolicyIssueCode
  /** The place of the value in the options: `['origin', 2]`. */
  readonly path: readonly (string | number)[]
  /** The refused value. */
  readonly value: unknown
  /**
   * The value, what is expected and, if they are not obvious, the reason and the way out: `maxAge is -1, expected 0`.
   */
  readonly message: string
  /** The part of the message after "expected": the suggestion or, if there is none, a description. */
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

/** The reason for a refusal and the way out, for codes where the value and the expectation do not make them obvious. */
const REASONS: { readonly [Code in PolicyIssueCode]?: string } = {
  'origin-missing': 'Sharing is a decision, so there is no default',
  'origin-null': 'Any page can send it: serve yours from an origin that you can list',
  'origin-star-in-list': 'It makes the other entries useless: write origin: "*", or remove it',
  'origin-separator': 'An entry is one origin: write a list, or use parseOrigins()',
  'origin-opaque-scheme': 'No page with this scheme has an origin that you can list: use https',
  'wildcard-position':
    'A star stands for whole labels, because strangers can claim a similar name: use a domain of your own, or list the ' +
    'exact origin',
  'wildcard-port': 'Only a loopback host may use any port: list the ports',
  'wildcard-registry-suffix': 'Strangers can claim a name there: write your own domain after the star',
  'wildcard-public-suffix':
    'Strangers can claim a name there: use a domain of your own, list the exact origin, or accept the risk with ' +
    'dangerouslyAllowPublicSuffixes: true',
  'any-origin-credentials': "Any page could read your users' data: list the origins",
  'insecure-origin-credentials':
    "Anyone on the network can forge an http page that reads your users' data: use https, or accept the risk with " +
    'dangerouslyAllowInsecureOrigins: true',
  'null-origin-credentials': "Any page can send Origin: null and read your users' data",
  'star-with-credentials': 'With credentials, browsers take "*" literally: list the names',
  'method-forbidden': 'No script can send it: remove it',
  'header-forbidden': 'Browsers set it themselves: remove it',
  'header-is-cors-header': 'Corsage sets it on responses: remove it',
  'header-star-reflected': 'The "*" in allowHeaders already allows every header',
  'vary-without-predicate': 'Only a predicate reads headers other than Origin: remove vary',
  'cookieless-without-any-origin': 'Only a policy with origin: "*" can be cookieless',
  'expose-forbidden': 'No script can read it: remove it',
}

/** The error for refused options. It lists every problem, not only the first. */
export class PolicyError extends TypeError {
  override readonly name = 'PolicyError'
  /** All problems. */
  readonly issues: readonly PolicyIssue[]

  constructor(issues: readonly PolicyIssue[]) {
    const paragraphs = issues.map(({ code, message }) => `\n\n- ${message}\n  (docs/refusals.md#${code})`)
    super(`Options need ${issues.length} ${issues.length > 1 ? 'changes' : 'change'}:${paragraphs.join('')}\n`)
    this.issues = Object.freeze(issues)
  }
}

/**
 * Describes a problem.
 *
 * @param expected a description, which the suggestion replaces if there is one
 * @param why the reason and the way out. Default: those of the code
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
  const message = `${place(path)} ${state}, expected ${wanted}${why ? `. ${why}` : ''}`
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
  // Private Network Access became Local Network Access, which asks the user for permission and no longer the server.
  const why = option === 'allowPrivateNetwork' && 'no browser asks for it any more, so remove it'
  const message = `${place([option])} is not an option of ${reader}${why ? `: ${why}` : `, expected ${expected}`}`
  const code = 'option-unknown'
  return Object.freeze({ code, path: [option], value, message, expected, ...(suggestion && { suggestion }) })
}

const MAX_NAME = 99

/** The place of a value, written as in code: `origin[2]`. */
function place(path: PolicyIssue['path']): string {
  return visible(path.map((key) => (typeof key === 'number' ? `[${key}]` : key.slice(0, MAX_NAME) || '""')).join(''))
}
