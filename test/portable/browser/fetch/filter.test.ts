import { expect, it } from 'vitest'
import type { Header, WireRequest } from '../../../../src/browser/index.ts'
import { bytes, networkOf, PAGE } from '../../support/network.ts'

const HEADERS: Header[] = [
  ['Access-Control-Allow-Origin', PAGE],
  ['Access-Control-Allow-Credentials', 'true'],
  ['Content-Type', 'text/plain'],
  ['X-A', '1'],
  ['X-B', '2'],
  ['Set-Cookie', 'a=b'],
]

it.each<[string, Partial<WireRequest>, Header[], string]>([
  ['no name', {}, [], 'content-type'],
  ['one name', {}, [['Access-Control-Expose-Headers', 'X-a']], 'content-type, x-a'],
  [
    'every name',
    {},
    [['Access-Control-Expose-Headers', '*']],
    'access-control-allow-credentials, access-control-allow-origin, access-control-expose-headers, content-type, x-a, x-b',
  ],
  [
    'every name, with credentials',
    { credentials: 'include' },
    [['Access-Control-Expose-Headers', '*']],
    'content-type',
  ],
  ['Set-Cookie', {}, [['Access-Control-Expose-Headers', 'set-cookie']], 'content-type'],
  [
    'one malformed line of two',
    {},
    [
      ['Access-Control-Expose-Headers', 'x-a'],
      ['Access-Control-Expose-Headers', 'no no'],
    ],
    'content-type',
  ],
  [
    'same-origin, all except cookies',
    { url: `${PAGE}/x` },
    [],
    'access-control-allow-credentials, access-control-allow-origin, content-type, x-a, x-b',
  ],
])('the page sees the exposed headers: %s', async (_, request, more, names) => {
  const { fetch } = networkOf(() => ({ headers: [...HEADERS, ...more] }))
  const response = await fetch(request)

  expect(
    response.headers
      .map(([name]) => name.toLowerCase())
      .toSorted()
      .join(', '),
  ).toBe(names)
})

it('names that are almost safelisted are hidden', async () => {
  const names = ['Cache-Control', 'X-Cache-Control', 'Cache-Controls', 'Pragma', 'X-Pragma', 'Pragmas']
  const { fetch } = networkOf(() => ({
    headers: [['Access-Control-Allow-Origin', '*'], ...names.map((name): Header => [name, '1'])],
  }))
  const { headers } = await fetch()
  expect(headers.map(([name]) => name)).toEqual(['Cache-Control', 'Pragma'])
})

it.each([101, 103, 204, 205, 304])('a response with the status %i has no body', async (status) => {
  const { fetch } = networkOf(() => ({ status, headers: HEADERS }))
  expect(await fetch()).toMatchObject({ status, body: null })
})

it.each([200, 404, 500, 599])('a response with the status %i can be read', async (status) => {
  const { fetch } = networkOf(() => ({ status, statusText: 'So', headers: HEADERS }))
  expect(await fetch()).toMatchObject({ type: 'cors', status, statusText: 'So', body: bytes('body') })
})
