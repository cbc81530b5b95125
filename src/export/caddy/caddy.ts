import type { RouteTable } from '../../routes/routes.ts'
import type { CorsPolicy } from '../../server/cors-policy.ts'
import type { ExportedFiles, ExportNote } from '../exported-files.ts'
import { type ExportOptions, readExportOptions } from '../export-options.ts'
import type { Limit } from '../plan.ts'
import { plansOf } from '../plans.ts'
import { routeNotes } from '../route-notes.ts'
import { head } from '../words.ts'
import { policyLines } from './policy-lines.ts'
import { routeLines } from './route-lines.ts'
import { block } from './text.ts'

/**
 * Writes a policy, or a table of policies, as configuration for Caddy 2.6 or newer: a snippet, which a site imports.
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
export function toCaddy(policy: CorsPolicy | RouteTable, options?: ExportOptions): ExportedFiles {
  const { name } = readExportOptions(options, 'toCaddy()')
  const exported = plansOf(policy, name, 'caddy', [TOO_MANY])
  const notes = [...NOTES, ...routeNotes(exported)]
  const lines = exported.plans.flatMap((plan) =>
    plan.row === undefined
      ? policyLines(plan)
      : [
          '',
          `@${plan.name} vars {http.vars.${name}__row} ${plan.row}`,
          ...block(`route @${plan.name}`, policyLines(plan)),
        ],
  )
  const snippet = block(`(${name})`, [...routeLines(exported), ...lines])
  return {
    files: { [`${name}.caddy`]: [...headFor(name, notes), '', ...snippet, ''].join('\n') },
    notes,
  }
}

const TOO_MANY: Limit = {
  code: 'export-too-many-origins',
  option: 'origin',
  message:
    'origin has more than 1024 origins, and Caddy compares them one by one. Export the policy to nginx or HAProxy, or mount it in front of Caddy',
  applies: ({ origin }) => origin.length > 1024,
}

function headFor(name: string, notes: readonly ExportNote[]): string[] {
  return head({
    place: [
      'Import this file at the top of the Caddyfile. In each site that the policy is for, write:',
      'route {',
      `    import ${name}`,
      '    reverse_proxy ...',
      '}',
      'It needs no module that Caddy lacks.',
    ],
    check: 'caddy validate',
    notes,
  })
}

const NOTES: readonly ExportNote[] = [
  {
    code: 'caddy-control-bytes',
    message:
      'Caddy answers 400 to a header with a control byte, such as DEL, before it reads this file. No browser sends one.',
  },
]
