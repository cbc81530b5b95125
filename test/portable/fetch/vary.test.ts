import { describe, expect, it } from 'vitest'
import { mergeVary } from '../../../src/fetch/vary.ts'

describe('mergeVary', () => {
  it.each([
    [null, 'Origin'],
    ['Origin', 'Origin'],
    ['origin', 'origin'],
    ['Accept-Encoding', 'Accept-Encoding, Origin'],
    ['Accept, Origin, accept', 'Accept, Origin'],
    ['*', '*'],
    ['Accept, *', '*'],
    ['', 'Origin'],
    [' , Accept ,, ', 'Accept, Origin'],
  ])('%o becomes %o', (current, merged) => {
    expect(mergeVary(current, 'Origin')).toBe(merged)
    expect(mergeVary(merged, 'Origin')).toBe(merged)
  })
})
