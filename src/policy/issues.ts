/** What is wrong with one value of the options, for programs and for people. */
export interface PolicyIssue {
  /** Stable and in kebab-case: `origin-has-path`. */
  readonly code: PolicyIssueCode
  /** Where the value stands in the options: `['origin', 2]`. */
  readonly path: readonly (string | number)[]
  /** The value as it was given. */
  readonly value: unknown
  /** What is wrong, what was given, what is expected: `Origin has path: got "https://a.example/", expected "https://a.example"`. */
  readonly message: string
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
  | 'preflight-status'

/** Thrown by `cors()` for options that cannot become a policy. Carries every problem at once, never only the first. */
export class PolicyError extends TypeError {
  override readonly name = 'PolicyError'
  /** All problems. */
  readonly issues: readonly PolicyIssue[]

  constructor(issues: readonly PolicyIssue[]) {
    super(issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
    this.issues = Object.freeze(issues)
  }
}

/** Describes a problem, by what was given and by what is expected: the suggestion, when there is one. */
export function issue(
  code: PolicyIssueCode,
  path: PolicyIssue['path'],
  value: unknown,
  expected: string,
  suggestion?: unknown,
): PolicyIssue {
  const fault = code.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase())
  const message = `${fault}: got ${show(value)}, expected ${JSON.stringify(suggestion) ?? expected}`
  return Object.freeze({ code, path, value, message, ...(suggestion !== undefined && { suggestion }) })
}

/** Names a value: text in quotes and cut short, anything else that is an object by its kind. */
function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 99))
  return Object(value) === value ? Object.prototype.toString.call(value).slice(8, -1) : String(value)
}
