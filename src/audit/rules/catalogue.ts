import type { ChecklistPoint, Severity } from '../report/finding.ts'
import { ORIGIN_RULES, type OriginRuleId } from './origin-rules.ts'
import { TERM_RULES, type TermRuleId } from './term-rules.ts'

/** What a rule says: its usual severity, its point of the checklist, references, what is wrong, what to write. */
export type Rule = readonly [
  severity: Severity,
  checklist: ChecklistPoint,
  references: string,
  sentence: string,
  fix: string,
]

/** The rules about policies that can be built, and about what is seen of them at work. */
export type RuleId = OriginRuleId | TermRuleId

/** Of each {@link RuleId}, what it says. */
export const RULES: { readonly [Id in RuleId]: Rule } = { ...ORIGIN_RULES, ...TERM_RULES }
