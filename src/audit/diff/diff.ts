import { cors } from '../../cors.ts'
import { isLayer } from '../../layer.ts'
import { checkArgument } from '../../policy/arguments.ts'
import type { CorsOptions } from '../../policy/options.ts'
import { after } from '../../runtime/promise.ts'
import type { CorsPolicy } from '../../server/cors-policy.ts'
import type { Asked } from '../audit.ts'
import type { Change } from './change.ts'
import { compareMethodsAndHeaders } from './compare-names.ts'
import { compareOptions } from './compare-options.ts'
import { type Comparison, compareOrigins, readSides } from './compare-origins.ts'
import { compareReach } from './compare-reach.ts'
import { all } from './permissions.ts'
import { type DiffSettings, readDiffSettings } from './settings.ts'

/** The permissions by which two policies differ: plain, frozen data. */
export interface PolicyDiff {
  /** Whether neither policy permits anything that the other does not. */
  readonly equal: boolean
  /** Whether the new policy permits something that the old one does not. */
  readonly widens: boolean
  /** Whether the old policy permits something that the new one does not. */
  readonly narrows: boolean
  /** Whether every origin was compared. With two different predicates, only those in `origins` were. */
  readonly complete: boolean
  readonly added: readonly Change[]
  readonly removed: readonly Change[]
}

type Both<Old, New, Result> = Asked<Old, Result> extends Result ? Asked<New, Result> : Asked<Old, Result>

/**
 * Compares two policies by what they permit, not by how they are written. Each change has an origin, and a request that
 * one of the two policies allows. `toMarkdown` and `toSarif` write changes like findings.
 *
 * `maxAge`, `preflightStatus` and hooks are no permissions, so they are not compared.
 *
 * @param before the old policy, or options as `cors()` takes them
 * @param after the new policy, or options as `cors()` takes them
 * @throws {PolicyError} with every problem of the options, or of the settings
 * @example
 * ```ts
 * import { diff, toMarkdown } from 'corsage/audit'
 *
 * const { widens, added } = diff({ origin: ['https://app.example.com'] }, { origin: ['https://*.example.com'] })
 * if (widens) console.log(toMarkdown(added))
 * ```
 */
export function diff<const Old extends CorsOptions | CorsPolicy, const New extends CorsOptions | CorsPolicy>(
  before: Old,
  after: New,
  settings?: DiffSettings,
): Both<Old, New, PolicyDiff>
export function diff(
  before: CorsOptions | CorsPolicy,
  next: CorsOptions | CorsPolicy,
  settings?: DiffSettings,
): PolicyDiff | Promise<PolicyDiff> {
  const known = readDiffSettings(settings)
  const policies = [toPolicy(before), toPolicy(next)] as const
  const [old, current] = [policies[0].options.origin, policies[1].options.origin]
  const complete = old === current || [old, current].every((origin) => typeof origin !== 'function')
  return after(readSides(policies, known), (comparison: Comparison) =>
    after(all([compareMethodsAndHeaders(comparison), compareReach(comparison)]), (asked) => {
      const changes = [...compareOrigins(comparison), ...asked.flat(), ...compareOptions(comparison)]
      const added = changes.flatMap(({ isAdded, change }) => (isAdded ? change : []))
      const removed = changes.flatMap(({ isAdded, change }) => (isAdded ? [] : change))
      return Object.freeze<PolicyDiff>({
        equal: changes.length === 0,
        widens: added.length > 0,
        narrows: removed.length > 0,
        complete,
        added: Object.freeze(added),
        removed: Object.freeze(removed),
      })
    }),
  )
}

function toPolicy(input: CorsOptions | CorsPolicy): CorsPolicy {
  if (!isLayer(input)) return cors(input as { origin: string })
  checkArgument(['policy'], input, 'the result of cors(), or options', Object.hasOwn(input, 'decide'))
  return input as CorsPolicy
}
