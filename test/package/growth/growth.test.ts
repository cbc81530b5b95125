import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { GROWTH_OF_CALLS } from './calls.ts'
import { GROWTH_OF_LISTS, type Growth } from './lists.ts'
import { FRAMES, PIECES, READERS } from './strings.ts'
import { countSteps } from './steps.ts'

// Here and not in test/portable: the steps are those of the code on every runtime, and a process whose built-in methods
// were replaced to count them stays slow.

/** The first of three sizes; the last is four times as large. Inputs that take few steps for each entry get large ones. */
const SIZES = [200, 2500, 10_000]

/** Steps that the three measurements of an input may take, so that all of them end in time on a busy machine. */
const ENOUGH = 200_000

/** Characters of strings. Messages cut shorter ones, which would look as if the work grew more slowly. */
const LENGTH = 600

/**
 * The steps for each pair of entries. Linear terms cancel each other out in this difference of three sizes, n, 2n and 4n,
 * and a quadratic term is left: searching a list of all entries for each entry costs half a step a pair.
 */
async function stepsForPairs(prepare: Growth[1], size: number): Promise<number> {
  const once = await countSteps(prepare(size))
  const twice = await countSteps(prepare(2 * size))
  const fourTimes = await countSteps(prepare(4 * size))
  return (fourTimes - 3 * twice + 2 * once) / (6 * size * size)
}

/** The largest size at which the measurements take few enough steps. */
async function sizeFor(prepare: Growth[1]): Promise<number> {
  const [smallest = 1] = SIZES
  const steps = await countSteps(prepare(smallest))
  return SIZES.findLast((size) => (7 * size * steps) / smallest < ENOUGH) ?? smallest
}

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))
afterEach(() => void vi.restoreAllMocks())

describe('the work grows linearly with the number of', () => {
  test.each([...GROWTH_OF_LISTS, ...GROWTH_OF_CALLS])('%s', async (_, prepare) => {
    expect(await stepsForPairs(prepare, await sizeFor(prepare))).toBeLessThan(0.1)
  })

  test('entries, but not where each is looked for in the list', async () => {
    const searching: Growth[1] = (size) => () => {
      const names = Array.from({ length: size }, (_, index) => `x-a${index}`)
      return names.filter((name) => names.includes(name))
    }
    expect(await stepsForPairs(searching, 250)).toBeCloseTo(0.5, 1)
  })
})

// RegExps are tried on their own, because a step of one that backtracks cannot be counted: test/package/regexps.test.ts.
describe('the work grows linearly with the length of a string:', () => {
  /** Reads all strings of about `length` characters, one after another. Some are refused. */
  const reading =
    (read: (text: string) => unknown): Growth[1] =>
    (length) => {
      const texts = PIECES.flatMap((piece) =>
        FRAMES.map(([before, after]) => before + piece.repeat(Math.ceil(length / piece.length)) + after),
      )
      return async () => {
        for (const text of texts)
          try {
            // oxlint-disable-next-line no-await-in-loop
            await read(text)
          } catch {
            // Refusing a string is work as well.
          }
      }
    }

  test.each(READERS)('%s', async (_, read) => {
    expect(await stepsForPairs(reading(read), LENGTH)).toBeLessThan(0.02)
  })

  test('but not where each character reads the string again', async () => {
    const rereading = (text: string): unknown => Array.from(text, () => text.toUpperCase())
    expect(await stepsForPairs(reading(rereading), 100)).toBeGreaterThan(1)
  })
})
