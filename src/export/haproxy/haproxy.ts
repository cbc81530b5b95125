import type { RouteTable } from '../../routes/routes.ts'
import type { CorsPolicy } from '../../server/cors-policy.ts'
import type { ExportedFiles, ExportNote } from '../exported-files.ts'
import { type ExportOptions, readExportOptions } from '../export-options.ts'
import { plansOf } from '../plans.ts'
import { routeNotes } from '../route-notes.ts'
import { head } from '../words.ts'
import { policyRules } from './policy-rules.ts'
import { requestRules } from './request-rules.ts'
import { responseRules } from './response-rules.ts'

/**
 * Writes a policy, or a table of policies, as configuration for HAProxy 2.6 or newer: lines for a `frontend`, and lists,
 * which belong into the folder in which HAProxy starts.
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
export function toHaproxy(policy: CorsPolicy | RouteTable, options?: ExportOptions): ExportedFiles {
  const { name } = readExportOptions(options, 'toHaproxy()')
  const exported = plansOf(policy, name, 'haproxy', [])
  const { plans, routes } = exported
  const notes = [...NOTES, ...routeNotes(exported)]
  const lists = [
    ...plans
      .filter(({ origins }) => origins.exact.length)
      .map((plan) => [`${plan.name}.origins.lst`, plan.origins.exact] as const),
    ...(routes?.rules.length
      ? [[`${name}.routes.map`, routes.rules.map((rule) => `${rule.pattern} ${rule.policy}`)] as const]
      : []),
  ]
  const files = lists.map(([file]) => file)
  const lines = [
    ...head({
      place: [
        'Copy these lines into each frontend that the policy is for, before its other http-request rules.',
        ...(files.length
          ? ['Copy these files into the folder in which HAProxy starts, or write their paths below:']
          : []),
        ...files.map((file) => `- ${file}`),
        'HAProxy needs no module, but regular expressions of PCRE ("haproxy -vv" says so).',
      ],
      check: 'haproxy -c -f haproxy.cfg',
      notes,
    }),
    ...requestRules(exported),
    ...plans.flatMap(policyRules(name)),
    ...responseRules(exported),
  ]
  return {
    files: {
      [`${name}.haproxy.cfg`]: lines.map((line) => `${line && `    ${line}`}\n`).join(''),
      ...Object.fromEntries(lists.map(([file, of]) => [file, of.map((line) => `${line}\n`).join('')])),
    },
    notes,
  }
}

const NOTES: readonly ExportNote[] = [
  {
    code: 'haproxy-two-lists',
    message:
      'HAProxy counts the names of each Access-Control-Request-Headers line by itself, and a policy counts them together. No browser sends several.',
  },
]
