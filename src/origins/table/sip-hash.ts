/**
 * HalfSipHash-1-3 (https://eprint.iacr.org/2012/351, and its variant for 32-bit words, with a result of 64 bits). Whoever
 * does not know the key cannot choose strings that collide, and its operations are those that JavaScript has. Linux keeps
 * it for hash tables (https://docs.kernel.org/security/siphash.html), because a key of 64 bits is too short for anything
 * whose results are seen outside.
 *
 * @param words the bytes as little-endian words. The bytes after the last one, up to the end of its word, are zero
 * @param length the number of bytes
 * @param both takes both halves of the result. Without it, the second half is not computed
 * @returns the first half
 */
export function sipHash(words: Uint32Array, length: number, k0: number, k1: number, both?: Uint32Array): number {
  let v0 = k0 | 0
  let v1 = k1 ^ 0xee
  let v2 = k0 ^ 0x6c796765
  let v3 = k1 ^ 0x74656462
  const last = length >>> 2
  const steps = last + (both ? 7 : 4)
  for (let step = 0; step < steps; step++) {
    let word = 0
    if (step < last) word = words[step]!
    // The last word has the length in its highest byte.
    else if (step === last) word = words[step]! | (length << 24)
    else if (step === last + 1) v2 ^= 0xee
    else if (step === last + 4) {
      both![0] = v1 ^ v3
      v1 ^= 0xdd
    }
    v3 ^= word
    v0 = (v0 + v1) | 0
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
    v0 = (v0 << 16) | (v0 >>> 16)
    v2 = (v2 + v3) | 0
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
    v0 = (v0 + v3) | 0
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
    v2 = (v2 + v1) | 0
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
    v2 = (v2 << 16) | (v2 >>> 16)
    v0 ^= word
  }
  const half = (v1 ^ v3) >>> 0
  if (!both) return half
  both[1] = half
  return both[0]!
}
