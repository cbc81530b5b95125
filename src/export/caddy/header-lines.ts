import { ALLOW_HEADERS, type PlannedLine } from '../plan.ts'
import type { NamedPlan } from '../plans.ts'
import { block, noPreflightOf, text } from './text.ts'

/**
 * The headers are written three times. Caddy applies a directive with `defer` when a response begins, from the last to
 * the first: it removes the application's headers, and then writes ours. Its own errors get the others.
 */
export function headerLines({ name, isPublic, allowsSome, enforce, preflight, actual, timing }: NamedPlan): string[] {
  const matcher = (of: string): string => `@${name}__${of}_lines`
  const lineOf = ({ name: header, value }: PlannedLine): string =>
    `${header} ${value === undefined ? `{${name}__origin}` : text(value)}`
  const headers = preflight.find(({ name: header }) => header === ALLOW_HEADERS)
  const set = (of: string, lines: readonly PlannedLine[], more: readonly string[]): string[] =>
    lines.length ? block(`header ${matcher(of)}`, [...lines.map(lineOf), ...more]) : []
  const sets = (...more: string[]): string[] => [
    ...set(
      'preflight',
      preflight.filter((line) => line !== headers),
      more,
    ),
    ...set('names', headers ? [headers] : [], more),
    ...set('actual', actual, more),
  ]
  const notMany = `not vars {http.vars.${name}__names} many`
  return [
    '# The headers. The directives with "defer" are applied when a response begins, the last one first.',
    ...(allowsSome
      ? [
          `${matcher('preflight')} vars {http.vars.${name}__kind} preflight`,
          `${matcher('actual')} vars {http.vars.${name}__kind} actual`,
        ]
      : []),
    ...(headers ? block(matcher('names'), [`vars {http.vars.${name}__kind} preflight`, notMany]) : []),
    ...sets(),
    ...sets('defer'),
    ...block('header', ['-Access-Control-*', ...timing.map((header) => `-${header}`), 'defer']),
    ...(isPublic && !enforce
      ? []
      : isPublic
        ? [...block(`@${name}__read`, noPreflightOf(name)), `header @${name}__read +Vary Origin`]
        : ['header +Vary Origin']),
    ...(enforce
      ? [
          ...block(`@${name}__sent`, noPreflightOf(name)),
          `header @${name}__sent +Vary Sec-Fetch-Site`,
          `header @${name}__refused Cache-Control no-store`,
        ]
      : []),
    ...(allowsSome
      ? [
          `@${name}__many_lines vars {http.vars.${name}__names} many`,
          `header @${name}__many_lines +Vary Access-Control-Request-Headers`,
        ]
      : []),
  ]
}
