import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sipHash } from '../../../src/origins/table/sip-hash.ts'

interface Variant {
  /** Rounds for each word, and at the end. */
  readonly rounds: readonly [word: number, end: number]
  readonly bits: 32 | 64
}

/** HalfSipHash as its paper describes it, step by step, so that the published vectors of other variants prove it. */
function reference(bytes: readonly number[], k0: number, k1: number, { rounds, bits }: Variant): number[] {
  const v = Uint32Array.of(k0, k1, k0 ^ 0x6c796765, k1 ^ 0x74656462) as unknown as [number, number, number, number]
  const turn = (index: 0 | 1 | 2 | 3, count: number): void => {
    v[index] = (v[index] << count) | (v[index] >>> (32 - count))
  }
  const round = (): void => {
    v[0] += v[1]
    turn(1, 5)
    v[1] ^= v[0]
    turn(0, 16)
    v[2] += v[3]
    turn(3, 8)
    v[3] ^= v[2]
    v[0] += v[3]
    turn(3, 7)
    v[3] ^= v[0]
    v[2] += v[1]
    turn(1, 13)
    v[1] ^= v[2]
    turn(2, 16)
  }
  const run = (count: number): void => {
    for (let left = count; left > 0; left--) round()
  }
  const padded = [...bytes, ...Array<number>((7 - (bytes.length % 4)) % 4).fill(0), bytes.length & 255]
  if (bits === 64) v[1] ^= 0xee
  for (let at = 0; at < padded.length; at += 4) {
    const word = padded.slice(at, at + 4).reduceRight((sum, byte) => (sum << 8) | byte, 0)
    v[3] ^= word
    run(rounds[0])
    v[0] ^= word
  }
  v[2] ^= bits === 64 ? 0xee : 0xff
  run(rounds[1])
  const first = (v[1] ^ v[3]) >>> 0
  if (bits === 32) return [first]
  v[1] ^= 0xdd
  run(rounds[1])
  return [first, (v[1] ^ v[3]) >>> 0]
}

function both(bytes: readonly number[], k0: number, k1: number): number[] {
  const words = new Uint32Array(Math.floor(bytes.length / 4) + 1)
  new Uint8Array(words.buffer).set(bytes)
  const halves = new Uint32Array(2)
  const first = sipHash(words, bytes.length, k0, k1, halves)
  expect(sipHash(words, bytes.length, k0, k1)).toBe(first)
  expect(first).toBe(halves[0])
  return [...halves]
}

const KEY = [0x03020100, 0x07060504] as const
const first = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

describe('sipHash', () => {
  it.each([
    // Of the Linux kernel, lib/tests/siphash_kunit.c: HalfSipHash-1-3 with 32 bits.
    ...[0x5814c896, 0xe7e864ca, 0xbc4b0e30, 0x01539939, 0x7e059ea6, 0x88e3d89b].map(
      (hash, length) => [length, { rounds: [1, 3], bits: 32 }, [hash]] as const,
    ),
    // Of the authors, vectors.h: HalfSipHash-2-4 with 64 bits.
    [0, { rounds: [2, 4], bits: 64 }, [0x591f8d21, 0xc83cb8b9]],
    [1, { rounds: [2, 4], bits: 64 }, [0x122455be, 0x157338f8]],
    [7, { rounds: [2, 4], bits: 64 }, [0x282720ff, 0x84c67bb0]],
  ] as const)(
    'is compared with a reference that has the published result for %i bytes, %j',
    (length, variant, hash) => {
      expect(reference(first(length), ...KEY, variant)).toEqual(hash)
    },
  )

  it('is HalfSipHash-1-3 with 64 bits', () => {
    const word = fc.integer({ min: 0, max: 2 ** 32 - 1 })
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 300 }), word, word, (bytes, k0, k1) => {
        expect(both(bytes, k0, k1)).toEqual(reference(bytes, k0, k1, { rounds: [1, 3], bits: 64 }))
      }),
    )
  })
})
