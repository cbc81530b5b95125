import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { compileOriginSet } from '../../../../src/policy/origins/set.ts'
import { RUNS } from '../../support/arbitraries.ts'
import { syncPolicy } from '../../support/requests.ts'

const scheme = fc.constantFrom('https://', 'http://')
const port = fc.constantFrom('', ':8080', ':81')
/** Names of equal length, of different lengths, and one that is below another. */
const base = fc.constantFrom('a.example', 'b.example', 'long.example', 'b.a.example')
const pattern = fc
  .oneof(
    fc.tuple(scheme, fc.constantFrom('', '*.'), base, port),
    fc.tuple(scheme, fc.constantFrom('', '*.'), fc.constantFrom('localhost'), fc.constantFrom('', ':8080', ':*')),
  )
  .map((parts) => parts.join(''))
const value = fc
  .tuple(scheme, fc.constantFrom('', 'x.', 'x.y.'), fc.oneof(base, fc.constant('localhost')), port)
  .map((parts) => parts.join(''))

const allows = (origin: readonly string[], text: string): boolean => syncPolicy({ origin }).allowsOrigin(text)

it('a list allows an origin exactly if one of its entries alone allows it', () => {
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 6 }), value, (patterns, text) => {
      expect(allows(patterns, text)).toBe(patterns.some((one) => allows([one], text)))
    }),
    RUNS,
  )
})

it('an entry allows exactly the scheme, names and ports that it describes', () => {
  fc.assert(
    fc.property(pattern, value, (one, text) => {
      const [, before, starred, host, end] = /^(.*?:\/\/)(\*\.)?([^:]*)(:.*)?$/.exec(one) ?? []
      const [, given, name = '', , number] = /^(.*?:\/\/)([^:]*)(:(.*))?$/.exec(text) ?? []
      const isNamed = starred ? name.endsWith(`.${host}`) : name === host
      const isNumbered = end === ':*' || (end ?? '') === (number ? `:${number}` : '')
      expect(allows([one], text)).toBe(given === before && isNamed && isNumbered)
    }),
    RUNS,
  )
})

it.each([
  [
    '253 bytes of host',
    `https://${'a'.repeat(63)}.${'a'.repeat(63)}.${'a'.repeat(63)}.${'a'.repeat(51)}.a.example`,
    true,
  ],
  [
    '254 bytes of host',
    `https://${'a'.repeat(63)}.${'a'.repeat(63)}.${'a'.repeat(63)}.${'a'.repeat(52)}.a.example`,
    false,
  ],
  ['a label of 63 bytes', `https://${'a'.repeat(63)}.a.example`, true],
  ['a label of 64 bytes', `https://${'a'.repeat(64)}.a.example`, false],
  ['nothing before the dot', 'https://.a.example', false],
  ['only the domain', '.a.example', false],
  ['a user before the domain', 'https://x@y.a.example', false],
  ['another origin before the domain', 'https://evil.example/.a.example', false],
])('a wildcard decides about an origin with %s', (_, text, isAllowed) => {
  expect(allows(['https://*.a.example'], text)).toBe(isAllowed)
})

it.each(['null', 'NULL', '', '*'])(
  'the string %j is never in a set, even if no caller has checked it before',
  (text) => {
    expect(compileOriginSet([])(text)).toBe(false)
    expect(compileOriginSet(['https://a.example', 'https://*.a.example', 'http://localhost:*'])(text)).toBe(false)
  },
)
