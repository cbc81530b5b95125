import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { readPattern, type RoutePattern } from '../../routes/pattern.ts'
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

/** Two policies that decide about a method, and the places where they do. */
export interface Meeting {
  readonly policies: readonly [CorsPolicy, CorsPolicy]
  readonly method: string
  readonly places: Place[]
}

/** Two rows of one table may meet in more paths than anybody can compare: 100 literals in each of three segments. */
const MOST_PATHS = 20_000

/** All policies of a table. */
export function policiesOf(table: Compared): CorsPolicy[] {
  return isRouteTable(table) ? [...table.rows.map(({ policy }) => policy), table.otherwise] : [table]
}

/** Finds the row of a table that decides about a method at a URL. */
export function findIn(table: Compared, url: string, method: string): FoundRow {
  return isRouteTable(table)
    ? table.find({ url, method, headers: new Headers() })
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

/** Everything that two tables are compared by: the URLs and methods that stand for all others. */
export function readWorld(tables: readonly [Compared, Compared]): {
  readonly urls: readonly string[]
  readonly methods: readonly string[]
  readonly isWhole: boolean
} {
  const keys = tables.flatMap((table) => (isRouteTable(table) ? table.rows.map(({ key }) => key) : []))
  const patterns = [...new Set(keys)].map((key) => readPattern(key) as RoutePattern)
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

/** The pairs of different policies that decide about a method, each with the places where both do. */
export function meetingsOf(
  tables: readonly [Compared, Compared],
  { urls, methods }: { readonly urls: readonly string[]; readonly methods: readonly string[] },
  nameOfPolicy: (policy: CorsPolicy) => unknown,
): Meeting[] {
  const meetings = new Map<unknown, Map<unknown, Map<string, Meeting>>>()
  for (const url of urls)
    for (const method of methods) {
      const [before, after] = tables.map((table) => findIn(table, url, method)) as [FoundRow, FoundRow]
      const [old, next] = [nameOfPolicy(before.policy), nameOfPolicy(after.policy)]
      if (old === next) continue
      const byOld = meetings.get(old) ?? new Map<unknown, Map<string, Meeting>>()
      const byNext = byOld.get(next) ?? new Map<string, Meeting>()
      const meeting = byNext.get(method) ?? { policies: [before.policy, after.policy] as const, method, places: [] }
      meeting.places.push({ url, rows: [nameOf(before), nameOf(after)] })
      meetings.set(old, byOld.set(next, byNext.set(method, meeting)))
    }
  return Array.from(meetings.values(), (byOld) => Array.from(byOld.values(), (byNext) => [...byNext.values()])).flat(2)
}
