import { isToken } from '../fetch/token.ts'
import type { PolicyIssueCode } from './issues.ts'
import { suggestPattern } from './origin-pattern.ts'

/**
 * The value that was meant by a faulty one.
 *
 * @param fallback the default of the option, whose type is the wanted one
 */
export function suggest(value: unknown, fault: PolicyIssueCode, fallback: unknown): unknown {
  if (fault === 'max-age-range') return nearestMaxAge(value)
  if (value === true && fallback === false) return false
  if (typeof value !== 'string') return
  if (fault === 'method-case') return value.toUpperCase()
  if (/^(origin|insecure)/.test(fault)) return suggestPattern(value, fault)
  if (fallback === false) return value === 'true' || (value === 'false' ? false : undefined)
  const names = value.split(/[\s,]+/)
  return Array.isArray(fallback) && /invalid|type/.test(fault) && names.every(isToken) ? names : undefined
}

function nearestMaxAge(value: unknown): number | undefined {
  const seconds = typeof value === 'string' ? Number(value) : value
  return typeof seconds === 'number' && seconds >= -Infinity
    ? Math.trunc(Math.min(Math.max(seconds, 0), 86400))
    : undefined
}

/** The known name that shares the most pairs of letters with `name`, case aside; `undefined` when none is near. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined
  let most = 0.14
  for (const candidate of known) {
    const letters = candidate.toLowerCase()
    let shared = 0
    for (let at = 1; at < name.length; at++) if (letters.includes(name.slice(at - 1, at + 1).toLowerCase())) shared++
    const closeness = shared / (name.length + candidate.length)
    if (closeness > most) [best, most] = [candidate, closeness]
  }
  return best
}
