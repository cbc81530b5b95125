import { parseOrigin } from '../fetch/origin.ts'
import type { OriginPattern } from './origin-pattern.ts'

/** Why an origin is or is not in a set. */
export type OriginVerdict = 'allowed' | 'origin-not-listed' | 'origin-malformed'

/** Looks an `Origin` value up in the listed patterns. */
export type OriginSet = (origin: string) => OriginVerdict

/**
 * Compiles patterns to lookups. An exact origin costs one, however many are listed. Wildcards cost one or two for each
 * label of the host, after the strict parser has accepted the origin and bounded it to 326 bytes.
 */
export function compileOriginSet(patterns: readonly OriginPattern[]): OriginSet {
  const exact = new Set<string>()
  const wildcards = new Set<string>()
  for (const { text, isWildcard } of patterns) (isWildcard ? wildcards : exact).add(text)
  return (origin) => {
    if (exact.has(origin)) return 'allowed'
    const tuple = parseOrigin(origin)
    if (!tuple) return 'origin-malformed'
    const { scheme, host, port } = tuple
    const suffix = port === null ? '' : `:${port}`
    const isListed = (hosts: string): boolean =>
      wildcards.has(`${scheme}://${hosts}${suffix}`) || wildcards.has(`${scheme}://${hosts}:*`)
    if (wildcards.size && isListed(host)) return 'allowed'
    for (let dot = wildcards.size ? host.indexOf('.') : -1; dot > 0; dot = host.indexOf('.', dot + 1)) {
      if (isListed(`*${host.slice(dot)}`)) return 'allowed'
    }
    return 'origin-not-listed'
  }
}
