// The order in which to read:
// 1. audit.ts, checklist.ts: the functions that people call, and settings.ts, what they tell them
// 2. subject/: a policy, its routes, its guard and its predicate, read once before any rule looks at them
// 3. rules/rule.ts: what a rule is, and where it can look; rules/visit.ts: who looks where, in which order
// 4. rules/: the rules by subject, each a row with its words and its check; hosts/: what they know about hosts and caches
// 5. observe.ts, watch.ts: the same rules, for the answers of a policy at work
// 6. diff/: two policies, compared by what they permit
// 7. report/: a finding, an issue of a policy as a finding, and findings as Markdown and SARIF
export { type Asked, audit } from './audit.ts'
export { checklist } from './checklist.ts'
export type { Change } from './diff/change.ts'
export { diff, type PolicyDiff } from './diff/diff.ts'
export type { WitnessRequest } from './diff/permissions.ts'
export type { DiffSettings } from './diff/settings.ts'
export type { ChecklistItem } from './report/checklist-items.ts'
export type { ChecklistPoint, Finding, Severity } from './report/finding.ts'
export { toMarkdown } from './report/markdown.ts'
export { observe, type ObserveOptions } from './observe.ts'
export { type SarifLog, type SarifOptions, toSarif } from './report/sarif.ts'
export type { AuditRoute, AuditSettings } from './settings.ts'
export type { FoundSuffix, PublicSuffixes } from './hosts/suffixes.ts'
