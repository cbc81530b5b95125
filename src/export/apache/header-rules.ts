import { ALLOW_HEADERS, KNOWN_HEADERS, type PlannedLine } from '../plan.ts'
import type { NamedPlan, Plans } from '../plans.ts'
import { header, isSet, valueOf } from './text.ts'

/** Writes the header lines of responses. Apache keeps those of errors in another table. */
export function headerRules({ name, plans }: Plans): string[] {
  return [
    '',
    '# The headers. "always" is for errors as well.',
    ...KNOWN_HEADERS.flatMap((line) => unset(line)),
    ...plans.flatMap((plan) => linesOf(plan, name)),
  ]
}

function unset(line: string, ...conditions: readonly string[]): string[] {
  return ['onsuccess', 'always'].map((table) => header(`Header ${table} unset ${line}`, ...conditions))
}

function linesOf(planned: NamedPlan, request: string): string[] {
  const { name, row, isPublic, allowsSome, enforce, preflight, actual, timing } = planned
  const isRow = row === undefined ? [] : [isSet(`${request}__row`, String(row))]
  const isPreflight = isSet(`${request}__preflight`)
  const isActual = isSet(`${request}__preflight`, '1', '!=')
  const refused = `${name}__refused`
  const passed = [
    ...isRow,
    `-n reqenv('${name}__origin')`,
    ...(enforce ? [isSet(refused, '1', '!='), isSet(`REDIRECT_${refused}`, '1', '!=')] : []),
  ]
  const set = (of: readonly PlannedLine[], ...conditions: readonly string[]): string[] =>
    of.map(({ name: line, value }) =>
      header(
        `Header always set ${line} "${value === undefined ? `%{${name}__origin}e` : valueOf(value)}"`,
        ...passed,
        ...conditions,
        ...(line === ALLOW_HEADERS ? [isSet(`${request}__names`, '1', '!=')] : []),
      ),
    )
  const vary = (of: string, ...conditions: readonly string[]): string =>
    header(`Header always merge Vary "${of}"`, ...conditions)
  return [
    ...timing.flatMap((line) => unset(line, ...isRow)),
    ...set(preflight, isPreflight),
    ...set(actual, isActual),
    ...(isPublic && !enforce ? [] : [vary('Origin', ...isRow, ...(isPublic ? [isActual] : []))]),
    ...(allowsSome ? [vary('Access-Control-Request-Headers', ...passed, isPreflight, isSet(`${request}__names`))] : []),
    ...(enforce
      ? [
          vary('Sec-Fetch-Site', ...isRow, isActual),
          header('Header always set Cache-Control "no-store"', isSet(refused)),
        ]
      : []),
  ]
}
