import { createContext, runInContext, Script } from 'node:vm'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonp } from '../../src/jsonp/index.ts'

/**
 * The JSON of the value that a page gets if it runs the script of the answer. It is not parsed again: after many other
 * objects, `JSON.parse` of Node 24 can read a key that is a quotation mark as a backslash.
 */
async function received(data: object): Promise<string> {
  const response = jsonp(new Request('https://api.example/?callback=show'), data, { parameter: 'callback' })
  const got: string[] = []
  const show = (...args: unknown[]): void => void got.push(...args.map((value) => JSON.stringify(value)))
  runInContext(await response.text(), createContext({ show }))
  return got.join()
}

const key = fc.oneof(fc.string(), fc.constantFrom('__proto__', '"__proto__', 'constructor', '\u2028', '</script>'))
const json = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.jsonValue({ maxDepth: 1 }), fc.string({ unit: 'binary' }), tie('object')),
  object: fc.oneof(
    fc.array(tie('value'), { maxLength: 5 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
})).object

test('a page gets exactly the data', async () => {
  await fc.assert(
    fc.asyncProperty(json, async (data) => {
      // As strings, because `toEqual` ignores a property with the name `__proto__`.
      expect(await received(data)).toBe(JSON.stringify(data))
    }),
    { numRuns: 2000 },
  )
})

test('a page without the function gets no data and no error', async () => {
  const response = jsonp(new Request('https://api.example/?callback=show'), { a: 1 }, { parameter: 'callback' })
  expect(runInContext(await response.text(), createContext({}))).toBe(false)
})

test('every reserved word is refused', () => {
  const parses = (name: string): boolean => {
    try {
      return new Script(`'use strict'; var ${name}`) instanceof Script
    } catch {
      return false
    }
  }
  const WORDS =
    'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if import in instanceof let new null return static super switch this throw true try typeof var void ' +
    'while with yield'
  for (const word of WORDS.split(' ')) {
    expect([word, parses(word)]).toEqual([word, word === 'await'])
    const { status } = jsonp(new Request(`https://api.example/?callback=${word}`), {}, { parameter: 'callback' })
    expect([word, status]).toEqual([word, 400])
  }
})
