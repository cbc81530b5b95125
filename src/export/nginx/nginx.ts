import type { RouteTable } from '../../routes/routes.ts'
import type { CorsPolicy } from '../../server/cors-policy.ts'
import type { ExportedFiles, ExportNote } from '../exported-files.ts'
import { type ExportOptions, readExportOptions } from '../export-options.ts'
import type { Limit } from '../plan.ts'
import { plansOf } from '../plans.ts'
import { head, shortHead } from '../words.ts'
import { nginxNotes } from './notes.ts'
import { policyMaps } from './policy-maps.ts'
import { requestMaps } from './request-maps.ts'
import { routeMaps } from './route-maps.ts'
import { serverPart } from './server-part.ts'
import { sizesFor } from './table-sizes.ts'
import { variablesOf } from './text.ts'

/** The options of `toNginx`. */
export interface NginxOptions extends ExportOptions {
  /**
   * Whether the server has the module `headers-more`, which removes every `Access-Control-*` header of the application,
   * known or not, in every location. Default: `false`.
   */
  readonly headersMore?: boolean | undefined
}

/**
 * Writes a policy, or a table of policies, as configuration for nginx 1.20 or newer: a file for the `http` block, and one for each `server` block
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
export function toNginx(policy: CorsPolicy | RouteTable, options?: NginxOptions): ExportedFiles {
  const { name, headersMore } = readExportOptions(options, 'toNginx()', 'headersMore')
  const exported = plansOf(policy, name, 'nginx', headersMore ? [METHODS] : [METHODS, COOKIELESS])
  const request = variablesOf(name)
  const maps = [
    ...requestMaps(exported, request),
    ...exported.plans.flatMap((plan) => policyMaps(plan, { variable: variablesOf(plan.name), request })),
    ...routeMaps(exported, request),
  ]
  const sizes = sizesFor(exported, maps)
  const notes = nginxNotes(exported, headersMore, sizes.length > 0)
  const files = {
    [`${name}.http.conf`]: [httpHead(name), ...sizes, ...maps],
    [`${name}.server.conf`]: [serverHead(name, headersMore, notes), ...serverPart(exported, request, headersMore)],
  }
  return {
    files: Object.fromEntries(Object.entries(files).map(([file, parts]) => [file, `${parts.join('\n\n')}\n`])),
    notes,
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
  return shortHead(
    `Include this file in the http block, and ${name}.server.conf in each server block that the policy is for.`,
  ).join('\n')
}

function serverHead(name: string, headersMore: boolean, notes: readonly ExportNote[]): string {
  return head({
    place: [
      `Include this file in a server block, and ${name}.http.conf in the http block.`,
      ...(headersMore
        ? [
            'It needs the module headers-more (Debian: libnginx-mod-http-headers-more-filter).',
            'A location or an "if" with its own add_header loses the line with Vary below, so that a cache could give one',
            'origin the response that was made for another. Include this file there again.',
          ]
        : [
            'It needs no module that nginx lacks. A location or an "if" with its own add_header loses all add_header lines',
            'below, and one with its own proxy_hide_header loses those. Preflights still pass then, so the browser refuses',
            'the response. Include this file there again.',
          ]),
    ],
    check: 'nginx -t',
    notes,
  }).join('\n')
}
