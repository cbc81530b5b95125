import { AMBIENT_SCHEME } from '../fetch/auth-scheme.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import type { ExportedFiles } from './exported-files.ts'
import { type ExportOptions, readExportOptions } from './export-options.ts'
import { FORBIDDEN_METHODS, literally, TOO_LONG_HOST, TOO_MANY_NAMES } from './origin-pattern.ts'
import { ALLOW_HEADERS, type Limit, type Plan, type PlannedLine, plan } from './plan.ts'
import { comment, GENERATED } from './words.ts'

/**
 * Writes a policy as configuration for Caddy 2.6 or newer: a snippet, which a site imports.
 *
 * @throws {ExportError} with everything in the policy that Caddy cannot do
 * @throws {PolicyError} with every problem of the options
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { toCaddy } from 'corsage/export'
 *
 * const { files } = toCaddy(cors({ origin: ['https://app.example.com'] }), { name: 'api' })
 * console.log(files['api.caddy'])
 * ```
 */
export function toCaddy(policy: CorsPolicy, options?: ExportOptions): ExportedFiles {
  const { name } = readExportOptions(options, 'toCaddy()')
  const planned = plan(policy, 'caddy', [TOO_MANY])
  const lines = requestRules(planned, name)
  return {
    files: {
      [`${name}.caddy`]: `${head(name)}\n(${name}) {\n${lines.map((line) => line && `\t${line}`).join('\n')}\n}\n`,
    },
    notes: [
      {
        code: 'caddy-control-bytes',
        message:
          'Caddy answers 400 to a header with a control byte, such as DEL, before it reads this file. No browser sends one.',
      },
    ],
  }
}

const TOO_MANY: Limit = {
  code: 'export-too-many-origins',
  option: 'origin',
  message:
    'origin has more than 1024 origins, and Caddy compares them one by one. Export the policy to nginx or HAProxy, or mount it in front of Caddy',
  applies: ({ origin }) => origin.length > 1024,
}

function head(name: string): string {
  return comment(
    ...GENERATED,
    `Import this file at the top of the Caddyfile. In each site that the policy is for, write:`,
    ...['route {', `    import ${name}`, '    reverse_proxy ...', '}'],
    'Check it with "caddy validate", and with an origin of the policy and another one:',
    'curl -si -X OPTIONS -H "Origin: https://..." -H "Access-Control-Request-Method: PUT" http://localhost/',
  )
}

/** The lines of a directive or matcher. In a matcher, two lines with "vars" would be alternatives (Caddy 2.6). */
function block(opening: string, lines: readonly string[]): string[] {
  return [`${opening} {`, ...lines.map((line) => `\t${line}`), '}']
}

/** The conditions of a preflight. A matcher cannot use another one, so each needs them again. */
function preflightOf(name: string): string[] {
  return ['method OPTIONS', 'header Origin *', `vars {${name}_asks} 1`]
}

function requestRules(planned: Plan, name: string): string[] {
  const { isPublic, origins, allowsNull, enforce, isCookieless, preflightStatus } = planned
  const whole = (pattern: string): string => text(`~^(?:${pattern})$`)
  const mapOf = (source: string, variable: string, rows: readonly string[], fallback = ''): string[] =>
    block(`map {header.${source}} {${name}_${variable}}`, [...rows, `default "${fallback}"`])
  const allowed = `not vars {${name}_origin} ""`
  const asks = preflightOf(name)
  const kind = (of: string): string => `vars @${name}_${of} ${name}_kind ${of}`
  return [
    '# The origin that the policy allows. Several Origin lines are no origin.',
    ...mapOf(
      'Origin',
      'origin',
      [
        ...origins.exact.map((origin) => `"${origin}" "${origin}"`),
        ...(allowsNull ? ['"null" "*"'] : []),
        // Before the patterns, which do not count.
        ...(origins.patterns.length ? [`${text(`~^${TOO_LONG_HOST}`)} ""`] : []),
        ...origins.patterns.map((pattern) => `${whole(pattern)} "$0"`),
      ],
      isPublic ? '*' : '',
    ),
    '',
    '# What the page gets: a permission for a preflight, or for an actual request. A map joins the lines of a header.',
    ...mapOf('Access-Control-Request-Method', 'asks', ['"~." "1"']),
    ...block(`@${name}_asks`, asks),
    ...block(`@${name}_preflight`, [...asks, allowed]),
    ...block(`@${name}_actual`, [...block('not', asks), allowed]),
    kind('preflight'),
    kind('actual'),
    ...(enforce ? refusals(enforce, name, allowed, mapOf) : []),
    '',
    '# A list of more names than a policy reads.',
    ...mapOf('Access-Control-Request-Headers', 'list', [`${text(`~^(?:${TOO_MANY_NAMES})`)} "many"`]),
    ...block(`@${name}_many`, [`vars {http.vars.${name}_kind} preflight`, `not vars {${name}_list} ""`]),
    `vars @${name}_many ${name}_names many`,
    ...(isCookieless
      ? [
          '',
          'request_header -Cookie',
          `@${name}_ambient header_regexp Authorization ${text(`(?i)${AMBIENT_SCHEME.source}`)}`,
          `request_header @${name}_ambient -Authorization`,
        ]
      : []),
    '',
    ...headerRules(planned, name),
    '',
    `respond @${name}_asks ${preflightStatus}`,
    ...(enforce ? [`respond @${name}_refused "Cross-origin request refused" 403`] : []),
  ]
}

type MapOf = (source: string, variable: string, rows: readonly string[]) => string[]

/** An actual cross-origin request that the policy does not allow gets 403. */
function refusals(
  { methods, self }: NonNullable<Plan['enforce']>,
  name: string,
  allowed: string,
  mapOf: MapOf,
): string[] {
  const noSite = 'header !Sec-Fetch-Site'
  const rows =
    methods === '*'
      ? [`"~^(?i:${FORBIDDEN_METHODS})$" ""`, 'default "listed"']
      : [...methods.map((method) => `${text(`~^${literally(method)}$`)} "listed"`), 'default ""']
  return [
    ...block(`map {method} {${name}_method}`, rows),
    ...mapOf('Sec-Fetch-Site', 'site', ['"same-origin" "own"', '"none" "own"']),
    ...mapOf(
      'Origin',
      'self',
      self.map((origin) => `"${origin}" "own"`),
    ),
    ...block(`@${name}_refused`, [
      ...block('not', preflightOf(name)),
      `not vars {${name}_site} own`,
      ...block('not', [noSite, 'header !Origin']),
      ...block('not', [noSite, `vars {${name}_self} own`]),
      ...block('not', [`vars {${name}_method} listed`, allowed]),
    ]),
    `vars @${name}_refused ${name}_kind refused`,
  ]
}

/**
 * The headers are written three times. Caddy applies a directive with `defer` when a response begins, from the last to
 * the first: it removes the application's headers, and then writes ours. Its own errors get the others.
 */
function headerRules({ isPublic, enforce, preflight, actual, timing }: Plan, name: string): string[] {
  const matcher = (of: string): string => `@${name}_${of}_lines`
  const lineOf = ({ name: header, value }: PlannedLine): string =>
    `${header} ${value === undefined ? `{${name}_origin}` : text(value)}`
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
  const notMany = `not vars {http.vars.${name}_names} many`
  return [
    '# The headers. The directives with "defer" are applied when a response begins, the last one first.',
    `${matcher('preflight')} vars {http.vars.${name}_kind} preflight`,
    ...(headers ? block(matcher('names'), [`vars {http.vars.${name}_kind} preflight`, notMany]) : []),
    `${matcher('actual')} vars {http.vars.${name}_kind} actual`,
    ...sets(),
    ...sets('defer'),
    ...block('header', ['-Access-Control-*', ...timing.map((header) => `-${header}`), 'defer']),
    ...(isPublic && !enforce
      ? []
      : isPublic
        ? [...block(`@${name}_read`, block('not', preflightOf(name))), `header @${name}_read +Vary Origin`]
        : ['header +Vary Origin']),
    ...(enforce
      ? [
          ...block(`@${name}_sent`, block('not', preflightOf(name))),
          `header @${name}_sent +Vary Sec-Fetch-Site`,
          `header @${name}_refused Cache-Control no-store`,
        ]
      : []),
    `@${name}_many_lines vars {http.vars.${name}_names} many`,
    `header @${name}_many_lines +Vary Access-Control-Request-Headers`,
  ]
}

/**
 * Names, or a regular expression, in double quotes. None of them has a quote, or a brace that begins a placeholder (RFC
 * 9110, section 5.6.2). Backslashes have no meaning there.
 */
function text(value: string): string {
  return `"${value}"`
}
