import { AMBIENT_SCHEME } from '../../fetch/auth-scheme.ts'
import { FORBIDDEN_METHODS, literally, TOO_LONG_HOST, tooManyNames } from '../origin-pattern.ts'
import type { Plan } from '../plan.ts'
import type { NamedPlan } from '../plans.ts'
import { headerLines } from './header-lines.ts'
import { asks, block, map, noPreflightOf, preflightOf, type Row, text } from './text.ts'

/** Writes what Caddy does with the requests of a policy. */
export function policyLines(planned: NamedPlan): string[] {
  const { name, allowsSome, enforce, isCookieless, preflightStatus } = planned
  return [
    '# A preflight. A map joins the lines of a header.',
    ...asks(name),
    ...block(`@${name}_asks`, preflightOf(name)),
    ...(allowsSome ? permissions(planned) : []),
    ...(enforce ? refusals(planned, enforce) : []),
    ...(isCookieless
      ? [
          '',
          'request_header -Cookie',
          `@${name}_ambient header_regexp Authorization ${text(`(?i)${AMBIENT_SCHEME.source}`)}`,
          `request_header @${name}_ambient -Authorization`,
        ]
      : []),
    '',
    ...headerLines(planned),
    '',
    `respond @${name}_asks ${preflightStatus}`,
    ...(enforce ? [`respond @${name}_refused "Cross-origin request refused" 403`] : []),
  ]
}

/** The condition that the policy allows the origin. */
function isAllowed({ name }: NamedPlan): string {
  return `not vars {${name}_origin} ""`
}

function permissions(planned: NamedPlan): string[] {
  const { name, isPublic } = planned
  const kind = (of: string): string => `vars @${name}_${of} ${name}_kind ${of}`
  return [
    '',
    '# The origin that the policy allows. Several Origin lines are no origin.',
    ...map('{header.Origin}', `${name}_origin`, originRows(planned), isPublic ? '*' : ''),
    '',
    '# What the page gets: a permission for a preflight, or for an actual request.',
    ...block(`@${name}_preflight`, [...preflightOf(name), isAllowed(planned)]),
    ...block(`@${name}_actual`, [...noPreflightOf(name), isAllowed(planned)]),
    kind('preflight'),
    kind('actual'),
    '',
    '# A list of more names than a policy reads.',
    ...map('{header.Access-Control-Request-Headers}', `${name}_list`, [[`~^(?:${tooManyNames()})`, 'many']]),
    ...block(`@${name}_many`, [`vars {http.vars.${name}_kind} preflight`, `not vars {${name}_list} ""`]),
    `vars @${name}_many ${name}_names many`,
  ]
}

function originRows({ origins, allowsNull }: Plan): Row[] {
  return [
    ...origins.exact.map((origin): Row => [origin, origin]),
    ...(allowsNull ? [['null', '*'] as const] : []),
    // Before the patterns, which do not count.
    ...(origins.patterns.length ? [[`~^${TOO_LONG_HOST}`, ''] as const] : []),
    ...origins.patterns.map((pattern): Row => [`~^(?:${pattern})$`, '$0']),
  ]
}

/** An actual cross-origin request that the policy does not allow gets 403. */
function refusals(planned: NamedPlan, { methods, self }: NonNullable<Plan['enforce']>): string[] {
  const { name, allowsSome } = planned
  const noSite = 'header !Sec-Fetch-Site'
  const listed = (method: string): Row => [`~^${literally(method)}$`, 'listed']
  const own = (value: string): Row => [value, 'own']
  return [
    '',
    '# An actual cross-origin request that the policy does not allow.',
    ...map('{header.Sec-Fetch-Site}', `${name}_site`, ['same-origin', 'none'].map(own)),
    ...map('{header.Origin}', `${name}_self`, self.map(own)),
    ...(!allowsSome
      ? []
      : methods === '*'
        ? map('{method}', `${name}_method`, [[`~^(?i:${FORBIDDEN_METHODS})$`, '']], 'listed')
        : map('{method}', `${name}_method`, methods.map(listed))),
    ...block(`@${name}_refused`, [
      ...noPreflightOf(name),
      `not vars {${name}_site} own`,
      ...block('not', [noSite, 'header !Origin']),
      ...block('not', [noSite, `vars {${name}_self} own`]),
      ...(allowsSome ? block('not', [`vars {${name}_method} listed`, isAllowed(planned)]) : []),
    ]),
    `vars @${name}_refused ${name}_kind refused`,
  ]
}
