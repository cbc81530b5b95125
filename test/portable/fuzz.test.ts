import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import callback from '../fuzz/seeds/callback.json' with { type: 'json' }
import headerNames from '../fuzz/seeds/header-names.json' with { type: 'json' }
import origin from '../fuzz/seeds/origin.json' with { type: 'json' }
import { TARGETS } from '../fuzz/targets.ts'
import { RUNS } from './support/arbitraries.ts'

/** Inputs that the fuzzer has found, in this code or in versions that were broken on purpose. */
const SEEDS: Readonly<Record<string, readonly string[]>> = { origin, 'header-names': headerNames, callback }

describe.each(Object.entries(TARGETS))('the parser of %s', (name, { inputs, disagreement }) => {
  it('agrees with an independent parser about every seed', () => {
    expect(SEEDS[name]).not.toEqual([])
    for (const seed of SEEDS[name] ?? []) expect([seed, disagreement(seed)]).toEqual([seed, undefined])
  })

  it('agrees with an independent parser about generated inputs', () => {
    const { counterexample } = fc.check(
      fc.property(inputs, (input) => disagreement(input) === undefined),
      { ...RUNS, numRuns: 2000 },
    )
    expect(counterexample).toBeNull()
  })
})
