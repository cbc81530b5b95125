import type { CorsOptions } from '../policy/options.ts'
import type { LiveLayer } from '../rollout/live.ts'
import type { RouteTable } from '../routes/routes.ts'
import { isRouteTable } from '../routes/table.ts'
import type { AsyncCorsPolicy, CorsPolicy, PolicyOf, SyncCorsPolicy } from '../server/cors-policy.ts'
import { auditPolicy } from './policy.ts'
import type { Finding } from './report/finding.ts'
import { type AuditSettings, readSettings } from './settings.ts'
import { readLayer } from './subject/layer.ts'
import { auditTable } from './table.ts'

/** A policy, a table of policies, or a layer of `live()`, which has one of these. */
export type AuditedLayer = CorsPolicy | RouteTable | LiveLayer

/**
 * The result of asking about a policy. It is there at once if the type of the policy says that it answers at once, it
 * is a promise if the type says that its predicate answers with promises, and either if the type does not say. `await`
 * takes all three. The type of a table does not say it.
 */
export type Asked<Input, Result> = (
  Input extends CorsPolicy ? Input : Input extends AuditedLayer ? CorsPolicy : PolicyOf<Input>
) extends infer Policy
  ? Policy extends SyncCorsPolicy
    ? Result
    : Policy extends AsyncCorsPolicy
      ? Promise<Result>
      : Result | Promise<Result>
  : never

/**
 * Finds the weaknesses of a policy, and what `cors()` refuses in options. docs/audit.md lists all rules.
 *
 * A predicate is called with hostile origins, each once: with strangers, with tenants of shared suffixes, and with
 * neighbours of the hosts that its source or `self` names. What it throws or rejects with is part of the finding about
 * it. If it answers with promises, so does `audit`. That takes a second at most, because an answer that is still
 * missing then counts as a refusal.
 *
 * Each row of a table is audited with the `routes` that it decides about. Rows with one policy share their findings.
 *
 * @param policyOrOptions a policy, a table of `routes()`, or options as `cors()` takes them. With options, paths point to
 * what you wrote. Of a layer of `live()` its current policy is audited, of `shadow()` the current one as well
 * @param settings what the policy itself does not say: its routes, its guard against CSRF, its stage …
 * @returns findings in the order of the options, frozen. If `cors()` refuses the options, only its reasons: each `rule`
 * is then the code of an issue
 * @throws {PolicyError} with every problem of the settings, and for a layer without a policy; never because of the policy
 * @example
 * ```ts
 * import { audit } from 'corsage/audit'
 *
 * const [finding] = audit({ origin: ['https://*.example.com'], credentials: true }, { csrf: true })
 * console.log(finding?.rule, finding?.witness) // O-08 https://attacker.example.com
 * ```
 */
export function audit<const Input extends CorsOptions | AuditedLayer>(
  policyOrOptions: Input,
  settings?: AuditSettings,
): Asked<Input, readonly Finding[]> {
  const known = readSettings(settings)
  const subject = readLayer(policyOrOptions)
  return (isRouteTable(subject) ? auditTable(subject, known) : auditPolicy(subject, known)) as Asked<
    Input,
    readonly Finding[]
  >
}
