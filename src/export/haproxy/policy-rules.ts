import { AMBIENT_SCHEME } from '../../fetch/auth-scheme.ts'
import { literally, methodPattern, TOO_LONG_HOST } from '../origin-pattern.ts'
import type { Plan } from '../plan.ts'
import type { NamedPlan } from '../plans.ts'
import { isSet, matches, setVariable, when } from './text.ts'

const ORIGIN = 'req.fhdr(origin)'
const SITE = 'req.fhdr_cnt(sec-fetch-site)'

/**
 * Writes what HAProxy does with the requests of a policy.
 *
 * @param request the name that begins the names of what requests have
 */
export function policyRules(request: string): (planned: NamedPlan) => string[] {
  return (planned) => {
    const { name, allowsSome, preflightStatus, enforce, isCookieless } = planned
    const row = rowOf(planned)
    return [
      ...(allowsSome
        ? [
            '',
            '# The origin that the policy allows. Several Origin lines are no origin.',
            ...allowedOrigin(planned, request, row),
            isSet(`${name}_allowed`, `${name}_allowed`),
            setVariable(`${name}_many`, 'bool(true)', `${request}_preflight`, `${name}_allowed`, `${request}_names`),
            isSet(`${name}_many`, `${name}_many`),
          ]
        : []),
      '',
      when(`http-request return status ${preflightStatus}`, `${request}_preflight`, ...row),
      ...(enforce ? refusals(planned, enforce, request, row) : []),
      ...(isCookieless
        ? [
            when('http-request del-header cookie', ...row),
            when(
              'http-request del-header authorization',
              ...row,
              `{ ${matches('req.fhdr(authorization)', AMBIENT_SCHEME.source, ' -i')} }`,
            ),
          ]
        : []),
    ]
  }
}

/** The condition that a request gets this plan. */
export function rowOf({ name, row }: NamedPlan): string[] {
  return row === undefined ? [] : [name]
}

function allowedOrigin(
  { name, isPublic, origins, allowsNull }: NamedPlan,
  request: string,
  row: readonly string[],
): string[] {
  const allow = (value: string, ...conditions: readonly string[]): string =>
    setVariable(`${name}_allowed`, value, ...row, ...conditions)
  const one = `${request}_one_origin`
  if (isPublic) return [allow('str(*)')]
  return [
    ...(origins.exact.length
      ? [
          `acl ${name}_listed ${ORIGIN} -m str -f ${name}.origins.lst`,
          allow(ORIGIN, one, `${name}_listed`, `!${request}_has_nul`),
        ]
      : []),
    ...(origins.patterns.length
      ? [
          `acl ${name}_long_host ${matches(ORIGIN, `^${TOO_LONG_HOST}`)}`,
          ...origins.patterns.map((pattern) => `acl ${name}_pattern ${matches(ORIGIN, `^(?:${pattern})$`)}`),
          allow(ORIGIN, one, `${name}_pattern`, `!${name}_long_host`),
        ]
      : []),
    ...(allowsNull ? [allow('str(*)', one, `{ ${matches(ORIGIN, '^null$')} }`)] : []),
  ]
}

/** An actual cross-origin request that the policy does not allow gets 403. */
function refusals(
  { name, allowsSome }: NamedPlan,
  { methods, self }: NonNullable<Plan['enforce']>,
  request: string,
  row: readonly string[],
): string[] {
  const pass = (...conditions: readonly string[]): string => setVariable(`${name}_passes`, 'bool(true)', ...conditions)
  return [
    pass(`{ ${SITE} eq 1 }`, `{ ${matches('req.fhdr(sec-fetch-site)', '^(?:same-origin|none)$')} }`),
    pass(`{ ${SITE} eq 0 }`, `!${request}_origin`),
    ...self.map((origin) =>
      pass(`{ ${SITE} eq 0 }`, `${request}_one_origin`, `{ ${matches(ORIGIN, `^${literally(origin)}$`)} }`),
    ),
    ...(allowsSome ? [pass(`${name}_allowed`, `{ ${matches('method', `^(?:${methodPattern(methods)})$`)} }`)] : []),
    isSet(`${name}_passes`, `${name}_passes`),
    setVariable(`${name}_refused`, 'bool(true)', ...row, `!${name}_passes`),
    isSet(`${name}_refused`, `${name}_refused`),
    when(
      'http-request return status 403 content-type text/plain string "Cross-origin request refused"',
      `${name}_refused`,
    ),
  ]
}
