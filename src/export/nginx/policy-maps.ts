import { AMBIENT_SCHEME } from '../../fetch/auth-scheme.ts'
import { literally, methodPattern, TOO_LONG_HOST } from '../origin-pattern.ts'
import { ALLOW_HEADERS, type Plan } from '../plan.ts'
import { BLANKS, map, type MapRows, matching, namesIn, NONE, otherwise, type Variable } from './text.ts'

/** The variables of one policy, and those of the request. */
export interface Variables {
  readonly variable: Variable
  readonly request: Variable
}

/** Writes the variables that say what the server has to do for a policy. */
export function policyMaps(planned: Plan, variables: Variables): string[] {
  const { isPublic, enforce, isCookieless } = planned
  const { variable, request } = variables
  const define: Define = (meaning, source, rows) => map(source, variable(meaning), rows)
  return [
    '# The origin that the policy allows, or nothing.',
    ...(isPublic
      ? [define('allowed', '$request_method', [otherwise('*')])]
      : allowedOrigin(planned, define, variables)),
    ...(enforce ? refused(enforce, define, variables) : []),
    define('origin', enforce ? variable('refused') : '$request_method', [otherwise(variable('allowed')), ['1', '']]),
    '# "preflight" and "actual" for requests that get a permission.',
    define('kind', request('preflight'), [otherwise('actual'), ['1', 'preflight']]),
    define('answer', variable('origin'), [otherwise(variable('kind')), NONE]),
    define('many', variable('answer'), [['preflight', request('names')]]),
    '# The header lines. An empty value sends no line.',
    ...headerLines(planned, define, variables),
    ...(isCookieless
      ? [
          define('authorization', '$http_authorization', [
            otherwise('$http_authorization'),
            [`~*${AMBIENT_SCHEME.source}`, ''],
          ]),
        ]
      : []),
  ]
}

type Define = (meaning: string, source: string, rows: MapRows) => string

function allowedOrigin({ origins, allowsNull }: Plan, define: Define, { variable, request }: Variables): string[] {
  const from = request('from')
  const listed = variable('listed')
  return [
    define(
      'listed',
      request('lower'),
      origins.exact.map((origin) => [origin, from]),
    ),
    define('allowed', from, [
      otherwise(listed),
      ...(allowsNull ? [[matching('null'), '*'] as const] : []),
      ...(origins.patterns.length ? [[`~^${TOO_LONG_HOST}`, listed] as const] : []),
      ...origins.patterns.map((pattern): MapRows[number] => [matching(pattern), from]),
    ]),
  ]
}

/** "1" for an actual cross-origin request that `enforce` refuses. */
function refused(
  { methods, self }: NonNullable<Plan['enforce']>,
  define: Define,
  { variable, request }: Variables,
): string[] {
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
    define('passes', variable('allowed'), [otherwise(variable('method')), NONE]),
    define('refused', `"${request('preflight')}${variable('own')}${variable('passes')}"`, [['', '1']]),
  ]
}

function headerLines(planned: Plan, define: Define, { variable, request }: Variables): string[] {
  const { preflight, actual, isPublic, enforce } = planned
  const valueIn = (lines: Plan['actual'], wanted: string): string => {
    const line = lines.find(({ name }) => name === wanted)
    if (!line) return ''
    return line.value === undefined ? variable('origin') : namesIn(line.value, request('dollar'))
  }
  const vary = isPublic ? '' : 'Origin'
  return [
    ...headerNames([planned]).map((name) =>
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

/** The names of the headers that policies set. */
export function headerNames(plans: readonly Plan[]): string[] {
  return [...new Set(plans.flatMap(({ preflight, actual }) => [...preflight, ...actual]).map(({ name }) => name))]
}

/** The name of the variable that has the value of a header line. */
export function headerVariable(header: string): string {
  return header.toLowerCase().replace('access-control-', '').replaceAll('-', '_')
}
