import { after } from '../runtime/promise.ts'
import type { RouteTable } from '../routes/routes.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import { all } from './diff/permissions.ts'
import { auditPolicy } from './policy.ts'
import { type Finding, toFinding } from './report/finding.ts'
import { visitTable } from './rules/visit.ts'
import type { AuditSettings } from './settings.ts'
import { readTable } from './subject/table.ts'

/** The settings that findings point to. A row has no place in their paths. */
const SETTINGS: ReadonlySet<unknown> = new Set<keyof AuditSettings>(['routes', 'csrf', 'self'])

/** What the rules find in the policy of each row and of `otherwise`, and in the rows next to each other. */
export function auditTable(
  table: RouteTable,
  settings: AuditSettings,
): readonly Finding[] | Promise<readonly Finding[]> {
  const read = readTable(table)
  const policies = new Map<CorsPolicy, string[]>()
  for (const { key, policy } of [...table.rows, { key: 'otherwise', policy: table.otherwise }])
    policies.set(policy, [...(policies.get(policy) ?? []), key])
  const owners = settings.routes?.map((route) => ({ route, rows: read.rowsOf(route) }))
  const audited = Array.from(policies, ([policy, keys]) => {
    const routes = owners?.filter(({ rows }) => keys.some((key) => rows.has(key))).map(({ route }) => route)
    return after(auditPolicy(policy, { ...settings, routes }), (findings) =>
      findings.map((found) => inRows(found, keys)),
    )
  })
  return after(all(audited), (lists) => {
    const order = [...table.rows.map(({ key }) => key), 'otherwise']
    const found = [...lists.flat(), ...Array.from(visitTable(read), (one) => ({ ...one, rows: one.path as string[] }))]
    return Object.freeze(merge(found, order).map(toFinding))
  })
}

function inRows(finding: Finding, rows: readonly string[]): Finding {
  const { path } = finding
  return { ...finding, rows, path: SETTINGS.has(path[0]) ? path : [rows[0]!, ...path] }
}

/** Joins findings that differ only in their rows, in the order of the rows. */
function merge(findings: readonly Finding[], order: readonly string[]): Finding[] {
  const merged = new Map<string, Finding>()
  for (const finding of findings) {
    const { path, rows = [], ...rest } = finding
    const isInRow = path[0] === rows[0]
    const key = JSON.stringify([isInRow ? path.slice(1) : path, isInRow, rest])
    const names = new Set([...(merged.get(key)?.rows ?? []), ...rows])
    const joined = order.filter((row) => names.has(row))
    merged.set(key, { ...finding, rows: joined, path: isInRow ? [joined[0]!, ...path.slice(1)] : path })
  }
  const placeOf = ({ rows = [] }: Finding): number => order.indexOf(rows[0]!)
  return [...merged.values()].toSorted((one, other) => placeOf(one) - placeOf(other))
}
