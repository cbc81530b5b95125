import { tooManyNames } from '../origin-pattern.ts'
import type { Plans } from '../plans.ts'
import { TOO_LONG_PATH, withoutWaysBack } from '../route-path.ts'
import { isSet, matches, setVariable, when } from './text.ts'

/** Writes the conditions that say what a request is, and which policy of a table it gets. */
export function requestRules(exported: Plans): string[] {
  const { name } = exported
  return [
    '',
    '# A preflight is an OPTIONS request with an origin and a requested method.',
    `acl ${name}__origin req.fhdr_cnt(origin) ge 1`,
    `acl ${name}__one_origin req.fhdr_cnt(origin) eq 1`,
    // HAProxy takes a NUL for the end of a string.
    `acl ${name}__has_nul ${matches('req.fhdr(origin)', String.raw`\x00`)}`,
    `acl ${name}__asked req.fhdr(access-control-request-method),length gt 0`,
    // The value of several lines has at least a comma.
    `acl ${name}__asked req.fhdr_cnt(access-control-request-method) ge 2`,
    setVariable(`${name}__preflight`, 'bool(true)', '{ method OPTIONS }', `${name}__origin`, `${name}__asked`),
    isSet(`${name}__preflight`, `${name}__preflight`),
    '',
    '# A list of more names than a policy reads.',
    `acl ${name}__names ${matches('req.fhdr(access-control-request-headers)', `^(?:${tooManyNames()})`)}`,
    ...routeRules(exported),
  ]
}

function routeRules({ name, plans, routes }: Plans): string[] {
  if (!routes) return []
  const asked = 'req.fhdr(access-control-request-method)'
  const request = `var(txn.${name}__request)`
  const setRequest = (method: string): string => `http-request set-var-fmt(txn.${name}__request) "%[${method}]%[path]"`
  const unreadable = (...conditions: readonly string[]): string =>
    setVariable(`${name}__row`, `int(${routes.unreadable})`, ...conditions)
  return [
    '',
    '# The number of the policy, by the method and the raw path. A preflight has the method that it asks for.',
    // Not by a variable for the method, which loses those that HAProxy does not know, such as PATCH.
    setRequest('method'),
    when(setRequest(asked), `${name}__preflight`),
    setVariable(
      `${name}__row`,
      routes.rules.length
        ? `${request},map_reg_int(${name}.routes.map,${routes.otherwise})`
        : `int(${routes.otherwise})`,
    ),
    unreadable(`!{ ${matches(request, `^(?:${withoutWaysBack(routes.readable)})$`, ' -i')} }`),
    unreadable(`{ ${matches(request, `^[^/]*${TOO_LONG_PATH}`)} }`),
    unreadable(`${name}__preflight`, '{ req.fhdr_cnt(access-control-request-method) gt 1 }'),
    ...plans.map(({ row, name: own }) => `acl ${own} var(txn.${name}__row) -m int ${row}`),
  ]
}
