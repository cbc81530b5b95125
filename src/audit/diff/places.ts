import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { freshSegment, representativePaths } from '../../routes/paths.ts'
import { isRouteTable, nameOf } from '../../routes/table.ts'
import type { FoundRow, RouteTable } from '../../routes/routes.ts'
import type { CorsPolicy } from '../../server/cors-policy.ts'
import { API } from './permissions.ts'

/** What is compared: a table, or a policy as a table without rows. */
export type Compared = CorsPolicy | RouteTable

/** A URL at which two tables decide by different policies. */
export interface Place {
  readonly url: string
  /** The names of the rows that decide: keys, `otherwise`, or `uncertain`. */
  readonly rows: readonly [string, string]
}

/** The URLs and methods that stand for all others. */
export interface World {
  readonly urls: readonly string[]
  readonly methods: readonly string[]
  /** Whether they really do. Otherwise there were too many. */
  readonly isWhole: boolean
}

/** Two policies that meet: the places where one decides in the old table and the other in the new one, by method. */
export interface Meeting {
  readonly policies: readonly [CorsPolicy, CorsPolicy]
  readonly places: ReadonlyMap<string, readonly Place[]>
}

/** Two rows of one table may meet in more paths than anybody can compare: 100 literals in each of three segments. */
const MOST_PATHS = 20_000

/** All policies of a table. */
export function policiesOf(table: Compared): CorsPolicy[] {
  return isRouteTable(table) ? [...table.rows.map(({ policy }) => policy), table.otherwise] : [table]
}

const NO_HEADERS = { get: () => null }

/** Finds the row of a table that decides about a method at a URL. */
export function findIn(table: Compared, url: string, method: string): FoundRow {
  return isRouteTable(table)
    ? table.find({ url, method, headers: NO_HEADERS })
    : { key: undefined, policy: table, isUncertain: false }
}

/** Gives policies with the same options the same name. A predicate has no equal. */
export function createNames(): (policy: CorsPolicy) => unknown {
  const known = new Map<CorsPolicy, unknown>()
  return (policy) => {
    const name = known.get(policy) ?? (typeof policy.options.origin === 'function' ? policy : JSON.stringify(policy))
    known.set(policy, name)
    return name
  }
}

/** The URLs and methods by which two tables are compared. */
export function readWorld(tables: readonly [Compared, Compared]): World {
  const rows = tables.flatMap((table) => (isRouteTable(table) ? table.rows : []))
  const patterns = [...new Map(rows.map(({ key, pattern }) => [key, pattern])).values()]
  const listed = tables.flatMap(policiesOf).flatMap(({ options }) => options.allowMethods)
  const named = new Set([...SAFELISTED_METHODS, ...patterns.flatMap((one) => one.methods ?? []), ...listed])
  named.delete('*')
  let other = 'ANY'
  while (named.has(other)) other += 'Y'
  const urls: string[] = []
  for (const path of representativePaths(patterns, freshSegment(patterns))) {
    if (urls.length === MOST_PATHS) break
    urls.push(API + path)
  }
  return { urls, methods: [...named, other], isWhole: urls.length < MOST_PATHS }
}

/** The pairs of different policies that decide in the two tables. */
export function meetingsOf(
  tables: readonly [Compared, Compared],
  { urls, methods }: Pick<World, 'urls' | 'methods'>,
  nameOfPolicy: (policy: CorsPolicy) => unknown,
): Meeting[] {
  const meetings = new Map<unknown, Map<unknown, Meeting & { readonly places: Map<string, Place[]> }>>()
  for (const url of urls)
    for (const method of methods) {
      const [before, after] = tables.map((table) => findIn(table, url, method)) as [FoundRow, FoundRow]
      const [old, next] = [nameOfPolicy(before.policy), nameOfPolicy(after.policy)]
      if (old === next) continue
      const ofOld = meetings.get(old) ?? new Map<unknown, never>()
      const { policies, places } = ofOld.get(next) ?? { policies: [before.policy, after.policy], places: new Map() }
      const known = places.get(method) ?? []
      known.push({ url, rows: [nameOf(before), nameOf(after)] })
      meetings.set(old, ofOld.set(next, { policies, places: places.set(method, known) }))
    }
  return Array.from(meetings.values(), (ofOld) => [...ofOld.values()]).flat()
}
