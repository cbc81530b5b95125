import { AMBIENT_SCHEME } from '../../fetch/auth-scheme.ts'
import { literally, methodPattern } from '../origin-pattern.ts'
import type { Plan } from '../plan.ts'
import type { NamedPlan, Plans } from '../plans.ts'
import { condition, header, isSet, setIf } from './text.ts'

/** Writes what Apache answers itself, and what it hides from the application. */
export function answerRules({ name, plans }: Plans): string[] {
  const forRow = ({ row }: NamedPlan): string[] => (row === undefined ? [] : [condition(`${name}__row`, `=${row}`)])
  const isRow = ({ row }: NamedPlan): string[] => (row === undefined ? [] : [isSet(`${name}__row`, String(row))])
  return [
    '',
    '# The answers to preflights. Apache would write a page for the status 200.',
    ...(plans.some(({ preflightStatus }) => preflightStatus === 200) ? ['ErrorDocument 200 " "'] : []),
    ...plans.flatMap((plan) => [
      condition(`${name}__preflight`, '=1'),
      ...forRow(plan),
      answer(`R=${plan.preflightStatus}`),
    ]),
    ...plans.flatMap((plan) => (plan.enforce ? refusals(plan, plan.enforce, forRow(plan)) : [])),
    '',
    '# The application sees an empty line as it was.',
    ...['Origin', 'Sec-Fetch-Site'].map((line) => `RequestHeader edit ${line} "^-$" ""`),
    ...plans
      .filter(({ isCookieless }) => isCookieless)
      .flatMap((plan) => [
        header('RequestHeader unset Cookie', ...isRow(plan)),
        header(
          'RequestHeader unset Authorization',
          ...isRow(plan),
          `%{req_novary:Authorization} =~ m#${AMBIENT_SCHEME.source}#i`,
        ),
      ]),
  ]
}

/** Ends the rules of rewriting with an answer. */
function answer(flags: string): string {
  return `RewriteRule "^" "-" [${flags},L]`
}

/** An actual cross-origin request that the policy does not allow gets 403. */
function refusals(
  { name, allowsSome }: NamedPlan,
  { methods, self }: NonNullable<Plan['enforce']>,
  row: readonly string[],
): string[] {
  return [
    '',
    '# An actual cross-origin request that the policy does not allow gets 403.',
    ...['', ...self].map((origin) => setIf('Origin', `^${literally(origin)}$`, `${name}__own=1`)),
    setIf('Sec-Fetch-Site', '.', `!${name}__own`),
    setIf('Sec-Fetch-Site', '^(?:same-origin|none)$', `${name}__own=1`),
    ...(allowsSome ? [setIf('Request_Method', `^(?:${methodPattern(methods)})$`, `${name}__method=1`)] : []),
    ...row,
    condition(`${name}__own`, '!=1'),
    ...(allowsSome ? [`${condition(`${name}__method`, '!=1')} [OR]`, condition(`${name}__origin`, '^$')] : []),
    answer(`E=${name}__refused:1,R=403`),
  ]
}
