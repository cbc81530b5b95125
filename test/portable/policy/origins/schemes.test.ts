import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { near } from '../../../fuzz/mutations.ts'
import { field, RUNS } from '../../support/arbitraries.ts'
import { issuesOf } from '../../support/faults.ts'
import { requestFrom, syncPolicy } from '../../support/requests.ts'

const ID = 'abcdefghijklmnopabcdefghijklmnop'
const UUID = '0f5c2a86-9d1e-4b7a-8c3f-6e2d1a4b5c7d'

/** Origins of shells and extensions, as they are in the header `Origin`. */
const SENT: readonly [origin: string, host: string, port?: number][] = [
  ['app://.', '.'],
  ['app://-', '-'],
  ['app://bundle', 'bundle'],
  ['app://obsidian.md', 'obsidian.md'],
  ['app://localhost:5173', 'localhost', 5173],
  ['app://127', '127'],
  ['capacitor://localhost', 'localhost'],
  ['capacitor-electron://-', '-'],
  ['electron://app', 'app'],
  ['io.ionic.starter://localhost', 'localhost'],
  ['ionic://localhost', 'localhost'],
  ['ms-appx-web://Contoso.App_8wekyb3d8bbwe', 'Contoso.App_8wekyb3d8bbwe'],
  ['qrc://', ''],
  ['resource://android', 'android'],
  ['tauri://localhost', 'localhost'],
  ['vscode-file://vscode-app', 'vscode-app'],
  [`vscode-webview://${'0a1b2c3d4e'.repeat(6)}`, '0a1b2c3d4e'.repeat(6)],
  [`vscode-webview://${'a'.repeat(80)}`, 'a'.repeat(80)],
  ['wails://wails', 'wails'],
  ['wails://wails.localhost:34115', 'wails.localhost', 34_115],
  [`chrome-extension://${ID}`, ID],
  [`moz-extension://${UUID}`, UUID],
  [`safari-web-extension://${UUID}`, UUID],
  [`safari-web-extension://${UUID.toUpperCase()}`, UUID.toUpperCase()],
  ['safari-extension://com.example.notes-A1B2C3D4E5', 'com.example.notes-A1B2C3D4E5'],
  // WebKit and the URL Standard escape other characters differently.
  ['app://%C3%A4', '%C3%A4'],
  ['app://%c3%a4', '%c3%a4'],
  ['app://a%41b', 'a%41b'],
  ['app://a..b.', 'a..b.'],
  ['app://[::1]:3000', '[::1]', 3000],
  ['app://1.02.0x3', '1.02.0x3'],
  [`app://!"$%&'()+,-.;=_\`{}~`, `!"$%&'()+,-.;=_\`{}~`],
]

describe.each(SENT)('the origin %s', (origin, host, port) => {
  it('can be listed', () => {
    const policy = syncPolicy({ origin: [origin], credentials: true })

    expect(policy.toJSON().origin).toEqual([origin])
    expect(policy.allowsOrigin(origin)).toBe(true)
    expect(policy.decorate(new Response(), requestFrom(origin)).headers.get('Access-Control-Allow-Origin')).toBe(origin)
  })

  it('reaches a predicate', () => {
    const seen: unknown[] = []
    const policy = syncPolicy({ origin: (given) => seen.push(given) > 0 })

    expect(policy.decide(requestFrom(origin)).reason).toBe('allowed')
    expect(seen).toEqual([{ scheme: origin.split(':')[0], host, port: port ?? null, serialized: origin }])
  })

  it('is a valid origin that another policy does not list', () => {
    expect(syncPolicy({ origin: ['https://a.example'] }).decide(requestFrom(origin)).reason).toBe('origin-not-listed')
  })
})

/** Strings that no shell sends, and what `cors()` says about them in a list. */
const NEVER_SENT: readonly [text: string, code: string, suggestion?: string][] = [
  ['App://.', 'origin-not-canonical', 'app://.'],
  ['app://./', 'origin-has-path', 'app://.'],
  ['app://./index.html', 'origin-has-path', 'app://.'],
  ['app://a.example./x', 'origin-has-path', 'app://a.example.'],
  ['app://Bundle/x', 'origin-has-path', 'app://Bundle'],
  ['qrc:///index.html', 'origin-has-path', 'qrc://'],
  ['app://.:', 'origin-port', 'app://.'],
  ['app://.:0', 'origin-port'],
  ['app://.:08', 'origin-port', 'app://.:8'],
  ['app://.:65536', 'origin-port'],
  ['app://:8080', 'origin-not-canonical'],
  ['app://a:b', 'origin-not-canonical'],
  ['app://ä', 'origin-not-canonical', 'app://%C3%A4'],
  ['app://[::0:1]', 'origin-not-canonical', 'app://[::1]'],
  ['app://[::1', 'origin-not-canonical'],
  ['app://a[b]', 'origin-not-canonical'],
  ['app://a<b>', 'origin-not-canonical'],
  ['app://a|b', 'origin-not-canonical'],
  ['app://a^b', 'origin-has-path'],
  ['app://a\\b', 'origin-has-path'],
  ['app://a b', 'origin-separator'],
  ['app://a\tb', 'origin-separator', 'app://ab'],
  ['app://user@.', 'origin-userinfo', 'app://.'],
  ['app://a\u007fb', 'origin-not-canonical', 'app://a%7Fb'],
  ['app://a\u0000b', 'origin-not-canonical'],
  ['app://*', 'wildcard-position'],
  ['app://a*b', 'wildcard-position'],
  ['app://*.!', 'wildcard-position'],
  ['app://*.127.0.0.1', 'wildcard-position'],
  ['app://*..example.com', 'wildcard-position'],
  ['app://.:*', 'wildcard-port'],
  ['httpx://./', 'origin-has-path', 'httpx://.'],
  ['file://', 'origin-opaque-scheme'],
  ['file:///index.html', 'origin-opaque-scheme'],
  // The rules for the web do not change.
  ['https://', 'origin-not-canonical'],
  ['https://.', 'origin-not-canonical'],
  ['https://a%2eexample', 'origin-not-canonical', 'https://a.example'],
  // The URL parser leaves this character alone, but no name in the DNS has it.
  ['https://a!b.example', 'origin-not-canonical'],
  ['http://A', 'origin-not-canonical', 'http://a'],
  ['ftp://A', 'origin-not-canonical', 'ftp://a'],
]

describe.each(NEVER_SENT)('%j', (text, code, suggestion) => {
  it(`is ${code} in a list`, () => {
    expect(issuesOf({ origin: [text] })).toMatchObject([{ code }])
    expect(issuesOf({ origin: [text] })[0]?.suggestion).toBe(suggestion)
    expect(suggestion === undefined || issuesOf({ origin: [suggestion] }).length === 0).toBe(true)
  })

  it('never reaches a predicate', () => {
    expect(syncPolicy({ origin: () => true }).allowsOrigin(text)).toBe(false)
  })
})

it.each([
  ['app://*.example.com', 'app://a.example.com', true],
  ['app://*.example.com', 'app://.example.com', false],
  ['app://*.example.com', 'app://a..example.com', false],
  ['app://*.example.com', 'app://A.example.com', false],
  ['app://*.example.com', 'app://a!b.example.com', false],
  ['app://*.example.com', 'app://%61.example.com', false],
  ['app://*.example.com:81', 'app://a.example.com:81', true],
  ['app://*.example.com:81', 'app://!.example.com:81', false],
  ['app://localhost:*', 'app://localhost:81', true],
  ['app://localhost:*', 'app://Localhost:81', false],
])('the pattern %s is about domains: it allows %s: %s', (pattern, origin, isAllowed) => {
  expect(syncPolicy({ origin: [pattern] }).allowsOrigin(origin)).toBe(isAllowed)
})

it.each([
  'moz-extension://*',
  'moz-extension://*/*',
  'moz-extension://*/',
  'safari-web-extension://*',
  'chrome-extension://*',
  'chrome-extension://abc*',
  'vscode-webview://*',
])('the message about %s says how to allow an extension', (pattern) => {
  for (const credentials of [true, false]) {
    const [issue] = issuesOf({ origin: [pattern], credentials })
    expect(issue?.message).toContain('list the id')
    expect(issue?.message).toContain('compare the scheme in a predicate')
    expect(issue?.suggestion).toBeUndefined()
  }
})

const scheme = fc.oneof(
  fc.constantFrom('app', 'capacitor', 'tauri', 'wails', 'qrc', 'moz-extension', 'vscode-webview', 'web+x.1-y'),
  fc
    .tuple(fc.constantFrom(...'abcxyz'), fc.string({ unit: fc.constantFrom(...'abcxyz019+-.'), maxLength: 12 }))
    .map((parts) => parts.join(''))
    .filter((name) => !/^(about|blob|data|file|filesystem|javascript|https?|wss?|ftp)$/.test(name)),
)
/** What the URL Standard allows in an opaque host, except the star (https://url.spec.whatwg.org/#forbidden-host-code-point). */
const character = fc.constantFrom(
  ...Array.from({ length: 0x5e }, (_, at) => String.fromCodePoint(at + 0x21)).filter(
    (text) => !'#/:<>?@[\\]^|*'.includes(text),
  ),
)
const host = fc.oneof(
  fc.string({ unit: character, minLength: 1, maxLength: 40 }),
  fc.string({ unit: character, minLength: 100, maxLength: 200 }),
  fc.constantFrom('.', '-', 'localhost', 'a.example', '[::1]', '%2E'),
)
const port = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 1, max: 65_535 }).map((number) => `:${number}`),
)
const origin = fc.oneof(
  fc.tuple(scheme, fc.constant('://'), host, port).map((parts) => parts.join('')),
  scheme.map((name) => `${name}://`),
)

/** Whether the URL parser leaves a string as it is, and finds nothing in it but scheme, host and port. */
function isSerialized(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, host: authority, href } = new URL(text)
  return href === text && `${protocol}//${authority}` === text
}

it('a listed origin of another scheme allows its own spelling only, and so does a predicate that compares it', () => {
  fc.assert(
    fc.property(origin, near(origin, [...'/.:@?#*%aA0 ', '%2e', ':80', '://']).filter(field), (value, other) => {
      const list = syncPolicy({ origin: [value], credentials: true })
      const predicate = syncPolicy({ origin: ({ serialized }) => serialized === value })
      expect(isSerialized(value)).toBe(true)
      const variants = [
        value.toUpperCase(),
        value.toLowerCase(),
        `${value}/`,
        `${value}.`,
        `${value}:0`,
        `${value}:80`,
        `${value}:443`,
        `${value} `,
        `${value},${value}`,
        value.replace(/:\d+$/, ''),
        encodeURI(value),
        decodeURIComponent(value.replaceAll('%', '%25')).replaceAll('.', '%2E'),
        new URL(value).origin,
        other,
      ]
      for (const policy of [list, predicate]) {
        expect(policy.decide(requestFrom(value)).reason).toBe('allowed')
        for (const text of variants) expect([text, policy.allowsOrigin(text)]).toEqual([text, text === value])
      }
    }),
    RUNS,
  )
})

it.each([
  [`app://${'a'.repeat(320)}`, true],
  [`app://${'a'.repeat(321)}`, false],
  [`${'a'.repeat(64)}://.`, true],
  [`${'a'.repeat(65)}://.`, false],
])('an origin has at most 326 bytes, and its scheme 64: %s', (value, isValid) => {
  expect(issuesOf({ origin: [value] }).length === 0).toBe(isValid)
  expect(syncPolicy({ origin: () => true }).allowsOrigin(value)).toBe(isValid)
})

it('every suggestion for a string of another scheme is accepted', () => {
  fc.assert(
    fc.property(near(origin, [...'/.:@?#*%aA0 ', '%2e', ':80', '://', 'ä', '\u00ad']), (text) => {
      const suggestions = issuesOf({ origin: [text] }).flatMap(({ suggestion = [] }) => suggestion)
      expect(suggestions.flatMap((suggestion) => issuesOf({ origin: [suggestion] }))).toEqual([])
    }),
    { ...RUNS, numRuns: 2000 },
  )
})
