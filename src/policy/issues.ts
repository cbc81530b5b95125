import { quote } from '../wording/quote.ts'
import { visible } from '../wording/visible.ts'

/** One problem of the options, for programs and for people. */
export interface PolicyIssue {
  /** A stable name in kebab-case: `origin-has-path`. */
  readonly code: PolicyIssueCode
  /** The place of the value in the options: `['origin', 2]`. Hidden characters in the name of an unknown option are escaped. */
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
  | 'route-invalid'
  | 'route-hidden'
  | 'bytes-invalid'

/** The expectation, and the reason with the way out, for codes where the option's own rule cannot say them. */
const REASONS: { readonly [Code in PolicyIssueCode]?: readonly [expected: string, why?: string] } = {
  'origin-empty': ['an origin', "write [] to refuse all, or parseOrigins(env.X ?? '')"],
  'origin-null': ['an origin that you can list', 'any page can send the origin null'],
  'origin-star-in-list': ['origin: "*", or no star', 'a star makes the other entries useless'],
  'origin-separator': ['one origin', "write a list, or parseOrigins(env.X ?? '')"],
  'origin-opaque-scheme': ['an https origin', 'this scheme has no origin that you can list'],
  'wildcard-position': [
    'a star in place of whole labels, as in "https://*.example.com"',
    'strangers can claim a similar name, so use a domain of your own, or list the exact origin',
  ],
  'wildcard-port': ['a port', 'only a loopback host may use any port'],
  'wildcard-registry-suffix': ['your own domain after the star', 'strangers can claim a name there'],
  'wildcard-public-suffix': [
    'your own domain after the star, or the exact origin',
    'strangers can claim a name there; accept that risk with dangerouslyAllowPublicSuffixes: true',
  ],
  'any-origin-credentials': ['a list of origins', "any page could read your users' data"],
  'insecure-origin-credentials': [
    'an https origin',
    "anyone on the network can forge an http page that reads your users' data; accept that risk with " +
      'dangerouslyAllowInsecureOrigins: true',
  ],
  'null-origin-credentials': ['false', "any page can send the origin null, and read your users' data"],
  'star-with-credentials': ['a list of names', 'with credentials, browsers take "*" literally'],
  'method-forbidden': ['no entry', 'no script can send this method, so remove it'],
  'header-forbidden': ['no entry', 'no script can set this header, so remove it'],
  'header-is-cors-header': ['no entry', 'this header is part of CORS itself, so remove it'],
  'header-star-reflected': ['false', 'allowHeaders already has "*"'],
  'vary-without-predicate': ['no entry', 'only a predicate reads headers other than Origin, so remove it'],
  'cookieless-without-any-origin': ['false', 'only a policy with origin: "*" can be cookieless'],
  'expose-forbidden': ['no entry', 'no script can read this header, so remove it'],
}

/** The error for refused options. It lists every problem, not only the first. */
export class PolicyError extends TypeError {
  override readonly name = 'PolicyError'
  /** All problems. */
  readonly issues: readonly PolicyIssue[]

  constructor(issues: readonly PolicyIssue[]) {
    const paragraphs = issues.map(({ code, message }) => `\n\n- ${message}\n  (docs/refusals.md#${code})`)
    super(`Problems with the options (${issues.length}):${paragraphs.join('')}\n`)
    this.issues = Object.freeze(issues)
  }
}

/**
 * Describes a problem.
 *
 * @param expected a description, which the suggestion or the code's own expectation replaces if there is one
 * @param why the reason and the way out. Default: those of the code
 */
export function issue(
  code: PolicyIssueCode,
  path: PolicyIssue['path'],
  value: unknown,
  expected: string,
  suggestion?: unknown,
  why?: string,
): PolicyIssue {
  const [instead = expected, reason = ''] = (why === undefined && REASONS[code]) || [expected, why]
  const wanted = suggestion === undefined ? instead : JSON.stringify(suggestion)
  const state = value === undefined ? 'is missing' : `is ${quote(value)}`
  // A pattern that only the port, the case or a blank keeps from being valid has no other reason.
  const isSlip = suggestion !== undefined && /position|separator/.test(code)
  const message = `${place(path)} ${state}, expected ${wanted}${isSlip || !reason ? '' : `: ${reason}`}`
  return freeze(code, path, value, message, wanted, suggestion)
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
  const path = [visible(option)]
  const message = `${place(path)} is not an option of ${reader}${why ? `: ${why}` : `, expected ${expected}`}`
  return freeze('option-unknown', path, value, message, expected, suggestion)
}

/** Freezes a problem. Its sentences become visible here, so that no message can forget a value. */
function freeze(
  code: PolicyIssueCode,
  path: PolicyIssue['path'],
  value: unknown,
  message: string,
  expected: string,
  suggestion: unknown,
): PolicyIssue {
  return Object.freeze({
    code,
    path,
    value,
    message: visible(message),
    expected: visible(expected),
    ...(suggestion !== undefined && { suggestion }),
  })
}

const MAX_NAME = 99

/** The place of a value, written as in code: `origin[2]`. */
function place(path: PolicyIssue['path']): string {
  return path.map((key) => (typeof key === 'number' ? `[${key}]` : key.slice(0, MAX_NAME) || '""')).join('')
}
