import type { ChecklistPoint, Finding } from './finding.ts'

/** One of the six points of the checklist. */
export interface ChecklistItem {
  readonly point: ChecklistPoint
  /** What it asks for. */
  readonly title: string
  /** `fail`: a finding is `error` or `high`. `attention`: a finding is `medium` or `low`. `pass`: all are `info`, if any. */
  readonly grade: 'pass' | 'attention' | 'fail'
  /** The findings behind the grade. */
  readonly findings: readonly Finding[]
}

/** What each point asks for, in order. */
export const CHECKLIST: readonly string[] = [
  'Write a long maxAge only once you are sure',
  'List only the origins you mean',
  'List only the methods you need',
  'List only the request headers you need',
  'Expose only the response headers you need',
  'Allow credentials only where needed, and then protect against CSRF',
]

/** The six points, in order, each with its grade. */
export function toChecklist(findings: readonly Finding[]): readonly ChecklistItem[] {
  return Object.freeze(CHECKLIST.map((title, at) => toItem(title, at, findings)))
}

function toItem(title: string, at: number, all: readonly Finding[]): ChecklistItem {
  const point = (at + 1) as ChecklistPoint
  const findings = Object.freeze(all.filter(({ checklist: one }) => one === point))
  const has = (list: readonly Finding[], severities: RegExp): boolean =>
    list.some(({ severity }) => severities.test(severity))
  const isDoubtful = has(findings, /medium|low/) || has(all, /error/)
  const grade = has(findings, /error|high/) ? 'fail' : isDoubtful ? 'attention' : 'pass'
  return Object.freeze({ point, title, grade, findings })
}
