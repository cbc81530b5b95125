import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { TextProblem } from '../../lab/page/model/header-lines.ts'
import { readLiteral } from '../../lab/page/model/literal.ts'
import { readPolicy, writeLiteral } from '../../lab/page/model/policy.ts'
import { type Place, tokensOf } from '../../lab/page/model/tokens.ts'

test('JSON is read as JSON.parse() reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (value, indent) => {
      const json = JSON.stringify(value, null, indent)
      fc.pre(!/e[+-]?\d/.test(json))
      expect(readLiteral(json).value).toEqual(JSON.parse(json))
    }),
    { numRuns: 500 },
  )
})

test('what the lab writes is read again', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (strings) => {
      expect(readLiteral(writeLiteral(strings)).value).toEqual(strings)
    }),
  )
})

test.each([
  [`{ origin: 'https://a.example', credentials: true, }`, { origin: 'https://a.example', credentials: true }],
  [
    `cors({\n  // our page\n  origin: ["https://a.example"], /* a day */ maxAge: 86_400\n});`,
    { origin: ['https://a.example'], maxAge: 86_400 },
  ],
  [`const policy = cors({ origin: '*' })`, { origin: '*' }],
  [`{ origin: '*' };`, { origin: '*' }],
  [`import { cors } from 'corsage'\n\nexport const policy = cors({ origin: '*' })\n`, { origin: '*' }],
  [`// cors(1)\ncors({ origin: '*' }); // )`, { origin: '*' }],
  [`{ origin: 'it\\'s \\u0041\\x42\\u{1F490}\\t\\b\\0\\\n.' }`, { origin: "it's AB💐\t\b\0." }],
])('%j is read', (text, value) => {
  expect(readPolicy(text).value).toEqual(value)
})

test.each([
  ['', 'Line 1 of the policy has the end of the text, expected a value'],
  ['{\n  origin: app\n}', 'Line 2 of the policy has “app”, expected a string in quotes'],
  ['{ origin: alert(1) }', 'Line 1 of the policy has “alert”'],
  ['{ origin: /x/ }', 'Line 1 of the policy has “/”'],
  ['{ origin: "a" maxAge: 1 }', 'Line 1 of the policy has “maxAge”, expected "," or "}"'],
  ["{ origin: 'a }", "Line 1 of the policy has “'”"],
  ['{} x', 'Line 1 of the policy has “x”, expected the end'],
  ['['.repeat(9999), 'less nesting'],
  ["{\n  origin: '*',\n  'origin': [],\n}", "Line 3 of the policy has “'origin'”, expected each option once"],
  ['{ origin: \u202Eapp }', String.raw`has “\u202e”`],
])('%j is refused with its line', (text, message) => {
  expect(() => readLiteral(text)).toThrow(message)
})

test('each value has its place', () => {
  const text = "{ origin: ['https://a.example', 'https://b.example/'], maxAge: -1 }"
  const { placeOf } = readLiteral(text)
  const textAt = (...path: (string | number)[]): string => text.slice(placeOf(path)?.start, placeOf(path)?.end)
  expect(textAt('origin', 1)).toBe("'https://b.example/'")
  expect(textAt('maxAge')).toBe('-1')
  expect(textAt()).toBe(text)
})

test('a name, a value and a comma have their places', () => {
  const text = "cors({ 'origin': ['https://a.example', '*'], maxAge: 60 })"
  const { membersOf } = readPolicy(text)
  const textAt = (place?: Place): string | undefined => place && text.slice(place.start, place.end)
  expect(membersOf([]).map(({ name, place, comma }) => [name, place, comma].map(textAt))).toEqual([
    ["'origin'", "['https://a.example', '*']", ','],
    ['maxAge', '60', undefined],
  ])
  expect(membersOf(['origin']).map(({ place, before }) => [before, place].map(textAt))).toEqual([
    ['[', "'https://a.example'"],
    [',', "'*'"],
  ])
})

test('any text is read, or has a problem with a place in it', () => {
  const parts = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    'origin',
    "'a'",
    "'",
    '"',
    '\\',
    '//',
    '/*',
    '*/',
    '\n',
    '\r\n',
    '-1',
    'cors(',
    ')',
    ';',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(parts, fc.string())), (pieces) => {
      const text = pieces.join('')
      expect(tokensOf(text).every(({ start, end, text: part }) => text.slice(start, end) === part)).toBe(true)
      const outcome = attempt(() => readPolicy(text))
      if (!(outcome instanceof TextProblem)) return
      const { start, end } = outcome.place!
      expect(start).toBeLessThanOrEqual(end)
      expect(end).toBeLessThanOrEqual(text.length)
    }),
  )
})

function attempt(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    return error
  }
}
