import { isName, MAX_NAME_BYTES, MAX_ORIGIN_BYTES, parseOrigin } from '../fetch/origin.ts'

/** Whether an `Origin` value is one of the listed origins. */
export type OriginSet = (origin: string) => boolean

/** An origin that is allowed below a domain: its scheme with `://`, and the bytes that there are for its first labels. */
type Below = readonly [scheme: string, room: number]

/**
 * Compiles patterns to lookups. An exact origin costs one, however many are listed. Wildcards cost one for each length
 * of what follows their stars, and only where the origin has a dot at that place. What stands for the star is all that
 * then is left to check: the rest is the pattern's own.
 */
export function compileOriginSet(patterns: Iterable<string>): OriginSet {
  const exact = new Set<string>()
  /** By the domain with the dot before it and the port behind it. */
  const below = new Map<string, Below[]>()
  const portless: string[] = []
  for (const pattern of patterns) {
    const star = pattern.indexOf('*.')
    if (pattern.endsWith(':*')) portless.push(pattern.slice(0, -2))
    else if (star < 0) exact.add(pattern)
    else {
      const domain = pattern.slice(star + 1)
      const room = MAX_NAME_BYTES - domain.split(':', 1).join().length
      below.set(domain, [...(below.get(domain) ?? []), [pattern.slice(0, star), room]])
    }
  }
  const lengths = new Set([...below.keys()].map((domain) => domain.length))
  const isBelow = (origin: string, dot: number): boolean =>
    below
      .get(origin.slice(dot))
      ?.some(
        ([scheme, room]) =>
          origin.startsWith(scheme) && dot - scheme.length <= room && isName(origin.slice(scheme.length, dot)),
      ) === true
  const atAnyPort = portless.length ? compileOriginSet(portless) : undefined
  return (origin) => {
    // No entry is longer; and to look a text up is to read all of it.
    if (origin.length > MAX_ORIGIN_BYTES) return false
    if (exact.has(origin)) return true
    for (const length of lengths) {
      const dot = origin.length - length
      if (origin[dot] === '.' && isBelow(origin, dot)) return true
    }
    const tuple = atAnyPort && parseOrigin(origin)
    return !!tuple && atAnyPort(`${tuple.scheme}://${tuple.host}`)
  }
}
