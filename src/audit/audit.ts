import { isLayer } from '../layer.ts'
import { compile, type CompiledPolicy } from '../policy/compile.ts'
import { ownOptions } from '../policy/check.ts'
import { PolicyError } from '../policy/issues.ts'
import type { CorsOptions } from '../policy/options.ts'
import { after } from '../runtime/promise.ts'
import type { AsyncCorsPolicy, CorsPolicy, PolicyOf, SyncCorsPolicy } from '../server/cors-policy.ts'
import type { Finding } from './report/finding.ts'
import { issueFinding } from './report/issue-finding.ts'
import { visitOptions, visitPredicate } from './rules/visit.ts'
import { type AuditSettings, readSettings } from './settings.ts'
import { interrogate } from './subject/predicate.ts'
import { readSubject } from './subject/subject.ts'

/**
 * The result of asking about a policy. It is there at once if the type of the policy says that it answers at once, it
 * is a promise if the type says that its predicate answers with promises, and either if the type does not say. `await`
 * takes all three.
 */
export type Asked<Input, Result> = (Input extends CorsPolicy ? Input : PolicyOf<Input>) extends infer Policy
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
 * @param policyOrOptions a policy, or options as `cors()` takes them. With options, paths point to what you wrote
 * @param settings what the policy itself does not say: its routes, its guard against CSRF, its stage …
 * @returns findings in the order of the options, frozen. If `cors()` refuses the options, only its reasons: each `rule`
 * is then the code of an issue
 * @throws {PolicyError} with every problem of the settings; never because of the policy
 * @example
 * ```ts
 * import { audit } from 'corsage/audit'
 *
 * const [finding] = audit({ origin: ['https://*.example.com'], credentials: true }, { csrf: true })
 * console.log(finding?.rule, finding?.witness) // O-08 https://attacker.example.com
 * ```
 */
export function audit<const Input extends CorsOptions | CorsPolicy>(
  policyOrOptions: Input,
  settings?: AuditSettings,
): Asked<Input, readonly Finding[]> {
  const known = readSettings(settings)
  return listFindings(readWritten(policyOrOptions), known) as Asked<Input, readonly Finding[]>
}

function listFindings(written: CorsOptions, settings: AuditSettings): readonly Finding[] | Promise<readonly Finding[]> {
  let policy: CompiledPolicy
  try {
    policy = compile(written)
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error
    return Object.freeze(error.issues.map(issueFinding))
  }
  const subject = readSubject(written, policy, settings)
  const asked = policy.predicate && interrogate(subject, policy.predicate)
  return after(asked, (answers) =>
    Object.freeze([...(answers ? visitPredicate(subject, answers) : []), ...visitOptions(subject)]),
  )
}

/** The options, read once, so that what is compiled is what is audited. */
function readWritten(input: unknown): CorsOptions {
  const written = ownOptions(isLayer(input) ? input.options : input)
  for (const option in written) if (Array.isArray(written[option])) written[option] = [...written[option]]
  return written as unknown as CorsOptions
}
