import type { RouteTable } from '../../routes/routes.ts'
import type { CorsPolicy } from '../../server/cors-policy.ts'
import type { ExportedFiles, ExportNote } from '../exported-files.ts'
import { type ExportOptions, readExportOptions } from '../export-options.ts'
import type { Limit } from '../plan.ts'
import { type NamedPlan, plansOf } from '../plans.ts'
import { routeNotes } from '../route-notes.ts'
import { head } from '../words.ts'
import { headerRules } from './header-rules.ts'
import { answerRules } from './answer-rules.ts'
import { requestRules } from './request-rules.ts'

/** The options of `toApache`. */
export interface ApacheOptions extends ExportOptions {
  /**
   * Whether the listed origins go into a database file, which has room for any number of them. Without it Apache compares
   * origins one by one, and a policy may have at most 1024. Default: `false`.
   */
  readonly dbm?: boolean | undefined
}

/**
 * Writes a policy, or a table of policies, as configuration for Apache 2.4: a file for each virtual host that the policy is
 * for.
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
export function toApache(policy: CorsPolicy | RouteTable, options?: ApacheOptions): ExportedFiles {
  const { name, dbm } = readExportOptions(options, 'toApache()', 'dbm')
  const exported = plansOf(policy, name, 'apache', dbm ? [] : [TOO_MANY])
  const databases = dbm ? exported.plans.filter(({ origins }) => origins.exact.length) : []
  const notes = [...NOTES, ...routeNotes(exported)]
  return {
    files: {
      [`${name}.apache.conf`]: [
        ...headFor(databases, notes),
        ...requestRules(exported, databases),
        ...answerRules(exported),
        ...headerRules(exported),
        '',
      ].join('\n'),
      ...Object.fromEntries(
        databases.map((plan) => [
          `${plan.name}.origins.txt`,
          plan.origins.exact.map((origin) => `${origin} 1\n`).join(''),
        ]),
      ),
    },
    notes,
  }
}

const TOO_MANY: Limit = {
  code: 'export-too-many-origins',
  option: 'origin',
  message:
    'origin has more than 1024 origins, and Apache compares them one by one. Write toApache(policy, { dbm: true }) to look them up in a file',
  applies: ({ origin }) => origin.length > 1024,
}

function headFor(databases: readonly NamedPlan[], notes: readonly ExportNote[]): string[] {
  return head({
    place: [
      'Include this file in each virtual host that the policy is for, before its own RewriteRule lines.',
      'It needs the modules headers, rewrite and setenvif.',
      ...(databases.length
        ? [
            'Make these databases in the folder ServerRoot:',
            ...databases.map(({ name }) => `httxt2dbm -i ${name}.origins.txt -o ${name}.origins.dbm`),
            'Set MaxConnectionsPerChild, because each child remembers every origin that it has looked up.',
          ]
        : []),
    ],
    check: 'apachectl configtest',
    notes,
  })
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
