import { describe, expect, it } from 'vitest'
import { corpus, type OriginMatch } from './support/corpus.ts'
import { type Matcher, MUTANTS, OWN_ROWS, real } from './support/mutants.ts'

const rows = [...corpus.originMatch, ...OWN_ROWS]

/** Whether a matcher judges a row wrongly: only rows whose policy is a list say something of it. */
function isWrong(allows: Matcher, { policy, origin, verdict }: OriginMatch): boolean {
  const entries = corpus.policies[policy]?.origin
  return Array.isArray(entries) && allows(origin, entries) !== (verdict === 'allow')
}

describe('invariant 42: the corpus finds a wrong matcher out', () => {
  it('of 46 kinds', () => {
    expect(Object.keys(MUTANTS)).toHaveLength(46)
  })

  it.each(Object.entries(MUTANTS))('%s', (_mistake, [killer, allows]) => {
    const row = rows.find(({ id }) => id === killer)

    // Not only for refusing the right pages: it shares with a wrong one.
    expect(row?.verdict).toBe('deny')
    expect(isWrong(allows, row!)).toBe(true)
  })

  it('and nothing in the matcher of this library', () => {
    expect(rows.filter((row) => isWrong(real, row))).toEqual([])
  })
})
