import { isDomain, MAX_ORIGIN_BYTES, parseOrigin } from '../../fetch/origin.ts'

/** Tells whether an `Origin` value is one of the listed origins. */
export type OriginSet = (origin: string) => boolean

/**
 * Compiles patterns to lookups. Exact origins cost one lookup, however many are listed. Wildcards cost one lookup for
 * each distinct length of the part after the star, and only if the origin has a dot at that position. An origin that
 * ends like a pattern is then given to the strict parser.
 */
export function compileOriginSet(patterns: Iterable<string>): OriginSet {
  const exact = new Set<string>()
  /** The schemes of the wildcard patterns, keyed by the part after the star: `.example.com:8443`. */
  const wildcards = new Map<string, Set<string | undefined>>()
  const lengths = new Set<number>()
  const portless: string[] = []
  for (const pattern of patterns) {
    const [scheme, domain] = pattern.split('://*')
    if (pattern.endsWith(':*')) portless.push(pattern.slice(0, -2))
    else if (domain) {
      wildcards.set(domain, (wildcards.get(domain) ?? new Set()).add(scheme))
      lengths.add(domain.length)
    } else exact.add(pattern)
  }
  const atAnyPort = portless.length ? compileOriginSet(portless) : undefined
  return (origin) => {
    // No pattern matches anything longer, and hashing a string for a lookup reads all of it.
    if (origin.length > MAX_ORIGIN_BYTES) return false
    if (exact.has(origin)) return true
    for (const length of lengths) {
      const dot = origin.length - length
      if (origin[dot] === '.' && wildcards.get(origin.slice(dot))?.has(parseOrigin(origin, isDomain)?.scheme))
        return true
    }
    const tuple = atAnyPort && parseOrigin(origin)
    return !!tuple && atAnyPort(`${tuple.scheme}://${tuple.host}`)
  }
}
