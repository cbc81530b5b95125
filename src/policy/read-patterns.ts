import type { Report } from './issues.ts'
import { parsePattern, suggestPattern, type OriginPattern } from './origin-pattern.ts'

/** What a text is expected to be. */
export const ORIGIN = 'an origin such as "https://app.example.com"'
const WILDCARD = 'a star as the whole label below a domain of your own, or as the port of a loopback host'

/**
 * Reads the entries of an origin list, each on its own; duplicates count once.
 *
 * @param isTooWeak whether a pattern with this weakness may not stand in the list
 */
export function readPatterns(
  entries: readonly unknown[],
  pathOf: (index: number) => readonly (string | number)[],
  isTooWeak: (weakness: OriginPattern['weakness']) => boolean,
  report: Report,
): OriginPattern[] {
  const patterns = new Map<unknown, OriginPattern>()
  for (const [index, entry] of entries.entries()) {
    const pattern = typeof entry === 'string' ? parsePattern(entry) : 'origin-type'
    const fault = typeof pattern === 'string' ? pattern : isTooWeak(pattern.weakness) && pattern.weakness
    if (fault) {
      report(
        fault,
        pathOf(index),
        entry,
        fault.startsWith('wildcard') ? WILDCARD : `${ORIGIN} or a predicate`,
        suggestPattern(entry, fault),
      )
    } else patterns.set(entry, pattern as OriginPattern)
  }
  return [...patterns.values()]
}
