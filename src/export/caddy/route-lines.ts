import type { Plans } from '../plans.ts'
import { TOO_LONG_PATH } from '../route-path.ts'
import { asks, block, map, preflightOf, type Row } from './text.ts'

/** Writes the lines that find the policy of a request in a table. */
export function routeLines({ name, routes }: Plans): string[] {
  if (!routes) return []
  const method = `{http.vars.${name}__method}`
  return [
    '# The number of the policy, by the method and the raw path. A preflight has the method that it asks for.',
    `vars ${name}__method {method}`,
    ...asks(name),
    ...block(`@${name}__asks`, preflightOf(name)),
    `vars @${name}__asks ${name}__method {header.Access-Control-Request-Method}`,
    ...map(`"${method}{http.request.orig_uri}"`, `${name}__request`, [
      [`~^[^/]*${TOO_LONG_PATH}`, ''],
      [`~^((?i:${routes.readable}))(?:\\?.*)?$`, '$1'],
    ]),
    ...map(
      `{${name}__request}`,
      `${name}__row_found`,
      [
        ...(routes.unreadable === routes.otherwise ? [] : [['', String(routes.unreadable)] as const]),
        ...routes.rules.map(({ pattern, policy }): Row => [`~${pattern}`, String(policy)]),
      ],
      String(routes.otherwise),
    ),
    `vars ${name}__row {${name}__row_found}`,
  ]
}
