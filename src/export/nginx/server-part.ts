import { KNOWN_HEADERS } from '../plan.ts'
import type { Plans } from '../plans.ts'
import { headerNames, headerVariable, namesInTable } from './header-maps.ts'
import type { Variable } from './text.ts'

/** Writes the directives that use the variables. */
export function serverPart({ plans, routes }: Plans, variable: Variable, headersMore: boolean): string[] {
  const names = routes ? namesInTable(plans) : headerNames(plans)
  const valueOf = (name: string): string => variable(headerVariable(name))
  const timing = [...new Set(plans.flatMap((plan) => plan.timing))]
  const statuses = new Set(plans.map(({ preflightStatus }) => preflightStatus))
  const isEnforced = plans.some(({ enforce }) => enforce)
  return [
    [
      ...(headersMore
        ? [
            ...['Access-Control-*', ...timing].map((name) => `more_clear_headers '${name}';`),
            ...names.map((name) => `more_set_headers "${name}: ${valueOf(name)}";`),
          ]
        : [
            ...[...KNOWN_HEADERS, ...timing].map((name) => `proxy_hide_header ${name};`),
            ...names.map((name) => `add_header ${name} ${valueOf(name)} always;`),
          ]),
      `add_header Vary ${variable('vary')} always;`,
      ...(isEnforced ? [`add_header Cache-Control ${variable('cache')} always;`] : []),
    ].join('\n'),
    ...(plans.some(({ isCookieless }) => isCookieless)
      ? [
          [
            routes ? `more_set_input_headers "Cookie: ${variable('cookie')}";` : 'more_clear_input_headers Cookie;',
            `more_set_input_headers "Authorization: ${variable('authorization')}";`,
          ].join('\n'),
        ]
      : []),
    ...(statuses.has(200) ? [answer(variable(routes ? 'answers_200' : 'preflight'), '200 ""')] : []),
    ...(statuses.has(204) ? [answer(variable('preflight'), '204')] : []),
    ...(isEnforced ? [answer(variable('refused'), '403 "Cross-origin request refused"')] : []),
  ]
}

function answer(condition: string, response: string): string {
  return `if (${condition}) {\n    return ${response};\n}`
}
