import type { PolicyIssue } from '../../policy/issues.ts'
import { ATTACKER } from '../hosts/hostile-origins.ts'
import { type ChecklistPoint, type Finding, toFinding } from './finding.ts'

/** The point of the checklist by option; the options that are not here are about origins. */
const POINTS: ReadonlyMap<unknown, ChecklistPoint> = new Map([
  ['maxAge', 1],
  ['allowMethods', 3],
  ['allowHeaders', 4],
  ['dangerouslyReflectHeaders', 4],
  ['exposeHeaders', 5],
  ['timingAllowOrigin', 5],
  ['credentials', 6],
])

/** The references by code: the first pattern that matches counts. */
const REFERENCES: readonly (readonly [RegExp, ...string[]])[] = [
  [/^(any-origin|origin-missing)/, 'CWE-942', 'ASVS 3.4.2'],
  [/null|opaque|suffix/, 'CWE-346', 'CWE-942'],
  [/^insecure/, 'CWE-319', 'CWE-346'],
  [/^wildcard|in-list$/, 'CWE-183', 'CWE-625'],
  [/^origin|^option/, 'CWE-20'],
  [/^/, 'Fetch'],
]

/** An issue that `cors()` has with options, as a finding: its rule is the code of the issue. */
export function issueFinding({ code, path, value, message, expected, suggestion }: PolicyIssue): Finding {
  const witness = witnessOf(code, value)
  return toFinding({
    rule: code,
    severity: 'error',
    checklist: POINTS.get(path[0]) ?? POINTS.get(suggestion) ?? 2,
    path,
    message,
    fix: `Write ${expected}`,
    ...(witness !== undefined && { witness }),
    references: REFERENCES.find(([pattern]) => pattern.test(code))!.slice(1) as string[],
  })
}

/** An origin that the policy would allow if `cors()` did not refuse it. */
function witnessOf(code: string, value: unknown): string | undefined {
  if (code === 'any-origin-credentials') return ATTACKER
  return typeof value === 'string' && /^(wildcard-(position|.*-suffix)|insecure)/.test(code)
    ? value.replaceAll('*', 'attacker')
    : undefined
}
