import type { Details, Finding } from '../report/finding.ts'
import type { Interrogation } from '../subject/predicate.ts'
import type { Subject } from '../subject/subject.ts'
import type { AuditedTable } from '../subject/table.ts'
import { AUDIT_RULES } from './audit-rules.ts'
import { findIn } from './rule.ts'

/** What the rules find in the answers of a predicate. */
export function* visitPredicate(subject: Subject, asked: Interrogation): Generator<Finding> {
  yield* findIn(AUDIT_RULES, 'predicate', [[asked, subject]])
  // One witness is enough for each rule.
  const seen = new Set<string>()
  for (const finding of findIn(AUDIT_RULES, 'hostileOrigin', within(subject, asked.allowed))) {
    if (!seen.has(finding.rule)) yield finding
    seen.add(finding.rule)
  }
}

/** What the rules find in the options and the settings, in their order. */
export function* visitOptions(subject: Subject): Generator<Finding> {
  const { maxAge } = subject.options
  const age = { path: ['maxAge'], seconds: maxAge, got: maxAge === undefined ? undefined : `${maxAge} seconds` }
  yield* visitFlag(subject, 'dangerouslyAllowNullOrigin')
  yield* findIn(AUDIT_RULES, 'origin', within(subject, subject.origins.entries))
  yield* findIn(AUDIT_RULES, 'origins', [[subject.origins, subject]])
  yield* findIn(AUDIT_RULES, 'method', within(subject, subject.methods))
  yield* findIn(AUDIT_RULES, 'requestHeader', within(subject, subject.requestHeaders))
  yield* findIn(AUDIT_RULES, 'responseHeader', within(subject, subject.responseHeaders))
  yield* visitFlag(subject, 'timingAllowOrigin')
  yield* visitFlag(subject, 'dangerouslyReflectHeaders')
  yield* findIn(AUDIT_RULES, 'maxAge', [[age, subject]])
  yield* findIn(AUDIT_RULES, 'route', within(subject, subject.routes))
  yield* visitFlag(subject, 'credentials')
  if (subject.guard && subject.hasCookies) yield* findIn(AUDIT_RULES, 'guard', [[subject.guard, subject]])
  yield* findIn(AUDIT_RULES, 'self', within(subject, subject.self))
}

/** What the rules find in the rows of a table, next to each other. */
export function visitTable(table: AuditedTable): Generator<Finding> {
  return findIn(
    AUDIT_RULES,
    'row',
    table.rows.map((row) => [row, table]),
  )
}

/** What the rules find in an option that is on or off: they look only if it is on. */
function* visitFlag(
  subject: Subject,
  flag: 'dangerouslyAllowNullOrigin' | 'timingAllowOrigin' | 'dangerouslyReflectHeaders' | 'credentials',
): Generator<Finding> {
  const option: Details = { path: [flag], got: `${flag}: true` }
  if (subject.options[flag]) yield* findIn(AUDIT_RULES, flag, [[option, subject]])
}

function within<Target>(subject: Subject, targets: readonly Target[]): (readonly [target: Target, subject: Subject])[] {
  return targets.map((target) => [target, subject])
}
