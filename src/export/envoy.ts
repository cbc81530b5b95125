import type { CorsPolicy } from '../server/cors-policy.ts'
import type { ExportedFiles, ExportNote } from './exported-files.ts'
import type { ExportOptions } from './export-options.ts'
import { LABELS } from './origin-pattern.ts'
import { ALLOW_HEADERS, KNOWN_HEADERS, type Plan } from './plan.ts'
import { type Platform, toPlatform } from './platform.ts'
import { listed, REALLY_ANY_HEADER } from './platform-limits.ts'

/** The domain of a pattern that could have more than 253 bytes with three labels below it. */
const LONG_DOMAIN = /\*\.[^:]{62}/

const ENVOY: Platform = {
  target: 'envoy',
  reader: 'toEnvoy()',
  limits: () => [
    REALLY_ANY_HEADER,
    {
      code: 'export-origin-pattern',
      option: 'origin',
      message: 'The domain of a pattern may have at most 61 characters. List the origins below it',
      applies: (options) => listed(options).some((origin) => LONG_DOMAIN.test(origin)),
    },
  ],
}

/**
 * Writes a policy as members of a route or a virtual host of Envoy. Its HTTP filters need `envoy.filters.http.cors` before
 * the router. Versions without `forward_not_matching_preflights` refuse the file.
 *
 * @throws {ExportError} with everything in the policy that Envoy cannot do
 * @throws {PolicyError} with every problem of the options
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { toEnvoy } from 'corsage/export'
 *
 * const policy = cors({ origin: ['https://*.example.com'], credentials: true, allowMethods: ['GET', 'PUT'] })
 * console.log(toEnvoy(policy, { name: 'shop' }).files['shop.envoy.json'])
 * ```
 */
export function toEnvoy(policy: CorsPolicy, options?: ExportOptions): ExportedFiles {
  return toPlatform(ENVOY, policy, options, (_rule, planned) => routeOf(planned), notesOf)
}

function routeOf(planned: Plan): unknown {
  const { isPublic, origins, allowsNull, preflight, actual } = planned
  const value = (header: string): string | undefined =>
    [...preflight, ...actual].find(({ name }) => name === header)?.value
  const exact = isPublic ? ['*'] : [...origins.exact, ...(allowsNull ? ['null'] : [])]
  // A host name has at most 253 bytes, which a regular expression cannot count. Three labels of 63 bytes below a domain of
  // 61 never have more.
  const fewLabels = LABELS.replace(/\+$/, '{1,3}')
  return {
    typed_per_filter_config: {
      'envoy.filters.http.cors': {
        '@type': 'type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy',
        allow_origin_string_match: [
          ...exact.map((origin) => ({ exact: origin })),
          ...origins.patterns.map((regex) => ({ safe_regex: { regex: regex.replace(LABELS, () => fewLabels) } })),
        ],
        allow_methods: value('Access-Control-Allow-Methods'),
        allow_headers: value(ALLOW_HEADERS),
        expose_headers: value('Access-Control-Expose-Headers'),
        max_age: value('Access-Control-Max-Age'),
        allow_credentials: planned.options.credentials,
        forward_not_matching_preflights: false,
      },
    },
    // The filter leaves those of the application as they are, if it does not allow the origin.
    response_headers_to_remove: KNOWN_HEADERS,
  }
}

function notesOf({ origins }: Plan): readonly ExportNote[] {
  return origins.patterns.length ? [...NOTES, ...PATTERN_NOTES] : NOTES
}

const NOTES: readonly ExportNote[] = [
  {
    code: 'envoy-unknown-headers',
    message: 'Access-Control-* headers that no standard has pass from the application to the page.',
  },
  {
    code: 'envoy-empty-origin',
    message: 'An empty Origin counts as none, so its preflight reaches the application. No browser sends one.',
  },
]

const PATTERN_NOTES: readonly ExportNote[] = [
  { code: 'envoy-labels', message: 'A pattern matches at most three labels below its domain.' },
  {
    code: 'envoy-regex-size',
    message:
      'Envoy refuses large regular expressions by default. Set re2.max_program_size.error_level to 10000 in a layer of its runtime.',
  },
]
