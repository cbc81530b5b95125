import { TIMING, type Plan } from '../plan.ts'
import type { NamedPlan, Plans } from '../plans.ts'
import { TOO_LONG_PATH, withoutWaysBack } from '../route-path.ts'
import { headerNames, headerVariable, namesInTable } from './header-maps.ts'
import { map, type MapRows, otherwise, type Variable, variablesOf } from './text.ts'

/** Writes the variables of a table: the policy of a request, and the variables of that policy. */
export function routeMaps({ routes, plans }: Plans, variable: Variable): string[] {
  if (!routes) return []
  /** A variable that some plans have. The others have another value. */
  const choose = (meaning: string, has: (plan: Plan) => boolean, other = '', own = ownVariable(meaning)): string[] => {
    const rows = plans.filter(has).map((plan): MapRows[number] => [String(plan.row), own(plan)])
    const all = other ? [otherwise(other), ...rows] : rows
    return rows.length ? [map(variable('row'), variable(meaning), all)] : []
  }
  return [
    '# The number of the policy, by the method and the raw path. A preflight has the method that it asks for.',
    map(variable('preflight'), variable('method'), [
      otherwise('$request_method'),
      ['1', '$http_access_control_request_method'],
    ]),
    map(`"${variable('method')}$request_uri"`, variable('request'), [
      [`~^((?i:${withoutWaysBack(routes.readable)}))(?:\\?|$)`, '$1'],
    ]),
    map(variable('request'), variable('row'), [
      otherwise(String(routes.otherwise)),
      ...(routes.unreadable === routes.otherwise ? [] : [['', String(routes.unreadable)] as const]),
      [`~^[^/]*${TOO_LONG_PATH}`, String(routes.unreadable)],
      ...routes.rules.map(({ pattern, policy }): MapRows[number] => [`~${pattern}`, String(policy)]),
    ]),
    '# What this policy says.',
    ...namesInTable(plans).flatMap((header) =>
      choose(
        headerVariable(header),
        (plan) => namesInTable([plan]).includes(header),
        header === TIMING ? '$upstream_http_timing_allow_origin' : '',
        (plan) => (headerNames([plan]).includes(header) ? ownVariable(headerVariable(header))(plan) : ''),
      ),
    ),
    ...choose('vary', () => true),
    ...choose('cache', ({ enforce }) => enforce !== undefined),
    ...choose('refused', ({ enforce }) => enforce !== undefined),
    ...choose(
      'cookie',
      ({ isCookieless }) => isCookieless,
      '$http_cookie',
      () => '',
    ),
    ...choose('authorization', ({ isCookieless }) => isCookieless, '$http_authorization'),
    ...choose(
      'answers_200',
      ({ preflightStatus }) => preflightStatus === 200,
      '',
      () => variable('preflight'),
    ),
  ]
}

function ownVariable(meaning: string): (plan: NamedPlan) => string {
  return ({ name }) => variablesOf(name)(meaning)
}
