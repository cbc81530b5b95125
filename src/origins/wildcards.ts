import { isDomain, type TupleOrigin } from '../fetch/origin.ts'
import { isAboveTenants, REGISTRY_SUFFIX } from '../policy/origins/public-suffixes.ts'

/** The most labels of a suffix that strangers share, and one more for the name of an owner. */
const SUFFIX_LABELS = 5

/**
 * Lists the patterns that could allow an origin, the widest first. Some of them may be too wide to be asked for.
 *
 * @param most the most patterns without those that are too wide. A client chooses how many labels its origin has
 */
export function patternsFor({ scheme, host, serialized }: TupleOrigin, most: number): string[] {
  const patterns: string[] = []
  // An IP address has no names below it.
  if (!most || !isDomain(host)) return patterns
  const port = serialized.slice(scheme.length + 3 + host.length)
  let dot = host.lastIndexOf('.')
  while (dot > 0 && patterns.length < most + SUFFIX_LABELS) {
    patterns.push(`${scheme}://*${host.slice(dot)}${port}`)
    dot = host.lastIndexOf('.', dot - 1)
  }
  return patterns
}

/**
 * Whether a pattern is for names below a suffix that strangers share, such as `vercel.app`. The owner of one of these
 * names must not allow all others.
 */
export function isTooWide(pattern: string): boolean {
  const domain = pattern.replace(/^.*\*\.|:\d+$/g, '')
  return REGISTRY_SUFFIX.test(domain) || isAboveTenants(domain)
}
