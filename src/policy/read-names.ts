import type { PolicyIssueCode, Report } from './issues.ts'
import { isToken } from '../fetch/token.ts'

/** What the names in a list have to be. */
export interface NameKind {
  /** In words, for messages. */
  readonly wanted: string
  readonly invalid: PolicyIssueCode
  /** Why a token is not such a name, with the name that was meant. */
  readonly check: (name: string) => readonly [fault: PolicyIssueCode, suggestion?: string] | false | undefined
}

/** Reads a list of methods or header names; duplicates count once, those of headers in any case. */
export function readNames(
  option: string,
  given: unknown,
  kind: NameKind,
  credentials: boolean,
  report: Report,
): string[] {
  const names = new Map<string, string>()
  if (!Array.isArray(given)) report('option-type', [option], given, `a list, each ${kind.wanted}`, splitNames(given))
  else {
    for (const [index, name] of given.entries()) {
      const [fault, suggestion] = !isName(name)
        ? [kind.invalid, splitNames(name)]
        : (name === '*' && credentials && (['star-with-credentials'] as const)) || kind.check(name) || []
      if (fault) report(fault, [option, index], name, kind.wanted, suggestion)
      else names.set(kind.invalid === 'method-invalid' ? name : name.toLowerCase(), name)
    }
  }
  return [...names.values()]
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && isToken(value)
}

/** The names in a text that was meant as a list. */
function splitNames(value: unknown): string[] | undefined {
  const names = typeof value === 'string' ? value.split(/[\s,]+/) : []
  return names.length && names.every(isToken) ? names : undefined
}
