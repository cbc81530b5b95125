import { isLayer } from '../layer.ts'
import { checkArgument } from '../policy/arguments.ts'
import type { RouteTable } from '../routes/routes.ts'
import { isRouteTable } from '../routes/table.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import { ExportError, type ExportTarget } from './export-error.ts'
import { isPolicy, issuesOf, type Limit, type Plan, planOf, readAgain } from './plan.ts'
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
  const isTable = isLayer(policy) && isRouteTable(policy)
  checkArgument(['policy'], policy, 'the result of cors() or routes()', isTable || isPolicy(policy))
  const rows = isRouteTable(policy)
    ? [...policy.rows, { key: 'otherwise', policy: policy.otherwise }]
    : [{ key: undefined, policy }]
  const options = rows.map((row) => readAgain(row.policy))
  const issues = rows.flatMap(({ key }, at) => issuesOf(options[at]!, target, limits, key))
  if (issues.length) throw new ExportError(target, issues)
  if (!isRouteTable(policy))
    return { name, plans: [{ ...planOf(options[0]!), name, row: undefined }], routes: undefined }
  const routes = routeRules(policy)
  if (!routes) throw new ExportError(target, [{ ...TOO_MANY_ROWS, target }])
  const named = (planned: Plan, row: number): NamedPlan => ({ ...planned, name: `${name}__${row}`, row })
  const plans = routes.policies.map((one, row) => named(planOf(readAgain(one)), row))
  const timing = plans.find((one) => one.timing.length)?.timing
  const strictest = plans[routes.unreadable]!
  if (!timing || strictest.timing.length) return { name, plans, routes }
  // A page chooses how it writes a path, so an odd one must not keep the application's header for timing.
  const unreadable = plans.length
  return { name, plans: [...plans, named({ ...strictest, timing }, unreadable)], routes: { ...routes, unreadable } }
}

const TOO_MANY_ROWS = {
  code: 'export-too-many-rows',
  option: 'policy',
  message:
    'policy has so many rows that a server would compare each request with more than 4096 rules. Write fewer rows, or mount the table in front of the server',
} as const
