import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Suggestions, suggestionsAt } from '../../lab/page/editor/suggest.ts'
import { applyChanges } from '../../lab/page/model/edit.ts'
import { issuesOf, readPolicy } from '../../lab/page/model/policy.ts'
import { DEFAULT_SCENE } from '../../lab/page/scene/scene.ts'
import { OPTION_TABLE } from '../../src/schema/option-table.ts'

const CALL = {
  ...DEFAULT_SCENE,
  page: 'https://shop.example/cart?id=1',
  method: 'purge',
  headers: 'X-Tenant: 7',
  response: '200 OK\nX-Cache: HIT',
}

/** The suggestions at the mark `|`. */
function at(marked: string, call = CALL): { text: string; found: Suggestions | undefined; labels: string[] } {
  const text = marked.replace('|', '')
  const found = suggestionsAt(text, marked.indexOf('|'), call)
  return { text, found, labels: found?.options.map(({ label }) => label) ?? [] }
}

/** The text after a suggestion was accepted, with the cursor as `|`. */
function accept(marked: string, label: string): string {
  const { text, found } = at(marked)
  const { from, to, gap } = found!
  const { insert, cursor } = found!.options.find((option) => option.label === label)!
  const written = `${insert.slice(0, cursor)}|${insert.slice(cursor)}`
  const comma = gap === undefined ? [] : [{ start: gap, end: gap, text: ',' }]
  return applyChanges(text, [{ start: from, end: to, text: written }, ...comma])
}

/** Every option that a literal can have. */
const NAMES = Object.keys(OPTION_TABLE).filter((name) => name !== 'onDecision' && name !== 'vary')

describe('names of options', () => {
  test.each(['{|', '{ |}', '{ cre|', 'cors({\n  |\n})', '{ /* { */ |}', 'cors({ // why\n|'])('%s', (marked) => {
    expect(at(marked).labels).toEqual(NAMES)
  })

  test.each(["{ origin: '*', | }", "{ | origin: '*' }", "{ 'origin': [], |", '{ |, origin: 1 }'])(
    '%s: only those that are not written',
    (marked) => {
      expect(at(marked).labels).toEqual(NAMES.filter((name) => name !== 'origin'))
    },
  )

  test('each has its sentence and its default', () => {
    expect(at('{|').found?.options.find(({ label }) => label === 'preflightStatus')).toMatchObject({
      detail: '204',
      info: 'The status of the answer to a preflight. Default: 204.',
    })
  })

  test.each([
    ['{ cre| }', 'credentials', '{ credentials: |, }'],
    ['{ |: true }', 'enforce', '{ enforce|: true }'],
    ['{\n  allow|\n}', 'allowMethods', '{\n  allowMethods: [|],\n}'],
    ["{\n  origin: '*'\n  max|\n}", 'maxAge', "{\n  origin: '*',\n  maxAge: |,\n}"],
    ['{ "sel|" }', '"self"', '{ "self": |, }'],
  ])('%s and %s', (marked, label, expected) => {
    expect(accept(marked, label)).toBe(expected)
  })
})

describe('values', () => {
  test.each([
    ['{ credentials: | }', ['true', 'false']],
    ['{ credentials: t|, maxAge: 1 }', ['true', 'false']],
    ['{ preflightStatus: | }', ['200', '204']],
    ['{ maxAge: 6| }', ['600', '7200', '86400']],
    ['{ onError: | }', ["'throw'"]],
    ['{ origin: | }', ["['https://shop.example']", "'*'", '[]']],
    ['{ credentials: true, origin: | }', ["['https://shop.example']", '[]']],
    [
      '{ origin: [|] }',
      ["'https://shop.example'", "'https://app.example.com'", "'https://*.example.com'", "'http://localhost:*'"],
    ],
    ["{ allowMethods: ['PUT', '|'] }", ["'PURGE'", "'PATCH'", "'DELETE'", "'*'", "'GET'", "'HEAD'", "'POST'"]],
    ['{ self: [|] }', ["'https://api.example.com'"]],
  ])('%s', (marked, labels) => {
    expect(at(marked).labels).toEqual(labels)
  })

  test('the names of the call come first', () => {
    expect(at('{ allowHeaders: [|').labels.slice(0, 2)).toEqual(["'x-tenant'", "'content-type'"])
    expect(at('{ exposeHeaders: ["|"').labels.slice(0, 2)).toEqual(['"x-cache"', '"etag"'])
  })

  test.each([
    ["{ allowMethods: ['P|'] }", "'PUT'", "{ allowMethods: ['PUT'|] }"],
    ["{ allowMethods: ['P|\n}", "'PUT'", "{ allowMethods: ['PUT'|\n}"],
    ['{ credentials: |, maxAge: 1 }', 'true', '{ credentials: true|, maxAge: 1 }'],
  ])('%s and %s', (marked, label, expected) => {
    expect(accept(marked, label)).toBe(expected)
  })
})

test.each([
  '|',
  '{} |',
  '{ a| : { | } }',
  "{ origin: '*'|",
  "{ origin: '*' | }",
  '{ // |\n}',
  '{ nope: | }',
  '{ origin: [[|] }',
])('%s: nothing to suggest', (marked) => {
  expect(suggestionsAt(marked.replaceAll('|', ''), marked.lastIndexOf('|'), CALL)?.options ?? []).toEqual([])
})

test('any value that is suggested alone makes a policy that cors() accepts', () => {
  const writable = { ...DEFAULT_SCENE, method: 'PUT', headers: 'X-A: 1', response: '200\nX-B: 1' }
  for (const name of NAMES) {
    const origin = name === 'cookieless' ? "'*'" : "['https://a.example']"
    for (const [before, after] of [
      ['', ''],
      ['[', ']'],
    ] as const) {
      const text =
        name === 'origin' ? `{ origin: ${before}${after} }` : `{ origin: ${origin}, ${name}: ${before}${after} }`
      const position = text.length - 2 - after.length
      const found = suggestionsAt(text, position, writable)
      for (const { insert } of found?.options ?? []) {
        const written = applyChanges(text, [{ start: found!.from, end: found!.to, text: insert }])
        if (before && !/^(origin|self|allow|expose)/.test(name)) continue
        if (before && name === 'origin' && insert === "'*'") continue
        expect([written, issuesOf(readPolicy(written).value)]).toEqual([written, []])
      }
    }
  }
})

test('any text has its suggestions, and they replace a part of it', () => {
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
    '//',
    '/*',
    '*/',
    '\n',
    ' ',
    '\\',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof({ weight: 4, arbitrary: parts }, fc.string())), fc.nat(), (pieces, n) => {
      const text = pieces.join('')
      const position = n % (text.length + 1)
      const found = suggestionsAt(text, position, CALL)
      if (!found) return
      expect(found.from).toBeLessThanOrEqual(position)
      expect(found.to).toBeGreaterThanOrEqual(position)
      expect(found.to).toBeLessThanOrEqual(text.length)
    }),
  )
})
