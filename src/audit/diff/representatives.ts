import type { PolicyOptions } from '../../policy/options.ts'

/** A pattern of a policy, and an origin that stands for all origins which no other pattern singles out. */
export interface Representative {
  readonly pattern: string
  readonly origin: string
}

/**
 * Chooses origins by which two lists of patterns can be compared. Of an exact origin it is the origin. Of a wildcard it
 * is a name that no pattern mentions, so another list covers that name only by a wildcard that is as wide. `*` and
 * predicates are represented by a stranger.
 *
 * @param allows whether the policy allows an origin. A name can be too long for its domain, and is then replaced by a shorter one
 */
export function representativesOf(
  { origin, dangerouslyAllowNullOrigin }: PolicyOptions,
  mentioned: string,
  allows: (origin: string) => boolean,
): Representative[] {
  const patterns = typeof origin === 'function' ? [] : [origin].flat()
  const found = patterns.map((pattern) => ({
    pattern,
    origin: pattern === '*' ? strangerTo(mentioned) : fresh(pattern, mentioned, allows),
  }))
  return [...found, ...(dangerouslyAllowNullOrigin ? [{ pattern: 'null', origin: 'null' }] : [])]
}

/** An origin that no pattern mentions. */
export function strangerTo(mentioned: string): string {
  return `https://${names(mentioned).next().value}.example`
}

/** An origin that a wildcard allows, with a name or a port that no pattern mentions. An exact origin stays. */
function fresh(pattern: string, mentioned: string, allows: (origin: string) => boolean): string {
  if (pattern.endsWith(':*')) {
    for (let port = 49_152; port < 65_536; port++)
      if (!mentioned.includes(`:${port}`)) return pattern.replace(/\*$/, String(port))
  }
  if (!pattern.includes('://*.')) return pattern
  let origin = pattern
  for (const name of names(mentioned)) {
    origin = pattern.replace('*', name)
    if (allows(origin)) break
  }
  return origin
}

/** Names that no pattern mentions: a readable one, then the shortest ones. */
function* names(mentioned: string): Generator<string, undefined> {
  let number = 1
  while (mentioned.includes(`any-${number}`)) number++
  yield `any-${number}`
  for (const name of 'abcdefghijklmnopqrstuvwxyz0123456789') if (!mentioned.includes(`//${name}.`)) yield name
}
