import { describe, expect, it } from 'vitest'
import type { Header } from '../../../../src/browser/index.ts'
import { generous, networkOf } from '../../support/network.ts'

const a = (count: number): string => 'a'.repeat(count)

/** Names and values that differ from safelisted ones by a character before, behind or in between. */
describe('a header that is almost safelisted', () => {
  it.each<[...Header, isPreflighted: boolean]>([
    ['x-accept', '*/*', true],
    ['accepts', '*/*', true],
    ['x-range', 'bytes=0-1', true],
    ['ranges', 'bytes=0-1', true],
    ['accept-languages', 'de', true],
    ['range', 'bytes=10-20', false],
    ['range', 'bytes=10-', false],
    ['range', 'xbytes=0-1', true],
    ['range', 'bytes=0-1x', true],
    ['range', 'bytes=20-10', true],
    ['range', 'bytes=-10', true],
    ['content-type', 'text/plain', false],
    ['content-type', 'text/', true],
    ['content-type', '/plain', true],
  ])('%s: %s is preflighted: %s', async (name, value, isPreflighted) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ headers: [[name, value]] })
    expect(seen[0]?.method).toBe(isPreflighted ? 'OPTIONS' : 'GET')
  })

  it.each<[string, string, boolean]>([
    ['dpr', '1.5', false],
    ['dpr', '.5', false],
    ['dpr', '12.25', false],
    ['dpr', 'x1', true],
    ['dpr', '1x', true],
    ['x-dpr', '1', true],
    ['dprs', '1', true],
    ['save-data', 'on', false],
    ['save-data', 'once', true],
    ['save-data', 'upon', true],
    ['rtt', '50', false],
    ['x-rtt', '50', true],
    ['rtts', '50', true],
    ['sec-ch-ua', '"a"', false],
  ])('in Chromium %s: %s is preflighted: %s', async (name, value, isPreflighted) => {
    const { fetch, seen } = networkOf(generous, 'chromium')
    await fetch({ headers: [[name, value]] })
    // Scripts cannot set headers that begin with `Sec-`, so this one never gets to the safelist.
    expect(seen[0]?.method).toBe(isPreflighted ? 'OPTIONS' : 'GET')
  })
})

it.each<[Header, string, number]>([
  [['X-A', '12'], 'not-in-safelist', 2],
  [['Accept', a(129)], 'value-too-long', 129],
  [['Accept', '"'], 'unsafe-byte', 1],
  [['Accept-Language', 'en_GB'], 'unsafe-byte', 5],
  [['Content-Language', 'en\tGB'], 'unsafe-byte', 5],
  [['Content-Type', 'text/plain;"'], 'unsafe-byte', 12],
  [['Content-Type', 'text'], 'mime-parse-failure', 4],
  [['Content-Type', 'text /plain'], 'mime-parse-failure', 11],
  [['Content-Type', 'text/plain x'], 'mime-parse-failure', 12],
  [['Content-Type', '/plain'], 'mime-parse-failure', 6],
  [['Content-Type', 'text/html'], 'mime-not-safelisted', 9],
  [['Range', 'bytes=-5'], 'range-not-simple', 8],
  [['Range', 'Bytes=0-'], 'range-not-simple', 8],
  [['Range', 'bytes=0-1,3-4'], 'range-not-simple', 13],
  [['Range', 'bytes= 0-'], 'range-not-simple', 9],
  [['Range', 'bytes=18446744073709551616-18446744073709551615'], 'range-not-simple', 47],
])('reports why %j needs a preflight: %s', async (header, reason, length) => {
  const { fetch, steps } = networkOf(generous)
  await fetch({ headers: [header] })

  expect(steps.find(({ id }) => id === 'classify-request')?.detail).toEqual({
    isNeeded: true,
    method: 'GET',
    isUnsafeMethod: false,
    unsafe: [{ name: header[0].toLowerCase(), reason, bytes: length }],
    forcesPreflight: false,
  })
})

it.each([
  ['Accept', [0x22, 0x28, 0x29, 0x3a, 0x3c, 0x3e, 0x3f, 0x40, 0x5b, 0x5c, 0x5d, 0x7b, 0x7d, 0x7f]],
  ['Accept-Language', [...'!"#$%&\'()+/:<>?@[\\]^_`{|}~\u007F'].map((byte) => byte.charCodeAt(0))],
])('every unsafe byte in %s needs a preflight', async (name, printable) => {
  const all = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => ![0x00, 0x0a, 0x0d].includes(byte))
  const isLanguage = name !== 'Accept'
  const expected = all.filter(
    (byte) => (byte < 0x20 && (byte !== 0x09 || isLanguage)) || printable.includes(byte) || (isLanguage && byte > 0x7f),
  )
  const asked = all.map(async (byte) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ headers: [[name, `a${String.fromCharCode(byte)}a`]] })
    return seen[0]?.method === 'OPTIONS'
  })
  const found = await Promise.all(asked)
  expect(all.filter((_, index) => found[index])).toEqual(expected)
})

it.each<Header>([
  ['Accept', ''],
  ['Accept', '\t,;/=\u0080\u00FF'],
  ['Accept-Language', ''],
  ['Content-Language', 'azAZ09 *,-.;='],
  ['Content-Type', 'TEXT/Plain'],
  ['Content-Type', 'text/plain ;'],
  ['Content-Type', 'application/x-www-form-urlencoded;charset=x'],
  ['Range', 'bytes=5-5'],
  ['Range', 'bytes=9-10'],
])('%s: %s needs no preflight', async (...header) => {
  const { fetch, seen } = networkOf(generous)
  await fetch({ headers: [header] })
  expect(seen.map(({ method }) => method)).toEqual(['GET'])
})
