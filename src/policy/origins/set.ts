import { MAX_ORIGIN_BYTES, parseOrigin } from '../../fetch/origin.ts'

/** Whether an `Origin` value is one of the listed origins. */
export type OriginSet = (origin: string) => boolean

/**
 * Compiles patterns to lookups. An exact origin costs one, however many are listed. Wildcards cost one for each length
 * of what follows their stars, and only where the origin has a dot at that place; what is found to end like a pattern
 * is given to the strict parser.
 */
export function compileOriginSet(patterns: Iterable<string>): OriginSet {
  const exact = new Set<string>()
  /** The schemes, by the domain with the dot before it and the port behind it. */
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
    // No entry is longer; and to look a text up is to read all of it.
    if (origin.length > MAX_ORIGIN_BYTES) return false
    if (exact.has(origin)) return true
    for (const length of lengths) {
      const dot = origin.length - length
      if (origin[dot] === '.' && wildcards.get(origin.slice(dot))?.has(parseOrigin(origin)?.scheme)) return true
    }
    const tuple = atAnyPort && parseOrigin(origin)
    return !!tuple && atAnyPort(`${tuple.scheme}://${tuple.host}`)
  }
}
