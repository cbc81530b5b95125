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
    ...block(`@${name}__asks`, preflightOf(name)),
    ...(allowsSome ? permissions(planned) : []),
    ...(enforce ? refusals(planned, enforce) : []),
    ...(isCookieless
      ? [
          '',
          'request_header -Cookie',
          `@${name}__ambient header_regexp Authorization ${text(`(?i)${AMBIENT_SCHEME.source}`)}`,
          `request_header @${name}__ambient -Authorization`,
        ]
      : []),
    '',
    ...headerLines(planned),
    '',
    `respond @${name}__asks ${preflightStatus}`,
    ...(enforce ? [`respond @${name}__refused "Cross-origin request refused" 403`] : []),
  ]
}

/** The condition that the policy allows the origin. */
function isAllowed({ name }: NamedPlan): string {
  return `not vars {${name}__origin} ""`
}

function permissions(planned: NamedPlan): string[] {
  const { name, isPublic } = planned
  const kind = (of: string): string => `vars @${name}__${of} ${name}__kind ${of}`
  return [
    '',
    '# The origin that the policy allows. Several Origin lines are no origin.',
    ...map('{header.Origin}', `${name}__origin`, originRows(planned), isPublic ? '*' : ''),
    '',
    '# What the page gets: a permission for a preflight, or for an actual request.',
    ...block(`@${name}__preflight`, [...preflightOf(name), isAllowed(planned)]),
    ...block(`@${name}__actual`, [...noPreflightOf(name), isAllowed(planned)]),
    kind('preflight'),
    kind('actual'),
    '',
    '# A list of more names than a policy reads.',
    ...map('{header.Access-Control-Request-Headers}', `${name}__list`, [[`~^(?:${tooManyNames()})`, 'many']]),
    ...block(`@${name}__many`, [`vars {http.vars.${name}__kind} preflight`, `not vars {${name}__list} ""`]),
    `vars @${name}__many ${name}__names many`,
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
    ...map('{header.Sec-Fetch-Site}', `${name}__site`, ['same-origin', 'none'].map(own)),
    ...map('{header.Origin}', `${name}__self`, self.map(own)),
    ...(!allowsSome
      ? []
      : methods === '*'
        ? map('{method}', `${name}__method`, [[`~^(?i:${FORBIDDEN_METHODS})$`, '']], 'listed')
        : map('{method}', `${name}__method`, methods.map(listed))),
    ...block(`@${name}__refused`, [
      ...noPreflightOf(name),
      `not vars {${name}__site} own`,
      ...block('not', [noSite, 'header !Origin']),
      ...block('not', [noSite, `vars {${name}__self} own`]),
      ...(allowsSome ? block('not', [`vars {${name}__method} listed`, isAllowed(planned)]) : []),
    ]),
    `vars @${name}__refused ${name}__kind refused`,
  ]
}
