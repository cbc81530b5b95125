import { visible } from '../../wording/visible.ts'
import { RULES, type RuleId } from '../rules/catalogue.ts'

/** `error`: `cors()` refuses to build it. */
export type Severity = 'error' | 'high' | 'medium' | 'low' | 'info'

/**
 * The point of the checklist: 1 `maxAge` only once you are sure, 2 only the origins you mean, 3 only needed methods,
 * 4 only needed request headers, 5 only needed exposed headers, 6 credentials only where needed, and then with
 * protection against CSRF.
 */
export type ChecklistPoint = 1 | 2 | 3 | 4 | 5 | 6

/** Something unwise in a policy: plain, frozen data. */
export interface Finding {
  /** `O-08`; of what `cors()` refuses, the code of the issue. Stable: docs/audit.md has them all. */
  readonly rule: string
  readonly severity: Severity
  readonly checklist: ChecklistPoint
  /** Where it is: `['origin', 2]` in the options, `['routes', '/users']` of a route. */
  readonly path: readonly (string | number)[]
  /** What is wrong, and the value that is. */
  readonly message: string
  /** What to write instead. */
  readonly fix: string
  /** An origin that the policy lets through, and should not. */
  readonly witness?: string
  /** `CWE-346`, `ASVS 3.4.2`, `Fetch`: weaknesses, verification requirements, the standard. */
  readonly references: readonly string[]
}

/** What a finding has beside its rule. */
export interface Details {
  readonly path: Finding['path']
  /** The value, as it is to be shown. */
  readonly got?: string | undefined
  readonly witness?: string | undefined
  /** Where it is not that of the rule. */
  readonly severity?: Severity | undefined
}

/** A finding of one of the rules. */
export function finding(rule: RuleId, { path, got, witness, severity }: Details): Finding {
  const [usual, checklist, references, sentence, fix] = RULES[rule]
  return freeze({
    rule,
    severity: severity ?? usual,
    checklist,
    path,
    message: got === undefined ? sentence : `${sentence}: got ${visible(got)}`,
    fix,
    ...(witness !== undefined && { witness }),
    references: references.split(', '),
  })
}

/** The finding, such that nobody can change it. */
export function freeze(found: Finding): Finding {
  Object.freeze(found.path)
  Object.freeze(found.references)
  return Object.freeze(found)
}
