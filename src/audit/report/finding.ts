import { checkArgument } from '../../policy/arguments.ts'
import { visible } from '../../wording/visible.ts'

/** How bad a finding is. `error`: `cors()` refuses to build the policy. */
export type Severity = 'error' | 'high' | 'medium' | 'low' | 'info'

/**
 * The point of the checklist that a finding belongs to: 1 a long `maxAge` only once you are sure, 2 only the origins
 * you mean, 3 only the methods you need, 4 only the request headers you need, 5 only the response headers you need,
 * 6 credentials only where needed, and then with protection against CSRF.
 */
export type ChecklistPoint = 1 | 2 | 3 | 4 | 5 | 6

/** A weakness of a policy: plain, frozen data. Hidden characters in its strings are escaped: `\u001b`. */
export interface Finding {
  /** The id of the rule, `O-08`, or the code of an issue that `cors()` has with the options. Stable: docs/audit.md lists all. */
  readonly rule: string
  readonly severity: Severity
  readonly checklist: ChecklistPoint
  /** Where it is: `['origin', 2]` in the options, `['routes', '/users']` for a route, `['/api/*', 'origin', 2]` in a table. */
  readonly path: readonly (string | number)[]
  /** The rows of a table that it is about, by their keys; `otherwise` is one of them. */
  readonly rows?: readonly string[]
  /** What is wrong and why, with the value. */
  readonly message: string
  /** What to write instead. */
  readonly fix: string
  /** An origin that the policy allows and should not. */
  readonly witness?: string
  /** Weaknesses (`CWE-346`), verification requirements (`ASVS 3.4.2`), or the standard (`Fetch`). */
  readonly references: readonly string[]
}

/** What a finding adds to the words of its rule. */
export interface Details {
  readonly path: Finding['path']
  /** The value, as the message shows it. */
  readonly got?: string | undefined
  readonly witness?: string | undefined
  /** What to write instead, if it is not what the rule says. */
  readonly fix?: string | undefined
  /** The severity, if it is not the usual one of the rule. */
  readonly severity?: Severity | undefined
}

/** Makes a finding: a frozen copy, in which every value from outside is visible, because people read and print them. */
export function toFinding(details: Finding): Finding {
  const { path, rows, message, fix, witness, references } = details
  return Object.freeze({
    ...details,
    path: Object.freeze(path.map((key) => (typeof key === 'string' ? visible(key) : key))),
    ...(rows && { rows: Object.freeze(rows.map(visible)) }),
    message: visible(message),
    fix: visible(fix),
    ...(witness !== undefined && { witness: visible(witness) }),
    references: Object.freeze(references),
  })
}

/** All places of a finding, as text. Rows with one policy have a place each. */
export function placesOf(path: Finding['path'], rows: readonly string[] = []): string[] {
  const [first, ...rest] = path
  return (first === rows[0] ? rows : [first]).map((row) => [row, ...rest].join('.'))
}

/**
 * Refuses a value that is not the result of an audit. A promise of one, for example, would seem to have no findings.
 *
 * @throws {PolicyError} if the findings are not a list of findings
 */
export function checkFindings(findings: unknown): void {
  const fits =
    Array.isArray(findings) && findings.every((one) => typeof (Object(one) as Partial<Finding>).rule === 'string')
  checkArgument(['findings'], findings, 'the list that audit() returns or, if that is a promise, resolves with', fits)
}
