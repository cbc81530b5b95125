import { cors } from '../../cors.ts'
import { isLayer } from '../../layer.ts'
import { checkArgument } from '../../policy/arguments.ts'
import type { CorsOptions } from '../../policy/options.ts'
import { after } from '../../runtime/promise.ts'
import { isRouteTable } from '../../routes/table.ts'
import type { Asked, AuditedLayer } from '../audit.ts'
import { readLayer } from '../subject/layer.ts'
import type { Change, Found } from './change.ts'
import { compareMethodsAndHeaders } from './compare-names.ts'
import { compareOptions } from './compare-options.ts'
import { areKnown, type Comparison, compareOrigins, readSides } from './compare-origins.ts'
import { compareReach } from './compare-reach.ts'
import { compareTables } from './compare-tables.ts'
import { all } from './permissions.ts'
import type { Compared } from './places.ts'
import { type DiffSettings, readDiffSettings } from './settings.ts'

/** The permissions by which two policies differ: plain, frozen data. */
export interface PolicyDiff {
  /** Whether neither policy permits anything that the other does not. */
  readonly equal: boolean
  /** Whether the new policy permits something that the old one does not. */
  readonly widens: boolean
  /** Whether the old policy permits something that the new one does not. */
  readonly narrows: boolean
  /**
   * Whether every origin and path was compared. With two different predicates, only the origins in `origins` were, and
   * of tables with very many paths only the first 20,000.
   */
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
 * Tables of `routes()` are compared at paths that stand for all paths, method by method. The changes name the rows that
 * give the permission, and their requests have a URL.
 *
 * @param before the old policy or table, or options as `cors()` takes them
 * @param after the new policy or table, or options as `cors()` takes them
 * @throws {PolicyError} with every problem of the options, or of the settings
 * @example
 * ```ts
 * import { diff, toMarkdown } from 'corsage/audit'
 *
 * const { widens, added } = diff({ origin: ['https://app.example.com'] }, { origin: ['https://*.example.com'] })
 * if (widens) console.log(toMarkdown(added))
 * ```
 */
export function diff<const Old extends CorsOptions | AuditedLayer, const New extends CorsOptions | AuditedLayer>(
  before: Old,
  after: New,
  settings?: DiffSettings,
): Both<Old, New, PolicyDiff>
export function diff(
  before: CorsOptions | AuditedLayer,
  next: CorsOptions | AuditedLayer,
  settings?: DiffSettings,
): PolicyDiff | Promise<PolicyDiff> {
  const known = readDiffSettings(settings)
  const [old, current] = [readCompared(before), readCompared(next)]
  if (isRouteTable(old) || isRouteTable(current))
    return after(compareTables([old, current], known), ({ changes, isComplete }) => toDiff(changes, isComplete))
  return after(readSides([old, current], known), (comparison: Comparison) =>
    after(all([compareMethodsAndHeaders(comparison), compareReach(comparison)]), (asked) => {
      const changes = [...compareOrigins(comparison), ...asked.flat(), ...compareOptions(comparison)]
      return toDiff(changes, areKnown([old, current]))
    }),
  )
}

function toDiff(changes: readonly Found[], complete: boolean): PolicyDiff {
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
}

function readCompared(input: CorsOptions | AuditedLayer): Compared {
  const layer = readLayer(input)
  if (!isLayer(layer)) return cors(layer as { origin: string })
  checkArgument(['policy'], input, 'the result of cors() or routes(), or options', Object.hasOwn(layer, 'decide'))
  return layer as Compared
}
