import type { Finding } from '../../audit/index.ts'
import { toFinding } from '../../audit/report/finding.ts'
import { codeOf, type ProbeCode } from './codes.ts'
import { curlLine } from './curl.ts'
import type { Settings } from './plan.ts'
import { type Impact, type Problem, type ProbeSeverity, SEVERITIES } from './problem.ts'

/** A finding of the probe. Every string is masked. */
export interface ProbeFinding {
  /** Stable: docs/probe.md has a section for each. */
  readonly code: ProbeCode
  readonly severity: ProbeSeverity
  readonly impact: Impact
  readonly message: string
  readonly fix: string
  /** A command line that shows it. Secrets have to be typed again. */
  readonly curl: string
  /** The origin of a page that is allowed. */
  readonly witness?: string
  readonly references: readonly string[]
}

/** The words of rules of the audit, by their ids. */
export type RuleWords = Readonly<Record<string, { readonly fix: string; readonly references: readonly string[] }>>

/** Makes findings of problems, the gravest first. */
export function foundIn(
  problems: readonly Problem[],
  settings: Settings,
  rules: RuleWords,
  mask: (text: string) => string,
): ProbeFinding[] {
  const gravity = ({ severity }: Problem): number => SEVERITIES.indexOf(severity)
  return problems
    .toSorted((one, other) => gravity(one) - gravity(other))
    .map((problem) => toProbeFinding(problem, settings, rules, mask))
}

function toProbeFinding(
  { code, severity, impact, message, seen, witness }: Problem,
  settings: Settings,
  rules: RuleWords,
  mask: (text: string) => string,
): ProbeFinding {
  const { fix, references, rule } = codeOf(code)
  const words = rule === undefined ? undefined : rules[rule]
  return {
    code,
    severity,
    impact,
    message: mask(message),
    fix: fix ?? words?.fix ?? '',
    curl: mask(curlLine(seen, settings)),
    ...(witness !== undefined && { witness }),
    references: [...(references ?? words?.references ?? []), ...(rule === undefined ? [] : [`audit ${rule}`])],
  }
}

/** A finding as one of the audit, for SARIF. */
export function asAuditFinding({ code, severity, message, fix, curl, witness, references }: ProbeFinding): Finding {
  return toFinding({
    rule: code,
    severity: severity === 'critical' ? 'error' : severity,
    checklist: 2,
    path: ['endpoint'],
    message: `${message}. Repeat: ${curl}`,
    fix,
    ...(witness !== undefined && { witness }),
    references,
  })
}
