import * as fc from 'fast-check'

/** Where to change a text, how much of it to drop, and what to put there. */
const edit = (pieces: readonly string[]): fc.Arbitrary<readonly [at: number, drop: number, put: string]> =>
  fc.tuple(
    fc.nat(400),
    fc.nat(3),
    fc.oneof(fc.constantFrom('', ...pieces), fc.string({ unit: 'binary', maxLength: 2 })),
  )

/**
 * Texts near a grammar: what it makes, the same with a few changes, its words in any order, and anything at all.
 *
 * @param pieces the words of the grammar, and what its parsers stumble over
 */
export function near(grammar: fc.Arbitrary<string>, pieces: readonly string[]): fc.Arbitrary<string> {
  const changed = fc.tuple(grammar, fc.array(edit(pieces), { minLength: 1, maxLength: 3 })).map(([text, edits]) =>
    edits.reduce((result, [place, drop, put]) => {
      const at = place % (result.length + 1)
      return result.slice(0, at) + put + result.slice(at + drop)
    }, text),
  )
  const shuffled = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((words) => words.join(''))
  return fc.oneof(
    { arbitrary: grammar, weight: 2 },
    { arbitrary: changed, weight: 5 },
    shuffled,
    fc.string({ unit: 'binary' }),
  )
}
