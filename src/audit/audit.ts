import { compile, type CompiledPolicy } from '../policy/compile.ts'
import { PolicyError } from '../policy/issues.ts'
import type { CorsOptions } from '../policy/options.ts'
import type { CorsPolicy, PolicyOf, SyncCorsPolicy, AsyncCorsPolicy } from '../server/cors-policy.ts'
import { after } from '../runtime/promise.ts'
import type { Finding } from './report/finding.ts'
import { auditNames } from './rules/names.ts'
import { auditOrigins } from './rules/origins.ts'
import { auditPredicate } from './rules/predicates.ts'
import { refusal } from './report/issue-finding.ts'
import { auditGuard } from './rules/guards.ts'
import { auditRoutes } from './rules/routes.ts'
import { type AuditOptions, readSettings } from './settings.ts'
import { suffixFinder } from './hosts/suffixes.ts'

/**
 * What comes of asking a policy: at once when nothing in it answers with promises, a promise when its predicate does,
 * and either when its type does not tell. `await` takes all of them.
 */
export type Asked<Input, Result> = (Input extends CorsPolicy ? Input : PolicyOf<Input>) extends infer Policy
  ? Policy extends SyncCorsPolicy
    ? Result
    : Policy extends AsyncCorsPolicy
      ? Promise<Result>
      : Result | Promise<Result>
  : never

/**
 * Finds what is unwise in a policy, and what `cors()` refuses in options. docs/audit.md has all rules.
 *
 * A predicate is called with hostile origins, each once: with strangers, with tenants of shared suffixes, and with
 * neighbours of the hosts that its text or `self` names. What it throws or rejects with is part of the finding about
 * it. When it answers with promises, so does `audit`: after a second at most, since an answer that is still missing
 * then counts as a refusal.
 *
 * @param policyOrOptions a policy, or options as `cors()` takes them. With options, paths point to what you wrote
 * @returns findings in the order of the options; frozen. When `cors()` refuses the options, all that it has against
 * them and nothing else: each `rule` is the code of an issue
 * @throws {PolicyError} with every problem that the options of the audit have; never for a policy
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
  options?: AuditOptions,
): Asked<Input, readonly Finding[]> {
  const settings = readSettings(options)
  const given = readOptions(policyOrOptions)
  return examine(given, settings) as Asked<Input, readonly Finding[]>
}

function examine(given: CorsOptions, settings: AuditOptions): readonly Finding[] | Promise<readonly Finding[]> {
  let policy: CompiledPolicy
  try {
    policy = compile(given)
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error
    return Object.freeze(error.issues.map(refusal))
  }
  const subject = { given, policy, settings, suffixOf: suffixFinder(settings.publicSuffixes) }
  const origins = policy.predicate ? auditPredicate(subject, policy.predicate) : []
  return after(origins, (found) =>
    Object.freeze([
      ...found,
      ...auditOrigins(subject),
      ...auditNames(subject),
      ...auditRoutes(subject),
      ...auditGuard(subject),
    ]),
  )
}

/** The options, read once: what is judged is what is audited. */
function readOptions(input: CorsOptions | CorsPolicy): CorsOptions {
  const options = Object.hasOwn(Object(input), 'wrap') ? (input as CorsPolicy).options : input
  const given: Record<string, unknown> = {
    __proto__: null,
    ...(typeof options === 'object' && !Array.isArray(options) && options),
  }
  for (const option in given) if (Array.isArray(given[option])) given[option] = [...given[option]]
  return given as unknown as CorsOptions
}
