import { coversMethod } from '../../policy/covers.ts'
import type { RoutePattern } from '../../routes/pattern.ts'
import { exampleOf, freshSegment } from '../../routes/paths.ts'
import type { FoundRow, RouteTable } from '../../routes/routes.ts'
import { nameOf } from '../../routes/table.ts'
import type { CorsPolicy } from '../../server/cors-policy.ts'
import { representativesOf } from '../diff/representatives.ts'
import type { Details } from '../report/finding.ts'
import type { AuditRoute } from '../settings.ts'
import { readRoutes } from './routes.ts'

/** A row of a table, as rules about the table see it. */
export interface AuditedRow extends Details {
  readonly key: string
  readonly pattern: RoutePattern
  readonly policy: CorsPolicy
  /** Origins that stand for all that the policy allows; none if a predicate decides. */
  readonly origins: readonly string[]
  /** The rows with the same path, for other methods. */
  readonly siblings: readonly AuditedRow[]
  /** Finds the row that decides about a method at a path of the row. */
  readonly decides: (method: string) => FoundRow
}

/** A table, and what is known of its paths. */
export interface AuditedTable {
  readonly rows: readonly AuditedRow[]
  /** All methods that the keys and the lists of the rows name. */
  readonly methods: readonly string[]
  /** The names of the rows that decide about a route: keys, and `otherwise`. */
  readonly rowsOf: (route: AuditRoute) => ReadonlySet<string>
}

const ORIGIN = 'https://api.example.com'

/** Reads a table, once for all rules. */
export function readTable(table: RouteTable): AuditedTable {
  const patterns = table.rows.map(({ pattern }) => pattern)
  const name = freshSegment(patterns)
  const find = (path: string, method: string) => table.find({ url: ORIGIN + path, method, headers: new Headers() })
  const listed = [...table.rows.map(({ policy }) => policy), table.otherwise].flatMap(
    ({ options }) => options.allowMethods,
  )
  const methods = [...new Set(['GET', 'POST', 'PUT', ...patterns.flatMap((one) => one.methods ?? []), ...listed])]
  const rows: AuditedRow[] = table.rows.map(({ key, policy, pattern }) => {
    const { origin } = policy.options
    const allows = (one: string): boolean => policy.allowsOrigin(one) === true
    return {
      key,
      pattern,
      policy,
      path: [key],
      origins: representativesOf(policy.options, String(origin), allows).map((one) => one.origin),
      get siblings() {
        return rows.filter((other) => other.key !== key && samePath(other.pattern, pattern))
      },
      decides: (method) => find(exampleOf(pattern, name), method),
    }
  })
  return {
    rows,
    methods: methods.filter((method) => method !== '*'),
    rowsOf: (route) => {
      // The parameters of other routers: `:id`, `{id}`, `[id]`, `*`, `**`.
      const path = route.path.replaceAll(/(?<=\/)[:{[*][^/]*/g, name)
      const asked = readRoutes([route]).flatMap(({ methods: own }) => (own.includes('ALL') ? methods : own))
      return new Set(asked.map((method) => nameOf(find(path, method))))
    },
  }
}

function samePath(one: RoutePattern, other: RoutePattern): boolean {
  return String([one.hasRest, ...one.segments]) === String([other.hasRest, ...other.segments])
}

/** Whether pages of an origin may not send a method. What an asynchronous predicate answers is not known. */
export function refuses({ options, allowsOrigin }: CorsPolicy, origin: string, method: string): boolean {
  return allowsOrigin(origin) === false || !coversMethod(options, method)
}
