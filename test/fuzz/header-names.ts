import * as fc from 'fast-check'
import { parseHeaderNames } from '../../src/fetch/header-names.ts'
import { near } from './mutations.ts'
import type { Target } from './targets.ts'

const name = fc.oneof(
  fc.constantFrom(
    'content-type',
    'X-A',
    'authorization',
    '*',
    "!#$%&'*+-.^_`|~",
    'x b',
    '',
    '"x"',
    'x:',
    '\u00e9',
    '\u212a',
  ),
  fc.string({ maxLength: 6 }),
)
const comma = fc.constantFrom(',', ', ', ' ,', '\t,\t', ',,', ' , ')
const few = fc.array(fc.tuple(name, comma), { maxLength: 8 })
const many = fc
  .tuple(name, comma, fc.constantFrom(126, 127, 128, 129, 1300, 4096))
  .map(([one, between, times]) => Array.from({ length: times }, () => [one, between]))
const grammar = fc.oneof({ arbitrary: few, weight: 30 }, many).map((names) => names.flat().join(''))

const PIECES = [
  'x',
  'A',
  ',',
  ' ',
  '\t',
  '\n',
  '\v',
  '\u00a0',
  '\u3000',
  ':',
  ';',
  '=',
  '"',
  '(',
  '/',
  '*',
  'x-a',
  '\0',
  '\x7f',
  '\u0130',
]

/** An independent parser: a RegExp for each element of the split list. */
function expected(value: string): readonly string[] | 'malformed' | 'too-long' {
  if (value.length > 4096) return 'too-long'
  const elements = value
    .split(',')
    .map((element) => element.replaceAll(/^[ \t]+|[ \t]+$/g, ''))
    .filter((element) => element !== '')
  const wrong = elements.findIndex((element) => !/^[\w!#$%&'*+.^`|~-]+$/.test(element))
  const tooMany = elements.length > 128 ? 128 : Infinity
  if (wrong >= 0 && wrong <= tooMany) return 'malformed'
  return tooMany < Infinity
    ? 'too-long'
    : elements.map((element) => element.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()))
}

export const headerNamesTarget: Target = {
  inputs: near(grammar, PIECES),
  disagreement: (value) => {
    const [found, wanted] = [parseHeaderNames(value), expected(value)].map((result) => JSON.stringify(result))
    return found === wanted ? undefined : `read as ${found}, expected ${wanted}`
  },
}
