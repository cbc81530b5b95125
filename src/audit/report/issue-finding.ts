import type { PolicyIssue } from '../../policy/issues.ts'
import { type ChecklistPoint, type Finding, freeze } from './finding.ts'
import { ATTACKER } from '../subject.ts'

/** The point of the checklist that an option belongs to; all others say whose pages may read. */
const POINTS: ReadonlyMap<unknown, ChecklistPoint> = new Map([
  ['maxAge', 1],
  ['allowMethods', 3],
  ['allowHeaders', 4],
  ['dangerouslyReflectHeaders', 4],
  ['exposeHeaders', 5],
  ['credentials', 6],
])

/** What stands behind a code, the first that fits. */
const REFERENCES: readonly (readonly [RegExp, ...string[]])[] = [
  [/^(any-origin|origin-missing)/, 'CWE-942', 'ASVS 3.4.2'],
  [/null|opaque|suffix/, 'CWE-346', 'CWE-942'],
  [/^insecure/, 'CWE-319', 'CWE-346'],
  [/^wildcard|in-list$/, 'CWE-183', 'CWE-625'],
  [/^origin|^option/, 'CWE-20'],
  [/^/, 'Fetch'],
]

/** What `cors()` says against options, as a finding: the rule is the code of the issue. */
export function refusal({ code, path, value, message, suggestion }: PolicyIssue): Finding {
  const witness = witnessOf(code, value)
  return freeze({
    rule: code,
    severity: 'error',
    checklist: POINTS.get(path[0]) ?? POINTS.get(suggestion) ?? 2,
    path: [...path],
    message,
    fix: `Write ${message.slice(message.lastIndexOf(', expected ') + 11)}`,
    ...(witness !== undefined && { witness }),
    references: REFERENCES.find(([sign]) => sign.test(code))!.slice(1) as string[],
  })
}

/** What would be let through, if it were not refused. */
function witnessOf(code: string, value: unknown): string | undefined {
  if (code === 'any-origin-credentials') return ATTACKER
  return typeof value === 'string' && /^(wildcard-(position|.*-suffix)|insecure)/.test(code)
    ? value.replaceAll('*', 'attacker')
    : undefined
}
