/**
 * Gives each origin a place from 0 to 100 that never changes, so that a percentage selects the same origins on every
 * server. The hash is FNV-1a with the last steps of MurmurHash3, which spread origins that differ in one character. It
 * does not resist an attacker, who may choose an origin on either side: both policies are ones that the application has
 * chosen to answer with.
 */
export function shareOf(origin: string | null): number {
  let hash = 0x811c9dc5
  for (const character of origin ?? '') {
    hash ^= character.codePointAt(0)!
    hash = Math.imul(hash, 0x01000193)
  }
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  hash ^= hash >>> 16
  return ((hash >>> 0) / 2 ** 32) * 100
}
