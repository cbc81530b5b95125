import { ALLOW_HEADERS } from '../plan.ts'
import type { NamedPlan, Plans } from '../plans.ts'
import { rowOf } from './policy-rules.ts'
import { format, when } from './text.ts'

/** Writes the header lines of responses. HAProxy sets them on its own errors as well. */
export function responseRules({ name, plans }: Plans): string[] {
  return [
    '',
    '# The headers.',
    'http-after-response del-header access-control- -m beg',
    ...plans.flatMap((planned) => linesOf(planned, `${name}__preflight`)),
  ]
}

function linesOf(planned: NamedPlan, isPreflight: string): string[] {
  const { name, preflight, actual, timing, isPublic, allowsSome, enforce } = planned
  const row = rowOf(planned)
  const allowed = `${name}__allowed`
  const valueOf = (value: string | undefined): string =>
    value === undefined ? `%[var(txn.${name}__allowed)]` : format(value)
  const set = (header: string, value: string, ...conditions: readonly string[]): string =>
    when(`http-after-response set-header ${header} ${value}`, ...conditions)
  const vary = (header: string, ...conditions: readonly string[]): string =>
    when(`http-after-response add-header Vary ${header}`, ...conditions)
  return [
    ...timing.map((header) => when(`http-after-response del-header ${header}`, ...row)),
    ...preflight.map(({ name: header, value }) =>
      set(header, valueOf(value), isPreflight, allowed, ...(header === ALLOW_HEADERS ? [`!${name}__many`] : [])),
    ),
    ...actual.map(({ name: header, value }) =>
      set(header, valueOf(value), `!${isPreflight}`, allowed, ...(enforce ? [`!${name}__refused`] : [])),
    ),
    ...(isPublic && !enforce ? [] : [vary('Origin', ...row, ...(isPublic ? [`!${isPreflight}`] : []))]),
    ...(allowsSome ? [vary('Access-Control-Request-Headers', `${name}__many`)] : []),
    ...(enforce
      ? [vary('Sec-Fetch-Site', ...row, `!${isPreflight}`), set('Cache-Control', 'no-store', `${name}__refused`)]
      : []),
  ]
}
