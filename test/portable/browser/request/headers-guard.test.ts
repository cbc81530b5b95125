import { expect, it } from 'vitest'
import type { Header } from '../../../../src/browser/index.ts'
import { generous, networkOf, PAGE } from '../../support/network.ts'

it.each<[string, Header, boolean]>([
  ['User-Agent', ['User-Agent', 'x'], true],
  ['a method override', ['X-HTTP-Method-Override', 'PUT'], true],
  ['a method override with a forbidden method', ['X-HTTP-Method-Override', 'GET, track'], false],
  ['a method override with a forbidden method in quotes', ['X-Method-Override', '",TRACE",'], true],
  ['Origin', ['Origin', 'https://b.example'], false],
  ['Proxy-', ['Proxy-Foo', 'x'], false],
  ['Sec-', ['sec-foo', 'x'], false],
  ['Set-Cookie', ['Set-Cookie', 'x'], false],
])('whether scripts can set %s', async (_, header, isSent) => {
  const { fetch, seen } = networkOf(generous)
  await fetch({ url: `${PAGE}/x`, headers: [header] })

  expect(seen[0]?.headers[header[0].toLowerCase()] === header[1]).toBe(isSent)
})

it.each([
  ['X-HTTP-Method', undefined],
  ['X-X-HTTP-Method', 'TRACE'],
  ['X-HTTP-Methods', 'TRACE'],
])('%s: TRACE is sent as %s', async (name, sent) => {
  const { fetch, seen } = networkOf(generous)
  await fetch({ url: `${PAGE}/x`, headers: [[name, 'TRACE']] })
  expect(seen[0]?.headers[name.toLowerCase()]).toBe(sent)
})

it.each<[string, Header[], string, string | undefined]>([
  ['a safelisted header', [['Accept', 'x']], 'accept', 'x'],
  ['another header', [['X-A', '1']], 'x-a', undefined],
  ['a range', [['Range', 'bytes=0-']], 'range', undefined],
  ['JSON', [['Content-Type', 'application/json']], 'content-type', undefined],
  [
    'two lines, together short enough',
    [
      ['Accept', 'a'],
      ['Accept', 'b'],
    ],
    'accept',
    'a, b',
  ],
  [
    'two lines, together too long',
    [
      ['Accept', 'a'.repeat(100)],
      ['Accept', 'b'.repeat(100)],
    ],
    'accept',
    'a'.repeat(100),
  ],
])('no-cors mode, %s', async (_, headers, name, value) => {
  const { fetch, seen } = networkOf(() => ({}))
  const response = await fetch({ mode: 'no-cors', headers })

  expect(seen[0]?.headers[name]).toBe(value)
  expect(response).toEqual({ type: 'opaque', status: 0, statusText: '', headers: [], body: null, urlList: [] })
})

it('XMLHttpRequest combines lines before they are compared with the safelist', async () => {
  const lengths: Header[] = [
    ['Accept', 'a'.repeat(64)],
    ['accept', 'b'.repeat(64)],
  ]
  const { fetch, seen } = networkOf(generous)
  await fetch({ headers: lengths, initiator: 'fetch' })
  expect(seen.map(({ method }) => method)).toEqual(['GET'])
  await fetch({ headers: lengths, initiator: 'xhr' })
  expect(seen[1]?.headers['access-control-request-headers']).toBe('accept')
  await fetch({
    url: `${PAGE}/x`,
    headers: [
      ['X-A', '1'],
      ['X-B', '3'],
      ['x-a', ' 2 '],
      ['Cookie', 'x'],
    ],
    initiator: 'xhr',
  })
  expect(seen.at(-1)?.headers).toMatchObject({ 'x-a': '1, 2', 'x-b': '3' })
})
