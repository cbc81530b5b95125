import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  anyOrigin,
  below,
  exactList,
  origin,
  pattern,
  patternList,
  predicateOptions,
  RUNS,
} from '../support/arbitraries.ts'
import { syncPolicy } from '../support/requests.ts'

const allows = (patterns: readonly string[], value: string): boolean =>
  syncPolicy({ origin: patterns, credentials: true }).allowsOrigin(value)

/**
 * Whether a browser serializes an origin this way. The URL parser is the oracle, which works only for http and https.
 */
const isSerialized = (value: string): boolean => URL.canParse(value) && new URL(value).origin === value

it('invariant 1: a list of exact origins allows only its members', () => {
  fc.assert(
    fc.property(exactList, anyOrigin, (list, value) => {
      expect(allows(list, value)).toBe(list.includes(value))
      expect(list.every((member) => allows(list, member))).toBe(true)
    }),
    RUNS,
  )
})

const BASE = 'a.example'

it('invariant 2: a wildcard allows only serialized origins below its base', () => {
  const near = fc.oneof(
    anyOrigin,
    fc
      .tuple(
        fc.constantFrom('https', 'http', 'httpsx'),
        fc.constantFrom('://', ':', ':/'),
        fc.oneof(
          below(BASE),
          fc.string({ maxLength: 6 }).map((text) => text + BASE),
          fc.string({ maxLength: 9 }).map((text) => `${text}.${BASE}`),
          fc.constantFrom('', '.', 'a.', '..a', 'A', '*', 'a b', 'a_', '-').map((text) => `${text}.${BASE}`),
        ),
        fc.constantFrom('', ':8443', ':443', '.', '/'),
      )
      .map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(near, fc.constantFrom('', '8443'), (value, port) => {
      fc.pre(allows([`https://*.${BASE}${port && `:${port}`}`], value))
      const url = new URL(value)
      expect(isSerialized(value)).toBe(true)
      expect([url.protocol, url.port]).toEqual(['https:', port])
      expect(url.hostname).not.toBe(BASE)
      expect(url.hostname.endsWith(`.${BASE}`)).toBe(true)
      // The URL parser accepts them, but they are no names.
      expect(url.hostname.split('.')).not.toContain('')
    }),
    RUNS,
  )
})

it('invariant 3: a wildcard allows every name below its base', () => {
  const letters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789-_')
  const anyLabel = fc.string({ unit: letters, minLength: 1, maxLength: 63 })
  const names = fc.array(anyLabel, { minLength: 1, maxLength: 9 }).map((labels) => [...labels, BASE].join('.'))
  fc.assert(
    fc.property(names, fc.constantFrom('', ':8443'), (name, port) => {
      fc.pre(name.length <= 253)
      expect(allows([`https://*.${BASE}${port}`], `https://${name}${port}`)).toBe(true)
    }),
    RUNS,
  )
})

it('invariant 10: a list allows exactly the origins that its parts allow', () => {
  fc.assert(
    fc.property(patternList, patternList, anyOrigin, (some, others, value) => {
      expect(allows([...some, ...others], value)).toBe(allows(some, value) || allows(others, value))
    }),
    RUNS,
  )
})

it('invariant 10: also if wildcards have several schemes, and stand below each other', () => {
  const scheme = fc.constantFrom('http', 'https')
  const wildcard = fc
    .tuple(scheme, fc.constantFrom('a.example', 'shop.a.example', 'b.example', 'a.example:8443'))
    .map(([name, base]) => `${name}://*.${base}`)
  const value = fc
    .tuple(scheme, fc.constantFrom('x.a.example', 'x.shop.a.example', 'shop.a.example', 'x.a.example:8443'))
    .map((parts) => parts.join('://'))
  const lists = fc.array(wildcard, { maxLength: 4 })
  const allowed = (list: readonly string[], from: string): boolean => syncPolicy({ origin: list }).allowsOrigin(from)
  fc.assert(
    fc.property(lists, lists, value, (some, others, from) => {
      expect(allowed([...some, ...others], from)).toBe(allowed(some, from) || allowed(others, from))
      expect(allowed([...others, ...some], from)).toBe(allowed([...some, ...others], from))
    }),
    RUNS,
  )
})

it('invariant 11: order and duplicates in a list make no difference', () => {
  const shuffled = patternList.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
  )
  fc.assert(
    fc.property(shuffled, anyOrigin, ([list, shuffledList], value) => {
      expect(allows(shuffledList, value)).toBe(allows(list, value))
    }),
    RUNS,
  )
})

const ONE_BYTE = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCodePoint(code))

it('invariant 12: an origin with one byte added, removed or changed is refused', () => {
  const perturbed = fc.tuple(origin, fc.nat(), ONE_BYTE, fc.constantFrom<[number, number]>([0, 1], [1, 0], [1, 1]))
  fc.assert(
    fc.property(perturbed, ([value, nat, byte, [removed, inserted]]) => {
      const at = nat % (value.length + 1)
      const other = value.slice(0, at) + byte.repeat(inserted) + value.slice(at + removed)
      const flipped = value.slice(0, at) + value.slice(at, at + 1).toUpperCase() + value.slice(at + 1)
      for (const each of [other, flipped]) expect(allows([value], each)).toBe(each === value)
    }),
    { ...RUNS, numRuns: 500 },
  )
})

it('invariant 13: a listed origin with anything before or after it is refused', () => {
  const separators = fc.constantFrom('', ',', ', ', ' ', '\t', '@', '/', '\\', '#', '?', ':', '.')
  const extra = fc.oneof(anyOrigin, fc.string({ maxLength: 9 }))
  fc.assert(
    fc.property(exactList, origin, separators, extra, (list, value, separator, text) => {
      const listed = [...list, value]
      for (const joined of [value + separator + text, text + separator + value]) {
        expect(allows(listed, joined)).toBe(listed.includes(joined))
      }
    }),
    RUNS,
  )
})

it('invariant 14: an Origin header with several origins is refused', () => {
  fc.assert(
    fc.property(
      patternList,
      anyOrigin,
      anyOrigin,
      fc.constantFrom(',', ' ', ', ', '\t'),
      (list, one, other, separator) => {
        expect(allows(list, one + separator + other)).toBe(false)
      },
    ),
    RUNS,
  )
})

it('invariant 15: every allowed origin is serialized as browsers serialize it', () => {
  fc.assert(
    fc.property(fc.oneof(patternList, fc.array(pattern, { minLength: 5 })), anyOrigin, (list, value) => {
      fc.pre(allows(list, value))
      expect(isSerialized(value)).toBe(true)
    }),
    RUNS,
  )
  fc.assert(
    fc.property(predicateOptions, anyOrigin, (options, value) => {
      fc.pre(/^https?:/.test(value) && value !== 'null' && syncPolicy(options).allowsOrigin(value))
      expect(isSerialized(value)).toBe(true)
    }),
    RUNS,
  )
})

it('invariant 15: a port is allowed only as browsers write it', () => {
  const hosts = fc.constantFrom('http://localhost', 'https://localhost', 'http://x.localhost', 'https://x.a.example')
  const ports = fc.oneof(
    fc.constantFrom(
      ':80',
      ':443',
      ':0',
      ':00',
      ':080',
      ':0443',
      ':08443',
      ':65536',
      ':8443x',
      ':',
      ':1e3',
      ':+1',
      ':８',
    ),
    fc.integer({ min: 0, max: 70_000 }).map((port) => `:${port}`),
    fc.string({ maxLength: 4 }).map((text) => `:${text}`),
  )
  const lists = [['http://localhost:*', 'https://localhost:*', 'http://*.localhost:*'], () => true]
  fc.assert(
    fc.property(hosts, ports, (host, port) => {
      const allowed = lists.map((list) => syncPolicy({ origin: list }).allowsOrigin(host + port))
      expect(allowed.includes(true) && !isSerialized(host + port)).toBe(false)
    }),
    { ...RUNS, numRuns: 500 },
  )
})
