import { describe, expect, test } from 'vitest'
import { inCode, literal, visibleStart } from '../../../src/wording/code.ts'
import { quote } from '../../../src/wording/quote.ts'
import { visible } from '../../../src/wording/visible.ts'

/** Characters that are not visible, by what they do to a line. */
const HIDDEN: Readonly<Record<string, string>> = {
  'drives a terminal': '\0\u0007\b\t\n\v\f\r\u001B\u007F\u0085\u009B\u009D',
  'reorders a line': '\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069',
  'has no width': '\u00AD\u034F\u180E\u200B\u200C\u200D\u2060\u2063\uFE0F\uFEFF\u{E0041}\u{E0100}',
  'looks like a blank': '\u115F\u1160\u17B4\u3164\uFFA0',
  'ends a line': '\u2028\u2029',
  'is half of a pair': '\uD800x\uDC00',
  'is for private use, or not assigned': '\uE000\u0378\u{F0000}',
}

const VISIBLE = 'aZ ~ é ß ü 日本語 עברית 🙂 `"\'\\'

describe('a character is written as its number when it', () => {
  test.each(Object.entries(HIDDEN))('%s', (_, text) => {
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
