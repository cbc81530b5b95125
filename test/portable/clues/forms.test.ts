import { describe, expect, test } from 'vitest'
import { formsOf } from '../../../src/clues/forms.ts'

const LINE = "curl 'https://api.example.com/users' -H 'X-Id: 1'"

describe('what is around all of a text goes first', () => {
  test.each([
    ['a block', `\`\`\`sh\n${LINE}\n\`\`\``],
    ['another block', `~~~\n${LINE}\n~~~\n`],
    ['code in a line', `\`${LINE}\``],
    ['a mail', `> ${LINE}`],
    ['a block in a mail', `> \`\`\`\n> ${LINE}\n> \`\`\``],
    ['HTML', `<pre><code class="language-sh">${LINE}</code></pre>`],
    ['characters that nobody sees', `\uFEFF${LINE.replaceAll(' ', '\u00A0')}\u200B`],
  ])('%s', (_, text) => {
    expect(formsOf(text)[0]).toBe(LINE)
  })
})

describe('then the parts that may be meant', () => {
  test.each([
    ['a block in an issue', `It fails:\n\`\`\`\n${LINE}\n\`\`\`\nWhy?`],
    ['code in a sentence', `When I run \`${LINE}\` it works.`],
    ['entities', LINE.replaceAll("'", '&#39;')],
    ['entities of HTML', `<p>${LINE.replaceAll("'", '&apos;')}</p>`],
    ['other quotes', LINE.replaceAll("'", '’')],
    ['a broken line', LINE.replace(' -H', '\n-H')],
  ])('%s', (_, text) => {
    expect(formsOf(text)).toContain(LINE)
  })
})

test.each(['', ' \n', '\u200B'])('%j has no form', (text) => {
  expect(formsOf(text)).toEqual([])
})
