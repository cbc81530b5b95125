import * as fc from 'fast-check'
import { isCallback } from '../../src/jsonp/callback.ts'
import { near } from './mutations.ts'
import type { Target } from './targets.ts'

/** Names that no part of a callback may be. */
const RESERVED = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if import in instanceof let new null return static super switch this throw true try typeof var void ' +
    'while with yield eval Function setTimeout setInterval write __proto__ constructor prototype'
  ).split(' '),
)

const name = fc.oneof(
  fc.constantFrom(...RESERVED, 'a', '$', '_1', 'A9', 'jQuery_1', ''),
  fc.string({ unit: fc.constantFrom(...'abzAZ09_$'), maxLength: 30 }),
)
/** Callbacks near the maximum length. */
const long = fc.integer({ min: 60, max: 70 }).map((length) => 'app.show_1.'.repeat(7).slice(0, length))
const grammar = fc.oneof(
  { arbitrary: fc.array(name, { minLength: 1, maxLength: 5 }).map((names) => names.join('.')), weight: 9 },
  long,
)
const PIECES = [
  'a',
  'A',
  '0',
  '_',
  '$',
  '.',
  '..',
  '(',
  ')',
  '[',
  ']',
  ';',
  ' ',
  '\n',
  '\u2028',
  '\\u0061',
  '/**/',
  '<',
  'delete',
  'constructor',
  '\u00e9',
  '\u0131',
  '\u212a',
  '\u017f',
]

/** An independent check: one RegExp for the whole grammar, and a set. */
function isExpected(text: string): boolean {
  return (
    /^[A-Za-z_$][A-Za-z0-9_$]*(\.[A-Za-z_$][A-Za-z0-9_$]*)*$/.test(text) &&
    new TextEncoder().encode(text).length <= 64 &&
    text.split('.').length <= 4 &&
    !text.split('.').some((part) => RESERVED.has(part))
  )
}

export const callbackTarget: Target = {
  inputs: near(grammar, PIECES),
  disagreement: (text) =>
    [true, false].every(
      (members) => isCallback(text, members) === (isExpected(text) && (members || !text.includes('.'))),
    )
      ? undefined
      : `is ${isCallback(text, true) ? 'one' : 'none'}, or must not depend on the option`,
}
