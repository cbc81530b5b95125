import { AMBIENT_SCHEME } from '../../fetch/auth-scheme.ts'
import { literally, methodPattern, TOO_LONG_HOST } from '../origin-pattern.ts'
import type { Plan } from '../plan.ts'
import { headerMaps, originOf } from './header-maps.ts'
import { BLANKS, type Define, map, type MapRows, matching, NONE, otherwise, type Variables } from './text.ts'

/** Writes the variables that say what the server has to do for a policy. */
export function policyMaps(planned: Plan, variables: Variables): string[] {
  const { isPublic, allowsSome, enforce, isCookieless } = planned
  const { variable, request } = variables
  const define: Define = (meaning, source, rows) => map(source, variable(meaning), rows)
  return [
    ...(allowsSome
      ? [
          '# The origin that the policy allows, or nothing.',
          ...(isPublic
            ? [define('allowed', '$request_method', [otherwise('*')])]
            : allowedOrigin(planned, define, variables)),
        ]
      : []),
    ...(enforce ? refused(planned, enforce, define, variables) : []),
    '# "preflight" or "actual", and the same for requests that get a permission.',
    define('kind', request('preflight'), [otherwise('actual'), ['1', 'preflight']]),
    ...(allowsSome
      ? [
          define('answer', variable(originOf(planned)), [otherwise(variable('kind')), NONE]),
          define('many', variable('answer'), [['preflight', request('names')]]),
        ]
      : []),
    '# The header lines. An empty value sends no line.',
    ...headerMaps(planned, define, variables),
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

function refused(
  { allowsSome }: Plan,
  { methods, self }: NonNullable<Plan['enforce']>,
  define: Define,
  { variable, request }: Variables,
): string[] {
  const passing = [request('preflight'), variable('own'), ...(allowsSome ? [variable('passes')] : [])]
  return [
    '# "1" for an actual cross-origin request that the policy does not allow.',
    define('own_page', '$http_origin', [
      ['', '1'],
      ...self.map((origin): MapRows[number] => [matching(BLANKS + literally(origin) + BLANKS), '1']),
    ]),
    define('own', '$http_sec_fetch_site', [
      ['', variable('own_page')],
      [matching(`${BLANKS}(?:same-origin|none)${BLANKS}`), '1'],
    ]),
    ...(allowsSome
      ? [
          define('method', '$request_method', [[matching(methodPattern(methods)), '1']]),
          define('passes', variable('allowed'), [otherwise(variable('method')), NONE]),
        ]
      : []),
    define('refused', `"${passing.join('')}"`, [['', '1']]),
    ...(allowsSome ? [define('origin', variable('refused'), [otherwise(variable('allowed')), ['1', '']])] : []),
  ]
}
