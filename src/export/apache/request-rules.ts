import { literally, TOO_LONG_HOST, tooManyNames } from '../origin-pattern.ts'
import type { NamedPlan, Plans } from '../plans.ts'
import { TOO_LONG_PATH, withoutWaysBack } from '../route-path.ts'
import { condition, isSet, setIf, setIfTrue } from './text.ts'

/** The most origins in one regular expression. */
const PER_LINE = 100

/**
 * Writes the variables that say what a request is, and which origin each policy allows.
 *
 * @param databases the plans whose origins are in a database
 */
export function requestRules(exported: Plans, databases: readonly NamedPlan[]): string[] {
  const { name, plans } = exported
  return [
    '',
    '# An empty line counts as a line.',
    ...['Origin', 'Sec-Fetch-Site'].map((header) => `RequestHeader edit ${header} "^$" "-" early`),
    '',
    '# A preflight is an OPTIONS request with an origin and a requested method.',
    setIf('Request_Method', '^OPTIONS$', `${name}__preflight=1`),
    setIf('Origin', '^$', `!${name}__preflight`),
    setIf('Access-Control-Request-Method', '^$', `!${name}__preflight`),
    setIf('Access-Control-Request-Headers', `^(?:${tooManyNames()})`, `${name}__names=1`),
    ...rowRules(exported),
    '',
    '# The origin that a policy allows. Apache joins several Origin lines, and no policy allows the result.',
    ...plans.flatMap((plan) => originRules(plan, databases.includes(plan))),
    'RewriteEngine On',
    ...databases.flatMap(({ name: own, row }) => [
      `RewriteMap ${own}__origins "dbm:${own}.origins.dbm"`,
      // First, because Apache adds Origin to Vary when it reads it.
      ...(row === undefined ? [] : [condition(`${name}__row`, `=${row}`)]),
      `RewriteCond "\${${own}__origins:%{HTTP:Origin}}" "=1"`,
      `RewriteRule "^" "-" [E=${own}__origin:%{HTTP:Origin}]`,
    ]),
  ]
}

function rowRules({ name, routes }: Plans): string[] {
  if (!routes) return []
  const variable = (meaning: string): string => `${name}__${meaning}`
  const request = `reqenv('${variable('request')}')`
  // Not `SetEnvIf`, which would read a header with the name of the variable.
  const setRow = (expression: string, policy: number): string => setIfTrue(expression, `${variable('row')}=${policy}`)
  return [
    '',
    '# The number of the policy, by the method and the raw path. A preflight has the method that it asks for. The last line',
    '# that matches decides.',
    setIf('Request_Method', '^(.*)$', `${variable('method')}=$1`),
    setIfTrue(
      `${isSet(variable('preflight'))} && req_novary('Access-Control-Request-Method') =~ m#^(.*)$#`,
      `${variable('method')}=$1`,
    ),
    setIfTrue('%{THE_REQUEST} =~ m#^[^ ]+ (/[^? ]*)#', `${variable('path')}=$1`),
    setIfTrue(
      `reqenv('${variable('method')}') . reqenv('${variable('path')}') =~ m#^(${withoutWaysBack(routes.readable)})$#i`,
      `${variable('request')}=$1`,
    ),
    setIfTrue(`${request} =~ m#^[^/]*${TOO_LONG_PATH}#`, `!${variable('request')}`),
    setRow(`-z ${request}`, routes.unreadable),
    setRow(`-n ${request}`, routes.otherwise),
    ...routes.rules.toReversed().map(({ pattern, policy }) => setRow(`${request} =~ m#${pattern}#`, policy)),
  ]
}

function originRules({ name, isPublic, origins, allowsNull }: NamedPlan, isInDatabase: boolean): string[] {
  const allow = (pattern: string, value = '$0'): string =>
    setIf('Origin', `^(?:${pattern})$`, `${name}__origin=${value}`)
  const groups = Array.from({ length: Math.ceil(origins.exact.length / PER_LINE) }, (_, at) =>
    origins.exact.slice(at * PER_LINE, (at + 1) * PER_LINE),
  )
  return [
    ...(isPublic ? [setIf('Request_Method', '^', `${name}__origin=*`)] : []),
    ...(allowsNull ? [allow('null', '*')] : []),
    ...origins.patterns.map((pattern) => allow(pattern)),
    ...(origins.patterns.length ? [setIf('Origin', `^${TOO_LONG_HOST}`, `!${name}__origin`)] : []),
    ...(isInDatabase ? [] : groups.map((group) => allow(group.map(literally).join('|')))),
  ]
}
