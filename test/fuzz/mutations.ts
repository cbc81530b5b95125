import * as fc from 'fast-check'

/** An edit of a string: the place, how much to remove, and what to insert. */
const edit = (pieces: readonly string[]): fc.Arbitrary<readonly [at: number, drop: number, put: string]> =>
  fc.tuple(
    fc.nat(400),
    fc.nat(3),
    fc.oneof(fc.constantFrom('', ...pieces), fc.string({ unit: 'binary', maxLength: 2 })),
  )

/**
 * Strings near a grammar: its own strings, its strings with a few edits, its tokens in any order, and random strings.
 *
 * @param pieces the tokens of the grammar, and others that may confuse its parsers
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
