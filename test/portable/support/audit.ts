import { audit, type AuditSettings, type Finding } from '../../../src/audit/index.ts'
import type { CorsOptions } from '../../../src/index.ts'

/** The findings of a policy that does not answer with promises. */
export function auditNow(options: unknown, settings?: AuditSettings): readonly Finding[] {
  const findings = audit(options as CorsOptions, settings)
  if (findings instanceof Promise) throw new TypeError('The audit answers with a promise, expected findings')
  return findings
}

/** The rules of the findings, in order. */
export function rulesOf(findings: readonly { readonly rule: string }[]): string[] {
  return findings.map(({ rule }) => rule)
}
