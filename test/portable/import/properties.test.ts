import { array, assert, constantFrom, oneof, property, stringMatching, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromDjango } from '../../../src/import/index.ts'
import { parseOrigin } from '../../../src/fetch/origin.ts'
import { cors } from '../../../src/index.ts'

/** A part of an expression, and what JavaScript's RegExp of the same text means by it. */
const scheme = constantFrom('https://', 'https?://', '(https|http)://', '(?:https?://)', 'http://')
const label = constantFrom(
  'app',
  String.raw`\w+`,
  '[a-z]+',
  '[a-z0-9-]+',
  '[^.]*',
  '.*',
  '.+?',
  '(?:a|b|app)',
  String.raw`pr-\d{1,3}`,
  'a?b{2,}',
  String.raw`([a-z]+\.)*x`,
  '[0-9a-f]{2}',
  String.raw`(\w*-*)*`,
)
const separator = constantFrom(String.raw`\.`, '.', '-', '')
const domain = constantFrom(
  String.raw`example\.com`,
  String.raw`example.com`,
  'localhost',
  String.raw`(a|b)\.example\.org`,
)
const port = constantFrom('', String.raw`(:\d+)?`, ':8080', String.raw`:\d{4}`, '(?::(80|443|3000))?', '.*')
const end = constantFrom('$', '$', '$', '', '/?$')
const anchor = constantFrom('^', '^', '')
const regex = tuple(anchor, scheme, label, separator, domain, port, end).map((parts) => parts.join(''))

const host = oneof(
  constantFrom('example.com', 'app.example.com', 'appxexample.com', 'localhost', 'a.localhost', 'b.example.org'),
  array(stringMatching(/^[a-z\d_-]{1,6}$/), { minLength: 1, maxLength: 3 }).chain((labels) =>
    constantFrom('example.com', 'example-com', 'localhost', 'a.example.org', 'attacker.test').map((last) =>
      [...labels, last].join('.'),
    ),
  ),
  constantFrom('app', 'bb', 'pr-1', 'x', 'a1', '-', '_').chain((first) =>
    constantFrom('.example.com', '-example.com', 'example.com', 'zexample.com').map((last) => first + last),
  ),
)
const origin = tuple(
  constantFrom('https', 'http'),
  host,
  constantFrom('', ':3000', ':8080', ':80', ':443', ':65536', ':99'),
).map(([name, one, at]) => `${name}://${one}${at}`)

/** The origins that a strict parser accepts, which is all that a policy asks about. */
const isOrigin = (text: string): boolean => parseOrigin(text) !== undefined

/** What `re.match()` does: these expressions mean the same in JavaScript, anchored at the start. */
const isMatched = (text: string, one: string): boolean => new RegExp(`^(?:${text})`).test(one)

describe('an expression that is taken', () => {
  it('allows exactly the origins that it matches', () => {
    let taken = 0
    assert(
      property(regex, array(origin, { minLength: 20, maxLength: 20 }), (text, origins) => {
        const { options, notes } = fromDjango({ CORS_ALLOWED_ORIGIN_REGEXES: [text] })
        if (!options) return
        taken++
        const policy = cors(options)
        const isNever = notes.some(({ code }) => code === 'regex-never')
        for (const one of origins.filter(isOrigin)) {
          const allows = policy.allowsOrigin(one)
          expect([text, one, allows]).toEqual([text, one, !isNever && isMatched(text, one)])
        }
      }),
      { numRuns: 100 },
    )
    expect(taken).toBeGreaterThan(20)
  })

  it('allows no domain that a stranger can have', () => {
    assert(
      property(regex, (text) => {
        const { options } = fromDjango({ CORS_ALLOWED_ORIGIN_REGEXES: [text] })
        if (!options) return
        const policy = cors(options)
        for (const name of [
          'attacker.test',
          'app.attacker.test',
          'example.com.attacker.test',
          'evilexample.com',
          'appxexample.com',
        ])
          for (const start of ['https://', 'http://'])
            expect([text, policy.allowsOrigin(start + name)]).toEqual([text, false])
      }),
      { numRuns: 100 },
    )
  })

  it('is refused or read, whatever it is, and never run', () => {
    const piece = constantFrom(
      '(',
      ')',
      '[',
      ']',
      '*',
      '+',
      '?',
      '{2,}',
      '|',
      '^',
      '$',
      '.',
      String.raw`\w`,
      'a',
      '-',
      'https://',
      String.raw`\.com`,
      '(?:',
      '(?i)',
      String.raw`\\`,
    )
    assert(
      property(array(piece, { maxLength: 14 }), (pieces) => {
        const { options, refusals } = fromDjango({ CORS_ALLOWED_ORIGIN_REGEXES: [pieces.join('')] })
        expect(options === undefined).toBe(refusals.length > 0)
        if (options) cors(options)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a catastrophic expression', () => {
  it.each([
    String.raw`^(https?://)?(\w*-*\w*\.+)*example\.com$`,
    String.raw`^https://(([a-z]+)+)+\.example\.com$`,
    String.raw`^https://(a|a)*\.example\.com$`,
    String.raw`^https://([a-z]*)*x\.example\.com$`,
  ])('%s reads each character of an origin once', (text) => {
    const { options } = fromDjango({ CORS_ALLOWED_ORIGIN_REGEXES: [text] })
    const policy = cors(options!)
    const long = Array.from({ length: 4 }, () => 'a'.repeat(60)).join('.')
    // V8 takes seconds for the first of these, so the test would not end.
    for (let count = 0; count < 1000; count++) expect(policy.allowsOrigin(`https://${long}.exampleecom`)).toBe(false)
    expect(policy.allowsOrigin(`https://${long}.evil.test`)).toBe(false)
  })
})
