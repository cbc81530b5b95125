import { isToken } from '../fetch/token.ts'
import type { PolicyIssueCode, Report } from './issues.ts'
import type { FaultOf } from './name-faults.ts'
import { suggestPattern } from './origin-pattern.ts'

/** What an entry of the option `origin` has to be. */
export const ORIGIN = 'an origin such as "https://app.example.com", or a predicate'
const WILDCARD = 'a star as the whole label below a domain of your own, or as the port of a loopback host'

/**
 * Reads the entries of a list, each on its own; duplicates count once, those of header names in any case.
 *
 * @param given a list, or the one origin that is none
 * @param expected what an entry has to be, in words
 */
export function readList(option: string, given: unknown, expected: string, faultOf: FaultOf, report: Report): string[] {
  const isList = Array.isArray(given)
  const entries: unknown[] = isList ? given : [given]
  const read = new Map<string, string>()
  for (const [index, entry] of entries.entries()) {
    const text = typeof entry === 'string' ? entry : ''
    const fault =
      text === entry || option !== 'origin'
        ? faultOf(text)
        : entry === undefined && !isList
          ? 'origin-missing'
          : 'origin-type'
    if (fault) {
      report(
        fault,
        isList ? [option, index] : [option],
        entry,
        fault.startsWith('wildcard') ? WILDCARD : expected,
        suggest(text, fault),
      )
    } else read.set(option.endsWith('Headers') ? text.toLowerCase() : text, text)
  }
  return [...read.values()]
}

function suggest(text: string, fault: PolicyIssueCode): unknown {
  if (fault === 'method-case') return text.toUpperCase()
  if (/^(origin|insecure)/.test(fault)) return suggestPattern(text, fault)
  const names = text.split(/[\s,]+/)
  return names.length > 1 && names.every(isToken) ? names : undefined
}
