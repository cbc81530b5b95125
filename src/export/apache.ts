import { AMBIENT_SCHEME } from '../fetch/auth-scheme.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import type { ExportedFiles, ExportNote } from './exported-files.ts'
import { type ExportOptions, readExportOptions } from './export-options.ts'
import { literally, methodPattern, TOO_LONG_HOST, TOO_MANY_NAMES } from './origin-pattern.ts'
import { ALLOW_HEADERS, KNOWN_HEADERS, type Limit, type Plan, type PlannedLine, plan } from './plan.ts'
import { comment, GENERATED } from './words.ts'

/** The options of `toApache`. */
export interface ApacheOptions extends ExportOptions {
  /**
   * Whether the listed origins go into a database file, which has room for any number of them. Without it Apache compares
   * origins one by one, and the policy may have at most 1024. Default: `false`.
   */
  readonly dbm?: boolean | undefined
}

/**
 * Writes a policy as configuration for Apache 2.4: a file for each virtual host that the policy is for.
 *
 * @throws {ExportError} with everything in the policy that Apache cannot do
 * @throws {PolicyError} with every problem of the options
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { toApache } from 'corsage/export'
 *
 * const { files } = toApache(cors({ origin: ['https://app.example.com'] }), { name: 'api' })
 * console.log(files['api.apache.conf'])
 * ```
 */
export function toApache(policy: CorsPolicy, options?: ApacheOptions): ExportedFiles {
  const { name, dbm } = readExportOptions(options, 'toApache()', 'dbm')
  const planned = plan(policy, 'apache', dbm ? [] : [TOO_MANY])
  const { exact } = planned.origins
  const hasFile = dbm && exact.length > 0
  return {
    files: {
      [`${name}.apache.conf`]: [
        head(name, hasFile),
        ...originRules(planned, name, hasFile),
        ...answerRules(planned, name),
        ...headerRules(planned, name),
        '',
      ].join('\n'),
      ...(hasFile && { [`${name}.origins.txt`]: exact.map((origin) => `${origin} 1\n`).join('') }),
    },
    notes: NOTES,
  }
}

const TOO_MANY: Limit = {
  code: 'export-too-many-origins',
  option: 'origin',
  message:
    'origin has more than 1024 origins, and Apache compares them one by one. Write toApache(policy, { dbm: true }) to look them up in a file',
  applies: ({ origin }) => origin.length > 1024,
}

function head(name: string, dbm: boolean): string {
  return comment(
    ...GENERATED,
    'Include this file in each virtual host that the policy is for, before its own RewriteRule lines.',
    'It needs the modules headers, rewrite and setenvif.',
    ...(dbm
      ? [
          `Make the database in the folder ServerRoot: httxt2dbm -i ${name}.origins.txt -o ${name}.origins.dbm`,
          'Set MaxConnectionsPerChild, because each child remembers every origin that it has looked up.',
        ]
      : []),
    'Check it with "apachectl configtest", and with an origin of the policy and another one:',
    'curl -si -X OPTIONS -H "Origin: https://..." -H "Access-Control-Request-Method: PUT" http://localhost/',
  )
}

/** The most origins in one regular expression. */
const PER_LINE = 100

function originRules({ isPublic, origins, allowsNull }: Plan, name: string, dbm: boolean): string[] {
  const allow = (pattern: string, value = '$0'): string =>
    setIf('Origin', `^(?:${pattern})$`, `${name}_origin=${value}`)
  const groups = Array.from({ length: Math.ceil(origins.exact.length / PER_LINE) }, (_, at) =>
    origins.exact.slice(at * PER_LINE, (at + 1) * PER_LINE),
  )
  return [
    '',
    '# An empty line counts as a line.',
    ...['Origin', 'Sec-Fetch-Site'].map((header) => `RequestHeader edit ${header} "^$" "-" early`),
    '',
    '# The origin that the policy allows. Apache joins several Origin lines, and no policy allows the result.',
    ...(isPublic ? [setIf('Request_Method', '^', `${name}_origin=*`)] : []),
    ...(allowsNull ? [allow('null', '*')] : []),
    ...origins.patterns.map((pattern) => allow(pattern)),
    ...(origins.patterns.length ? [setIf('Origin', `^${TOO_LONG_HOST}`, `!${name}_origin`)] : []),
    ...(dbm ? [] : groups.map((group) => allow(group.map(literally).join('|')))),
    'RewriteEngine On',
    ...(dbm
      ? [
          `RewriteMap ${name}_origins "dbm:${name}.origins.dbm"`,
          `RewriteCond "\${${name}_origins:%{HTTP:Origin}}" "=1"`,
          `RewriteRule "^" "-" [E=${name}_origin:%{HTTP:Origin}]`,
        ]
      : []),
  ]
}

/** Sets a variable if a header, or another variable, matches. A header that is missing matches as an empty one. */
function setIf(header: string, pattern: string, variable: string): string {
  return `SetEnvIf ${header} "${pattern}" ${variable}`
}

function answerRules({ enforce, preflightStatus, isCookieless }: Plan, name: string): string[] {
  const condition = (variable: string, test: string): string => `RewriteCond "%{ENV:${name}_${variable}}" "${test}"`
  const answer = (flags: string): string => `RewriteRule "^" "-" [${flags},L]`
  return [
    '',
    '# A preflight is an OPTIONS request with an origin and a requested method.',
    setIf('Request_Method', '^OPTIONS$', `${name}_preflight=1`),
    setIf('Origin', '^$', `!${name}_preflight`),
    setIf('Access-Control-Request-Method', '^$', `!${name}_preflight`),
    condition('preflight', '=1'),
    // Apache writes a page for this status otherwise.
    ...(preflightStatus === 200 ? ['ErrorDocument 200 " "'] : []),
    answer(`R=${preflightStatus}`),
    ...(enforce
      ? [
          '',
          '# An actual cross-origin request that the policy does not allow gets 403.',
          ...['', ...enforce.self].map((origin) => setIf('Origin', `^${literally(origin)}$`, `${name}_own=1`)),
          setIf('Sec-Fetch-Site', '.', `!${name}_own`),
          setIf('Sec-Fetch-Site', '^(?:same-origin|none)$', `${name}_own=1`),
          setIf('Request_Method', `^(?:${methodPattern(enforce.methods)})$`, `${name}_method=1`),
          condition('own', '!=1'),
          `${condition('method', '!=1')} [OR]`,
          condition('origin', '^$'),
          answer(`E=${name}_refused:1,R=403`),
        ]
      : []),
    'RequestHeader edit Origin "^-$" ""',
    'RequestHeader edit Sec-Fetch-Site "^-$" ""',
    ...(isCookieless
      ? [
          'RequestHeader unset Cookie',
          `RequestHeader unset Authorization "expr=%{req_novary:Authorization} =~ m#${AMBIENT_SCHEME.source}#i"`,
        ]
      : []),
  ]
}

function headerRules({ isPublic, enforce, preflight, actual, timing }: Plan, name: string): string[] {
  const is = (variable: string, operator = '=='): string => `reqenv('${name}_${variable}') ${operator} '1'`
  const passed = [
    `-n reqenv('${name}_origin')`,
    ...(enforce ? [is('refused', '!='), `reqenv('REDIRECT_${name}_refused') != '1'`] : []),
  ]
  const rule = (does: string, value: string, ...conditions: string[]): string =>
    `Header always ${does} "${value}"${conditions.length ? ` "expr=${conditions.join(' && ')}"` : ''}`
  const lines = (of: readonly PlannedLine[], ...conditions: string[]): string[] =>
    of.map(({ name: header, value }) =>
      rule(
        `set ${header}`,
        value === undefined ? `%{${name}_origin}e` : value.replaceAll('%', '%%'),
        ...passed,
        ...conditions,
        ...(header === ALLOW_HEADERS ? [is('names', '!=')] : []),
      ),
    )
  const isActual = is('preflight', '!=')
  return [
    '',
    '# The headers. Apache keeps those of errors in another table.',
    setIf('Access-Control-Request-Headers', `^(?:${TOO_MANY_NAMES})`, `${name}_names=1`),
    ...[...KNOWN_HEADERS, ...timing].flatMap((header) => [
      `Header onsuccess unset ${header}`,
      `Header always unset ${header}`,
    ]),
    ...lines(preflight, is('preflight')),
    ...lines(actual, isActual),
    ...(isPublic && !enforce ? [] : [rule('merge Vary', 'Origin', ...(isPublic ? [isActual] : []))]),
    rule('merge Vary', 'Access-Control-Request-Headers', is('preflight'), ...passed, is('names')),
    ...(enforce
      ? [rule('merge Vary', 'Sec-Fetch-Site', isActual), rule('set Cache-Control', 'no-store', is('refused'))]
      : []),
  ]
}

const NOTES: readonly ExportNote[] = [
  {
    code: 'apache-control-bytes',
    message:
      'Apache answers 400 to a header with a control byte, such as DEL, before it reads this file. No browser sends one.',
  },
  {
    code: 'apache-encoded-slashes',
    message:
      'Apache answers 404 to a path with %2F. Write "AllowEncodedSlashes NoDecode" if the application has such paths.',
  },
  {
    code: 'apache-unknown-headers',
    message: 'Access-Control-* headers that no standard has pass from the application to the page.',
  },
]
