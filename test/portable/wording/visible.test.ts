import { describe, expect, test } from 'vitest'
import { inCode, literal, visibleStart } from '../../../src/wording/code.ts'
import { quote } from '../../../src/wording/quote.ts'
import { visible } from '../../../src/wording/visible.ts'
import { HIDDEN_CHARACTERS } from '../support/hidden.ts'

const VISIBLE = 'aZ ~ é ß ü 日本語 עברית 🙂 `"\'\\'

describe('a character is written as its number when it', () => {
  test.each(Object.entries(HIDDEN_CHARACTERS))('%s', (_, text) => {
    const shown = visible(text)
    expect(shown).toMatch(/^(\\u[\da-f]{4}|x)+$/)
    expect(JSON.parse(`"${shown}"`)).toBe(text)
    expect(visible(shown)).toBe(shown)
    const numbers = /^[^\p{C}\p{DI}\p{Zl}\p{Zp}]+$/u
    for (const write of [inCode, quote, literal, visibleStart]) expect(write(text)).toMatch(numbers)
  })
})

test('a character that is visible stays as it is', () => {
  expect(visible(VISIBLE)).toBe(VISIBLE)
})
