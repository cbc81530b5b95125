import { isLoopback } from '../fetch/origin.ts'
import { isToken } from '../fetch/token.ts'
import type { PolicyIssueCode } from './issues.ts'
import { patternFault } from './origins/pattern.ts'

/** The pattern that a faulty text seems to mean. Runs in `cors()` only, so that `new URL()` may help. */
export function suggestPattern(text: string, fault: PolicyIssueCode): string | undefined {
  const bare = text.trim()
  const scheme = bare.includes('://') ? '' : isLoopback(bare.replace(/:.*/, '')) ? 'http://' : 'https://'
  if (fault === 'origin-null' || !URL.canParse(scheme + bare)) return
  const { protocol, host } = new URL(scheme + bare)
  const pattern = `${fault === 'insecure-origin-credentials' ? 'https:' : protocol}//${host.replace(/\.(?=$|:)/, '')}`
  return pattern === text || patternFault(pattern) ? undefined : pattern
}

/** The list that was written as one text, parted by commas or blanks. */
export function suggestTokens(value: unknown): string[] | undefined {
  const names = typeof value === 'string' ? value.split(/[\s,]+/) : ['']
  return names.every(isToken) ? names : undefined
}

/** The nearest number of seconds that browsers take: the number itself when it is one. */
export function suggestMaxAge(value: unknown): number | undefined {
  const seconds = typeof value === 'string' ? Number(value) : value
  return typeof seconds === 'number' && seconds >= -Infinity
    ? Math.trunc(Math.min(Math.max(seconds, 0), 86400))
    : undefined
}

/** The known name that shares the most pairs of letters with `name`, case aside; `undefined` when none is near. */
export function suggestOption(name: string, known: readonly string[]): string | undefined {
  const letters = [...name.toLowerCase()]
  const closeness = (candidate: string): number =>
    letters.filter((letter, at) => candidate.toLowerCase().includes(letter + letters[at + 1])).length /
    (name.length + candidate.length)
  const [best = ''] = known.toSorted((one, other) => closeness(other) - closeness(one))
  return closeness(best) > 0.14 ? best : undefined
}
