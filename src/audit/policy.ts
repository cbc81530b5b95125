import { isLayer } from '../layer.ts'
import { compile, type CompiledPolicy } from '../policy/compile.ts'
import { ownOptions } from '../policy/check.ts'
import { PolicyError } from '../policy/issues.ts'
import type { CorsOptions } from '../policy/options.ts'
import { after } from '../runtime/promise.ts'
import type { Finding } from './report/finding.ts'
import { issueFinding } from './report/issue-finding.ts'
import { visitOptions, visitPredicate } from './rules/visit.ts'
import type { AuditSettings } from './settings.ts'
import { interrogate } from './subject/predicate.ts'
import { readSubject } from './subject/subject.ts'

/** What the rules find in one policy, or in options. */
export function auditPolicy(input: unknown, settings: AuditSettings): readonly Finding[] | Promise<readonly Finding[]> {
  const written = readWritten(input)
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
