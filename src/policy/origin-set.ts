import { MAX_ORIGIN_BYTES, parseOrigin } from '../fetch/origin.ts'

/** Looks an `Origin` value up in the listed patterns. */
export type OriginSet = (origin: string) => 'allowed' | 'origin-not-listed' | 'origin-malformed'

/**
 * Compiles patterns to lookups. An exact origin costs one, however many are listed. Wildcards cost two for each label
 * of the host, after the strict parser has accepted the origin and bounded it to 326 bytes.
 */
export function compileOriginSet(patterns: Iterable<string>): OriginSet {
  const exact = new Set<string>()
  const wildcards = new Set<string>()
  for (const pattern of patterns) (pattern.includes('*') ? wildcards : exact).add(pattern)
  return (origin) => {
    // No entry is longer; and to look a text up is to read all of it.
    if (origin.length > MAX_ORIGIN_BYTES) return 'origin-malformed'
    if (exact.has(origin)) return 'allowed'
    const tuple = parseOrigin(origin)
    if (!tuple) return 'origin-malformed'
    const { scheme, host, port } = tuple
    const end = port ? `:${port}` : ''
    let name = host
    for (let dot = 0; wildcards.size && dot >= 0;) {
      if (wildcards.has(`${scheme}://${name}${end}`) || wildcards.has(`${scheme}://${name}:*`)) return 'allowed'
      dot = host.indexOf('.', dot + 1)
      name = `*${host.slice(dot)}`
    }
    return 'origin-not-listed'
  }
}
