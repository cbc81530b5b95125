import { expect, it } from 'vitest'
import { PolicyError } from '../../../src/index.ts'
import { FIELDS, type Kind, seal } from '../../../src/origins/table/image.ts'
import { originFilter, readOriginFilter } from '../../../src/origins/table/origin-filter.ts'
import { originTable, readOriginTable } from '../../../src/origins/table/origin-table.ts'
import { createRandom, pairsOf } from '../support/origin-entries.ts'

const pairs = pairsOf(60, createRandom(6))

/** Numbers that a length, a position or a count should not be. */
const NUMBERS = [0, 1, 2, 3, 7, 255, 256, 65_535, 65_536, 2 ** 24, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]

/**
 * Changes words, and writes the checksum that belongs to them, as somebody would who is allowed to write the bytes. Each
 * result can be read or not, and asking it returns a boolean soon.
 */
it.each([
  ['table', originTable(pairs).toBytes(), (bytes: Uint8Array) => readOriginTable(bytes).has],
  ['filter', originFilter(pairs).toBytes(), (bytes: Uint8Array) => readOriginFilter(bytes, { maxAge: Infinity })],
] as const)('a %s whose checksum was forged is refused, or answers', (_, original, read) => {
  const random = createRandom(7)
  let answers = 0
  for (let left = 5000; left > 0; left--) {
    const image = new Uint32Array(original.slice().buffer)
    for (let count = random(3); count >= 0; count--) {
      const at = FIELDS + (random(2) ? random(12) : random(image.length - FIELDS))
      image[at] = random(2) ? NUMBERS[random(NUMBERS.length)]! : image[at]! ^ (1 << random(32))
    }
    seal(image, image[1] as Kind)
    try {
      const ask = read(new Uint8Array(image.buffer))
      const [tenant, origin] = pairs[random(pairs.length)]!
      if (typeof ask(tenant, origin) === 'boolean' && typeof ask('x', origin) === 'boolean') answers++
    } catch (error) {
      // A table that lost its mark for tenants says that it has none.
      if (!(error instanceof PolicyError || String(error).includes('have no tenants'))) throw error
    }
  }
  expect(answers).toBeGreaterThan(100)
})
