import type { CorsOptions } from '../policy/options.ts'
import { after } from '../runtime/promise.ts'
import { type Asked, audit, type AuditedLayer } from './audit.ts'
import type { ChecklistPoint, Finding } from './report/finding.ts'
import type { AuditSettings } from './settings.ts'

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

/**
 * The six points that a policy should meet, in order, each with its grade. Takes the same arguments as {@link audit},
 * and is a promise whenever `audit` is.
 *
 * If `cors()` refuses the options, nothing else is known about them, so their other points are `attention`.
 *
 * @throws {PolicyError} with every problem of the settings; never because of the policy
 * @example
 * ```ts
 * import { checklist } from 'corsage/audit'
 *
 * const points = checklist({ origin: ['https://app.example.com'], exposeHeaders: ['*'] })
 * console.log(points[4]?.grade) // attention
 * ```
 */
export function checklist<const Input extends CorsOptions | AuditedLayer>(
  policyOrOptions: Input,
  settings?: AuditSettings,
): Asked<Input, readonly ChecklistItem[]> {
  const found = audit(policyOrOptions, settings) as readonly Finding[] | Promise<readonly Finding[]>
  return after(found, (findings) => Object.freeze(CHECKLIST.map((title, at) => toItem(title, at, findings)))) as Asked<
    Input,
    readonly ChecklistItem[]
  >
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
