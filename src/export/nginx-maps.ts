import { AMBIENT_SCHEME } from '../fetch/auth-scheme.ts'
import { constant, map, type MapRows, matching, namesIn, partsOf } from './nginx-text.ts'
import { literally, methodPattern, TOO_LONG_HOST, TOO_MANY_NAMES } from './origin-pattern.ts'
import { ALLOW_HEADERS, type Plan } from './plan.ts'

/** The variables of a policy: `variable('origin')` is `$cors_origin`. */
export type Variable = (meaning: string) => string

/**
 * Writes the variables that say what the server has to do.
 *
 * A `map` compares strings without case, and regular expressions with case.
 */
export function nginxMaps(planned: Plan, variable: Variable): string[] {
  const { isPublic, enforce, isCookieless, preflight, actual } = planned
  const define = (meaning: string, source: string, rows: MapRows): string => map(source, variable(meaning), rows)
  return [
    ...([...preflight, ...actual].some(({ value }) => value?.includes('$')) ? [constant(variable('dollar'), '$')] : []),
    '# "1" for a preflight: an OPTIONS request with an origin and a requested method.',
    define('asks', '$http_access_control_request_method', [[`~${NOT_BLANK}`, '$request_method']]),
    define('page_asks', '$http_origin', [both(variable('asks')), NONE]),
    define('preflight', variable('page_asks'), [[matching('OPTIONS'), '1']]),
    '# The origin that the policy allows, or nothing.',
    ...(isPublic ? [define('allowed', '$request_method', [both('*')])] : allowedOrigin(planned, define, variable)),
    ...(enforce ? refused(enforce, define, variable) : []),
    define('origin', enforce ? variable('refused') : '$request_method', [both(variable('allowed')), ['1', '']]),
    '# "preflight" and "actual" for requests that get a permission.',
    define('kind', variable('preflight'), [both('actual'), ['1', 'preflight']]),
    define('answer', variable('origin'), [both(variable('kind')), NONE]),
    '# "1" for a preflight with more names than a policy reads.',
    define('list', '$http_access_control_request_headers', [TRIMMED]),
    define('names', variable('list'), [[`~^(?:${TOO_MANY_NAMES})`, '1']]),
    define('many', variable('answer'), [['preflight', variable('names')]]),
    '# The header lines. An empty value sends no line.',
    ...headerLines(planned, define, variable),
    ...(isCookieless
      ? [
          define('authorization', '$http_authorization', [
            both('$http_authorization'),
            [`~*${AMBIENT_SCHEME.source}`, ''],
          ]),
        ]
      : []),
  ]
}

const NONE: MapRows[number] = ['', '']

/** nginx removes the spaces around a value, but not the tabs (RFC 9110, section 5.5). */
const BLANKS = String.raw`[ \x09]*`
const NOT_BLANK = String.raw`[^ \x09]`
const TRIMMED: MapRows[number] = [`~^${BLANKS}+(.*${NOT_BLANK})`, '$1']

function both(value: string): MapRows[number] {
  return ['default', value]
}

type Define = (meaning: string, source: string, rows: MapRows) => string

function allowedOrigin({ origins, allowsNull }: Plan, define: Define, variable: Variable): string[] {
  const from = variable('from')
  const listed = variable('listed')
  return [
    define('from', '$http_origin', [TRIMMED]),
    define('lower', from, [[matching('[^A-Z]+'), from]]),
    define('listed', variable('lower'), [...origins.exact.map((origin): MapRows[number] => [origin, from])]),
    define('allowed', from, [
      both(listed),
      ...(allowsNull ? [[matching('null'), '*'] as const] : []),
      ...(origins.patterns.length ? [[`~^${TOO_LONG_HOST}`, listed] as const] : []),
      ...origins.patterns.map((pattern): MapRows[number] => [matching(pattern), from]),
    ]),
  ]
}

/** "1" for an actual cross-origin request that `enforce` refuses. */
function refused({ methods, self }: NonNullable<Plan['enforce']>, define: Define, variable: Variable): string[] {
  return [
    define('own_page', '$http_origin', [
      ['', '1'],
      ...self.map((origin): MapRows[number] => [matching(BLANKS + literally(origin) + BLANKS), '1']),
    ]),
    define('own', '$http_sec_fetch_site', [
      ['', variable('own_page')],
      [matching(`${BLANKS}(?:same-origin|none)${BLANKS}`), '1'],
    ]),
    define('method', '$request_method', [[matching(methodPattern(methods)), '1']]),
    define('passes', variable('allowed'), [both(variable('method')), NONE]),
    define('refused', `"${variable('preflight')}${variable('own')}${variable('passes')}"`, [['', '1']]),
  ]
}

function headerLines(planned: Plan, define: Define, variable: Variable): string[] {
  const { preflight, actual, isPublic, enforce } = planned
  const names = [...new Set([...preflight, ...actual].map(({ name }) => name))]
  const valueIn = (lines: Plan['actual'], wanted: string): string => {
    const line = lines.find(({ name }) => name === wanted)
    if (!line) return ''
    if (line.value === undefined) return variable('origin')
    const parts = partsOf(line.value)
    return parts.length
      ? parts.map((_part, at) => `\${${partVariable(wanted, at).slice(1)}}`).join('')
      : namesIn(line.value, variable('dollar'))
  }
  const partVariable = (header: string, at: number): string => variable(`${headerVariable(header)}_${at}`)
  const vary = isPublic ? '' : 'Origin'
  return [
    ...[...preflight, ...actual].flatMap(({ name, value = '' }) =>
      partsOf(value).map((part, at) => constant(partVariable(name, at), part)),
    ),
    ...names.map((name) =>
      define(headerVariable(name), `"${variable('answer')}${name === ALLOW_HEADERS ? variable('many') : ''}"`, [
        ['preflight', valueIn(preflight, name)],
        ['actual', valueIn(actual, name)],
      ]),
    ),
    define('vary', `"${variable('kind')}${variable('many')}"`, [
      ['actual', enforce ? 'Origin, Sec-Fetch-Site' : vary],
      ['preflight', vary],
      ['preflight1', [vary, 'Access-Control-Request-Headers'].filter(Boolean).join(', ')],
    ]),
    ...(enforce ? [define('cache', variable('refused'), [['1', 'no-store']])] : []),
  ]
}

/** The name of the variable that has the value of a header line. */
export function headerVariable(header: string): string {
  return header.toLowerCase().replace('access-control-', '').replaceAll('-', '_')
}
