import { AMBIENT_SCHEME } from '../fetch/auth-scheme.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import type { ExportedFiles, ExportNote } from './exported-files.ts'
import { type ExportOptions, readExportOptions } from './export-options.ts'
import { literally, methodPattern, TOO_LONG_HOST, TOO_MANY_NAMES } from './origin-pattern.ts'
import { ALLOW_HEADERS, type Plan, plan } from './plan.ts'
import { comment, GENERATED } from './words.ts'

/**
 * Writes a policy as configuration for HAProxy 2.6 or newer: lines for a `frontend`, and the list of its origins, which
 * belongs into the folder in which HAProxy starts.
 *
 * @throws {ExportError} with everything in the policy that HAProxy cannot do
 * @throws {PolicyError} with every problem of the options
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { toHaproxy } from 'corsage/export'
 *
 * const { files } = toHaproxy(cors({ origin: ['https://app.example.com'] }), { name: 'api' })
 * console.log(files['api.haproxy.cfg'], files['api.origins.lst'])
 * ```
 */
export function toHaproxy(policy: CorsPolicy, options?: ExportOptions): ExportedFiles {
  const { name } = readExportOptions(options, 'toHaproxy()')
  const planned = plan(policy, 'haproxy', [])
  const { exact } = planned.origins
  const lines = [...head(name, exact.length > 0), ...requestRules(planned, name), ...responseRules(planned, name)].map(
    (line) => line && `    ${line}`,
  )
  return {
    files: {
      [`${name}.haproxy.cfg`]: `${lines.join('\n')}\n`,
      ...(exact.length > 0 && { [`${name}.origins.lst`]: `${exact.join('\n')}\n` }),
    },
    notes: NOTES,
  }
}

function head(name: string, hasList: boolean): string[] {
  return comment(
    ...GENERATED,
    'Copy these lines into each frontend that the policy is for, before its other http-request rules.',
    ...(hasList ? [`Copy ${name}.origins.lst into the folder in which HAProxy starts, or write its path below.`] : []),
    'Check it with "haproxy -c -f haproxy.cfg", and with an origin of the policy and another one:',
    'curl -si -X OPTIONS -H "Origin: https://..." -H "Access-Control-Request-Method: PUT" http://localhost/',
  ).split('\n')
}

function requestRules(planned: Plan, name: string): string[] {
  const { isPublic, origins, allowsNull, preflightStatus, enforce, isCookieless } = planned
  const origin = 'req.fhdr(origin)'
  const set = (variable: string, value: string, condition: string): string =>
    `http-request set-var(txn.${name}_${variable}) ${value} if ${condition}`
  const one = `${name}_one_origin`
  const preflight = `${name}_preflight`
  return [
    '',
    '# A preflight is an OPTIONS request with an origin and a requested method.',
    `acl ${name}_origin req.fhdr_cnt(origin) ge 1`,
    `acl ${one} req.fhdr_cnt(origin) eq 1`,
    // HAProxy takes a NUL for the end of a string.
    `acl ${name}_has_nul req.fhdr(origin) -m reg -- '\\x00'`,
    `acl ${name}_asked req.fhdr(access-control-request-method),length gt 0`,
    // The value of several lines has at least a comma.
    `acl ${name}_asked req.fhdr_cnt(access-control-request-method) ge 2`,
    set('preflight', 'bool(true)', `{ method OPTIONS } ${name}_origin ${name}_asked`),
    `acl ${preflight} var(txn.${name}_preflight) -m found`,
    '',
    '# The origin that the policy allows. Several Origin lines are no origin.',
    ...(isPublic
      ? [`http-request set-var(txn.${name}_origin) str(*)`]
      : [
          ...(origins.exact.length
            ? [
                `acl ${name}_listed ${origin} -m str -f ${name}.origins.lst`,
                set('origin', origin, `${one} ${name}_listed !${name}_has_nul`),
              ]
            : []),
          ...(origins.patterns.length
            ? [
                `acl ${name}_long_host ${origin} -m reg -- '^${TOO_LONG_HOST}'`,
                ...origins.patterns.map((pattern) => `acl ${name}_pattern ${origin} -m reg -- '^(?:${pattern})$'`),
                set('origin', origin, `${one} ${name}_pattern !${name}_long_host`),
              ]
            : []),
          ...(allowsNull ? [set('origin', 'str(*)', `${one} { ${origin} -m reg -- '^null$' }`)] : []),
        ]),
    `acl ${name}_allowed var(txn.${name}_origin) -m found`,
    '',
    '# A list of more names than a policy reads.',
    `acl ${name}_names req.fhdr(access-control-request-headers) -m reg -- '^(?:${TOO_MANY_NAMES.replaceAll("'", String.raw`\x27`)})'`,
    set('many', 'bool(true)', `${preflight} ${name}_allowed ${name}_names`),
    `acl ${name}_many var(txn.${name}_many) -m found`,
    '',
    `http-request return status ${preflightStatus} if ${preflight}`,
    ...(enforce ? refusals(enforce, name) : []),
    ...(isCookieless
      ? [
          'http-request del-header cookie',
          `http-request del-header authorization if { req.fhdr(authorization) -m reg -i -- '${AMBIENT_SCHEME.source}' }`,
        ]
      : []),
  ]
}

/** An actual cross-origin request that the policy does not allow gets 403. */
function refusals({ methods, self }: NonNullable<Plan['enforce']>, name: string): string[] {
  const site = 'req.fhdr_cnt(sec-fetch-site)'
  const own = `set-var(txn.${name}_own) bool(true)`
  return [
    `http-request ${own} if { ${site} eq 1 } { req.fhdr(sec-fetch-site) -m reg -- '^(?:same-origin|none)$' }`,
    `http-request ${own} if { ${site} eq 0 } !${name}_origin`,
    ...self.map(
      (origin) =>
        `http-request ${own} if { ${site} eq 0 } ${name}_one_origin { req.fhdr(origin) -m reg -- '^${literally(origin)}$' }`,
    ),
    `http-request set-var(txn.${name}_own) bool(true) if ${name}_allowed { method -m reg -- '^(?:${methodPattern(methods)})$' }`,
    `acl ${name}_passes var(txn.${name}_own) -m found`,
    `http-request set-var(txn.${name}_refused) bool(true) unless ${name}_passes`,
    `acl ${name}_refused var(txn.${name}_refused) -m found`,
    `http-request return status 403 content-type text/plain string "Cross-origin request refused" if ${name}_refused`,
  ]
}

function responseRules(planned: Plan, name: string): string[] {
  const { preflight, actual, isPublic, enforce } = planned
  const rule = (does: string, header: string, value: string, ...conditions: string[]): string =>
    `http-after-response ${does} ${header} ${value}${conditions.length ? ` if ${conditions.join(' ')}` : ''}`
  const isPreflight = `${name}_preflight`
  const allowed = `${name}_allowed`
  const valueOf = (value: string | undefined): string =>
    value === undefined ? `%[var(txn.${name}_origin)]` : format(value)
  const passed = enforce ? [allowed, `!${name}_refused`] : [allowed]
  return [
    '',
    'http-after-response del-header access-control- -m beg',
    ...planned.timing.map((header) => `http-after-response del-header ${header}`),
    ...preflight.map(({ name: header, value }) =>
      rule(
        'set-header',
        header,
        valueOf(value),
        isPreflight,
        allowed,
        ...(header === ALLOW_HEADERS ? [`!${name}_many`] : []),
      ),
    ),
    ...actual.map(({ name: header, value }) =>
      rule('set-header', header, valueOf(value), `!${isPreflight}`, ...passed),
    ),
    ...(isPublic && !enforce ? [] : [rule('add-header', 'Vary', 'Origin', ...(isPublic ? [`!${isPreflight}`] : []))]),
    rule('add-header', 'Vary', 'Access-Control-Request-Headers', `${name}_many`),
    ...(enforce
      ? [
          rule('add-header', 'Vary', 'Sec-Fetch-Site', `!${isPreflight}`),
          rule('set-header', 'Cache-Control', 'no-store', `${name}_refused`),
        ]
      : []),
  ]
}

/**
 * The names of methods and headers in double quotes, where `$` begins a variable of the environment, and in a format, where
 * `%` begins a value. Names have neither quotes nor backslashes (RFC 9110, section 5.6.2).
 */
function format(names: string): string {
  return `"${names.replaceAll('$', String.raw`\$`).replaceAll('%', '%%')}"`
}

const NOTES: readonly ExportNote[] = [
  {
    code: 'haproxy-two-lists',
    message:
      'HAProxy counts the names of each Access-Control-Request-Headers line by itself, and a policy counts them together. No browser sends several.',
  },
]
