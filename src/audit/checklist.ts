import type { CorsOptions } from '../policy/options.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import { after } from '../runtime/promise.ts'
import { type Asked, audit } from './audit.ts'
import type { ChecklistPoint, Finding } from './report/finding.ts'
import type { AuditOptions } from './settings.ts'

/** One of the six points. */
export interface ChecklistItem {
  readonly point: ChecklistPoint
  /** What it asks for. */
  readonly title: string
  /** `fail`: of severity `error` or `high`. `attention`: `medium` or `low`. `pass`: `info`, or nothing at all. */
  readonly verdict: 'pass' | 'attention' | 'fail'
  /** The findings behind it. */
  readonly findings: readonly Finding[]
}

const TITLES = [
  'Write a long maxAge only once you are sure',
  'List only the origins you mean',
  'List only the methods you need',
  'List only the request headers you need',
  'Expose only the response headers you need',
  'Allow credentials only where needed, and then protect against CSRF',
]

/**
 * The six points that a policy should meet, in order, each with its verdict. Takes and gives what {@link audit} does.
 *
 * Of options that `cors()` refuses nothing else is known: their other points are `attention`.
 *
 * @throws {PolicyError} with every problem that the options of the audit have; never for a policy
 * @example
 * ```ts
 * import { checklist } from 'corsage/audit'
 *
 * const points = checklist({ origin: ['https://app.example.com'], exposeHeaders: ['*'] })
 * console.log(points[4]?.verdict) // attention
 * ```
 */
export function checklist<const Input extends CorsOptions | CorsPolicy>(
  policyOrOptions: Input,
  options?: AuditOptions,
): Asked<Input, readonly ChecklistItem[]> {
  const found = audit(policyOrOptions, options) as readonly Finding[] | Promise<readonly Finding[]>
  return after(found, (findings) => Object.freeze(TITLES.map((title, at) => judge(title, at, findings)))) as Asked<
    Input,
    readonly ChecklistItem[]
  >
}

function judge(title: string, at: number, all: readonly Finding[]): ChecklistItem {
  const point = (at + 1) as ChecklistPoint
  const findings = Object.freeze(all.filter(({ checklist: one }) => one === point))
  const has = (list: readonly Finding[], severities: RegExp): boolean =>
    list.some(({ severity }) => severities.test(severity))
  const isDoubtful = has(findings, /medium|low/) || has(all, /error/)
  const verdict = has(findings, /error|high/) ? 'fail' : isDoubtful ? 'attention' : 'pass'
  return Object.freeze({ point, title, verdict, findings })
}
