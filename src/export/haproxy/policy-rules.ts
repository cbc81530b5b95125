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
            isSet(`${name}__allowed`, `${name}__allowed`),
            setVariable(
              `${name}__many`,
              'bool(true)',
              `${request}__preflight`,
              `${name}__allowed`,
              `${request}__names`,
            ),
            isSet(`${name}__many`, `${name}__many`),
          ]
        : []),
      '',
      when(`http-request return status ${preflightStatus}`, `${request}__preflight`, ...row),
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
    setVariable(`${name}__allowed`, value, ...row, ...conditions)
  const one = `${request}__one_origin`
  if (isPublic) return [allow('str(*)')]
  return [
    ...(origins.exact.length
      ? [
          `acl ${name}__listed ${ORIGIN} -m str -f ${name}.origins.lst`,
          allow(ORIGIN, one, `${name}__listed`, `!${request}__has_nul`),
        ]
      : []),
    ...(origins.patterns.length
      ? [
          `acl ${name}__long_host ${matches(ORIGIN, `^${TOO_LONG_HOST}`)}`,
          ...origins.patterns.map((pattern) => `acl ${name}__pattern ${matches(ORIGIN, `^(?:${pattern})$`)}`),
          allow(ORIGIN, one, `${name}__pattern`, `!${name}__long_host`),
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
  const pass = (...conditions: readonly string[]): string => setVariable(`${name}__passes`, 'bool(true)', ...conditions)
  return [
    pass(`{ ${SITE} eq 1 }`, `{ ${matches('req.fhdr(sec-fetch-site)', '^(?:same-origin|none)$')} }`),
    pass(`{ ${SITE} eq 0 }`, `!${request}__origin`),
    ...self.map((origin) =>
      pass(`{ ${SITE} eq 0 }`, `${request}__one_origin`, `{ ${matches(ORIGIN, `^${literally(origin)}$`)} }`),
    ),
    ...(allowsSome ? [pass(`${name}__allowed`, `{ ${matches('method', `^(?:${methodPattern(methods)})$`)} }`)] : []),
    isSet(`${name}__passes`, `${name}__passes`),
    setVariable(`${name}__refused`, 'bool(true)', ...row, `!${name}__passes`),
    isSet(`${name}__refused`, `${name}__refused`),
    when(
      'http-request return status 403 content-type text/plain string "Cross-origin request refused"',
      `${name}__refused`,
    ),
  ]
}
