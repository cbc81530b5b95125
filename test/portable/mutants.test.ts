import { describe, expect, it } from 'vitest'
import { corpus, type OriginMatch } from './support/corpus.ts'
import { type Matcher, MUTANTS, OWN_ROWS, real } from './support/mutants.ts'

const rows = [...corpus.originMatch, ...OWN_ROWS]

/** Whether a matcher decides wrongly about a row. Only rows whose policy is a list can show that. */
function isWrong(allows: Matcher, { policy, origin, verdict }: OriginMatch): boolean {
  const entries = corpus.policies[policy]?.origin
  return Array.isArray(entries) && allows(origin, entries) !== (verdict === 'allow')
}

describe('invariant 42: the corpus reveals every wrong matcher', () => {
  it('knows 46 of them', () => {
    expect(Object.keys(MUTANTS)).toHaveLength(46)
  })

  it.each(Object.entries(MUTANTS))('%s', (_mistake, [killer, allows]) => {
    const row = rows.find(({ id }) => id === killer)

    // The matcher has to allow a wrong origin, not only refuse a right one.
    expect(row?.verdict).toBe('deny')
    expect(isWrong(allows, row!)).toBe(true)
  })

  it('finds no mistake in the matcher of this library', () => {
    expect(rows.filter((row) => isWrong(real, row))).toEqual([])
  })
})
