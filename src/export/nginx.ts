import type { CorsPolicy } from '../server/cors-policy.ts'
import type { ExportedFiles, ExportNote } from './exported-files.ts'
import { type ExportOptions, readExportOptions } from './export-options.ts'
import { headerVariable, nginxMaps, type Variable } from './nginx-maps.ts'
import { KNOWN_HEADERS, type Limit, type Plan, plan } from './plan.ts'
import { comment, GENERATED } from './words.ts'

/** The options of `toNginx`. */
export interface NginxOptions extends ExportOptions {
  /**
   * Whether the server has the module `headers-more`, which removes every `Access-Control-*` header of the application,
   * known or not, in every location. Default: `false`.
   */
  readonly headersMore?: boolean | undefined
}

/**
 * Writes a policy as configuration for nginx 1.20 or newer: a file for the `http` block, and one for each `server` block
 * that the policy is for.
 *
 * @throws {ExportError} with everything in the policy that nginx cannot do
 * @throws {PolicyError} with every problem of the options
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { toNginx } from 'corsage/export'
 *
 * const { files } = toNginx(cors({ origin: ['https://app.example.com'] }), { name: 'api' })
 * console.log(files['api.http.conf'], files['api.server.conf'])
 * ```
 */
export function toNginx(policy: CorsPolicy, options?: NginxOptions): ExportedFiles {
  const { name, headersMore } = readExportOptions(options, 'toNginx()', 'headersMore')
  const planned = plan(policy, 'nginx', headersMore ? [METHODS] : [METHODS, COOKIELESS])
  const variable: Variable = (meaning) => `$${name}_${meaning}`
  const files = {
    [`${name}.http.conf`]: [httpHead(name), ...sizesFor(planned), ...nginxMaps(planned, variable)],
    [`${name}.server.conf`]: [serverHead(name, headersMore), ...serverFor(planned, variable, headersMore)],
  }
  return {
    files: Object.fromEntries(Object.entries(files).map(([file, parts]) => [file, `${parts.join('\n\n')}\n`])),
    notes: notesFor(planned, headersMore),
  }
}

const METHODS: Limit = {
  code: 'export-method',
  option: 'allowMethods',
  message:
    'allowMethods has a method that nginx refuses itself: it takes upper-case letters, "_" and "-" only. Rename the method, or leave it out',
  applies: ({ allowMethods }) => allowMethods.some((method) => method !== '*' && !/^[A-Z_-]+$/.test(method)),
}

const COOKIELESS: Limit = {
  code: 'export-cookieless',
  option: 'cookieless',
  message:
    'cookieless needs a module, because a location with its own proxy_set_header would pass cookies on. Install headers-more, and write toNginx(policy, { headersMore: true })',
  applies: ({ cookieless }) => cookieless,
}

function httpHead(name: string): string {
  return comment(
    ...GENERATED,
    `Include this file in the http block, and ${name}.server.conf in each server block that the policy is for.`,
  )
}

function serverHead(name: string, headersMore: boolean): string {
  return comment(
    ...GENERATED,
    `Include this file in a server block, and ${name}.http.conf in the http block.`,
    ...(headersMore
      ? [
          'It needs the module headers-more (Debian: libnginx-mod-http-headers-more-filter).',
          'A location or an "if" with its own add_header loses the line with Vary below, so that a cache could give one',
          'origin the response that was made for another. Include this file there again.',
        ]
      : [
          'A location or an "if" with its own add_header loses all add_header lines below, and one with its own',
          'proxy_hide_header loses those. Preflights still pass then, so the browser refuses the response. Include this',
          'file there again.',
        ]),
    'Check it with "nginx -t", and with an origin of the policy and another one:',
    'curl -si -X OPTIONS -H "Origin: https://..." -H "Access-Control-Request-Method: PUT" http://localhost/',
  )
}

/** A table of strings has room for about half as many strings, and for strings of 46 bytes (nginx 1.22). */
function sizesFor({ origins: { exact } }: Plan): string[] {
  const longest = Math.max(0, ...exact.map((origin) => origin.length))
  return [
    ...(exact.length > 1024 ? [`map_hash_max_size ${2 ** Math.ceil(Math.log2(exact.length * 2))};`] : []),
    ...(longest > 46 ? [`map_hash_bucket_size ${longest > 110 ? 512 : 128};`] : []),
  ]
}

function serverFor(planned: Plan, variable: Variable, headersMore: boolean): string[] {
  const { enforce, preflightStatus, isCookieless } = planned
  const names = [...new Set([...planned.preflight, ...planned.actual].map(({ name }) => name))]
  const valueOf = (name: string): string => variable(headerVariable(name))
  return [
    [
      ...(headersMore
        ? [
            ...['Access-Control-*', ...planned.timing].map((name) => `more_clear_headers '${name}';`),
            ...names.map((name) => `more_set_headers "${name}: ${valueOf(name)}";`),
          ]
        : [
            ...[...KNOWN_HEADERS, ...planned.timing].map((name) => `proxy_hide_header ${name};`),
            ...names.map((name) => `add_header ${name} ${valueOf(name)} always;`),
          ]),
      `add_header Vary ${variable('vary')} always;`,
      ...(enforce ? [`add_header Cache-Control ${variable('cache')} always;`] : []),
    ].join('\n'),
    ...(isCookieless
      ? [`more_clear_input_headers Cookie;\nmore_set_input_headers "Authorization: ${variable('authorization')}";`]
      : []),
    `if (${variable('preflight')}) {\n    return ${preflightStatus === 204 ? '204' : '200 ""'};\n}`,
    ...(enforce ? [`if (${variable('refused')}) {\n    return 403 "Cross-origin request refused";\n}`] : []),
  ]
}

const MAP_SIZES: ExportNote = {
  code: 'nginx-map-sizes',
  message:
    'map_hash_max_size and map_hash_bucket_size are for all maps, and nginx takes each of them once. With several policies, keep the largest values.',
}

function notesFor(planned: Plan, headersMore: boolean): ExportNote[] {
  return [
    ...(sizesFor(planned).length ? [MAP_SIZES] : []),
    {
      code: 'nginx-empty-origin',
      message: 'A request with an empty Origin is not a preflight. No browser sends one.',
    },
    {
      code: 'nginx-two-origins',
      message:
        'nginx before 1.23 reads only the first of several Origin lines, and allows the request if the policy has that origin. No browser sends several.',
    },
    {
      code: 'nginx-two-requests',
      message:
        'nginx before 1.23 reads only the first of several Access-Control-Request-Method or Access-Control-Request-Headers lines. No browser sends several.',
    },
    ...(headersMore
      ? []
      : [
          {
            code: 'nginx-unknown-headers',
            message:
              'Access-Control-* headers that no standard has pass from the application to the page. The module headers-more removes them: toNginx(policy, { headersMore: true }).',
          },
          {
            code: 'nginx-unreadable-416',
            message:
              'The 416 of a static file has each header twice, and browsers do not let a page read it. With headers-more it has them once.',
          },
        ]),
    ...(planned.enforce
      ? [
          {
            code: 'nginx-sec-fetch-site',
            message:
              'nginx before 1.23 reads only the first of several Sec-Fetch-Site lines, and an empty one counts as none. No browser sends either.',
          },
        ]
      : []),
  ]
}
