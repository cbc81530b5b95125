import { checkArgument } from '../policy/arguments.ts'
import type { RouteTable } from '../routes/routes.ts'
import { isRouteTable } from '../routes/table.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import { ExportError, type ExportTarget } from './export-error.ts'
import { issuesOf, type Limit, type Plan, planOf } from './plan.ts'
import { type RouteRules, routeRules } from './route-rules.ts'

/** What a server has to do: one plan, or several and the rules that choose one for each request. */
export interface Plans {
  /** The name of the export. */
  readonly name: string
  /** Different plans. */
  readonly plans: readonly NamedPlan[]
  /** The rules have the places of the plans. `undefined` if there is one plan for all requests. */
  readonly routes: RouteRules | undefined
}

/** A plan, and the name that begins the names of everything that only this plan defines. */
export interface NamedPlan extends Plan {
  readonly name: string
  /** The number that the rules choose it by. `undefined` if there is one plan for all requests. */
  readonly row: number | undefined
}

/**
 * Makes the plans of a policy or of a table.
 *
 * @param limits what the target cannot do
 * @throws {ExportError} with every limit that a policy exceeds
 * @throws {PolicyError} if it is neither a policy nor a table
 */
export function plansOf(
  policy: CorsPolicy | RouteTable,
  name: string,
  target: ExportTarget,
  limits: readonly Limit[],
): Plans {
  const isPolicy = Object.hasOwn(Object(policy), 'allowsOrigin')
  checkArgument(['policy'], policy, 'the result of cors() or routes()', isPolicy || isRouteTable(policy))
  const rows = isRouteTable(policy)
    ? [...policy.rows, { key: 'otherwise', policy: policy.otherwise }]
    : [{ key: undefined, policy }]
  const issues = rows.flatMap((row) => issuesOf(row.policy, target, limits, row.key))
  if (issues.length) throw new ExportError(target, issues)
  if (!isRouteTable(policy)) return { name, plans: [{ ...planOf(policy), name, row: undefined }], routes: undefined }
  const routes = routeRules(policy)
  if (!routes) throw new ExportError(target, [{ ...TOO_MANY_ROWS, target }])
  const plans = routes.policies.map((one, row) => ({ ...planOf(one), name: `${name}_${row}`, row }))
  return { name, plans, routes }
}

const TOO_MANY_ROWS = {
  code: 'export-too-many-rows',
  option: 'policy',
  message:
    'policy has so many rows that a server would compare each request with more than 4096 rules. Write fewer rows, or mount the table in front of the server',
} as const
