import type { CorsOptions } from '../policy/options.ts'
import { after } from '../runtime/promise.ts'
import { type Asked, audit, type AuditedLayer } from './audit.ts'
import { type ChecklistItem, toChecklist } from './report/checklist-items.ts'
import type { Finding } from './report/finding.ts'
import type { AuditSettings } from './settings.ts'

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
  return after(found, toChecklist) as Asked<Input, readonly ChecklistItem[]>
}
