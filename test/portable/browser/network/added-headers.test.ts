import { describe, expect, it } from 'vitest'
import type { WireRequest } from '../../../../src/browser/index.ts'
import { API, bytes, chain, generous, networkOf, PAGE } from '../../support/network.ts'

it.each<[string, Partial<WireRequest>, string | undefined]>([
  ['GET, same-origin', { url: `${PAGE}/x` }, undefined],
  ['POST, same-origin', { url: `${PAGE}/x`, method: 'POST' }, PAGE],
  ['GET, cross-origin', {}, PAGE],
  ['GET in mode no-cors', { mode: 'no-cors' }, undefined],
  ['POST in mode no-cors', { mode: 'no-cors', method: 'POST' }, PAGE],
  ['POST in mode no-cors, no-referrer', { mode: 'no-cors', method: 'POST', referrerPolicy: 'no-referrer' }, 'null'],
  ['POST in mode no-cors, from https to http', { mode: 'no-cors', method: 'POST', url: 'http://api.example/' }, 'null'],
  [
    'POST in mode no-cors, from http to http',
    { mode: 'no-cors', method: 'POST', url: 'http://api.example/', client: { origin: 'http://app.example' } },
    'http://app.example',
  ],
  [
    'POST in mode no-cors, policy same-origin',
    { mode: 'no-cors', method: 'POST', referrerPolicy: 'same-origin' },
    'null',
  ],
  ...(['no-referrer-when-downgrade', 'strict-origin'] as const).map(
    (referrerPolicy): [string, Partial<WireRequest>, string] => [
      `POST in mode no-cors, from https to http, ${referrerPolicy}`,
      { mode: 'no-cors', method: 'POST', url: 'http://api.example/', referrerPolicy },
      'null',
    ],
  ),
  ['POST in mode no-cors, policy origin', { mode: 'no-cors', method: 'POST', referrerPolicy: 'origin' }, PAGE],
  [
    'POST in mode same-origin, policy same-origin',
    { mode: 'same-origin', method: 'POST', url: `${PAGE}/x`, referrerPolicy: 'same-origin' },
    PAGE,
  ],
  ['POST, same-origin, no-referrer', { method: 'POST', url: `${PAGE}/x`, referrerPolicy: 'no-referrer' }, PAGE],
  ['HEAD in mode no-cors', { mode: 'no-cors', method: 'HEAD' }, undefined],
])('Origin: %s', async (_, request, origin) => {
  const { fetch, seen } = networkOf(generous)
  await fetch(request)

  expect(seen.at(-1)?.headers['origin']).toBe(origin)
})

it.each<[string, Partial<WireRequest>, Record<string, string | undefined>]>([
  ['a body', { method: 'POST', body: bytes('abc') }, { 'content-length': '3' }],
  ['an empty body', { method: 'POST', body: bytes('') }, { 'content-length': '0' }],
  ['PUT without a body', { method: 'PUT' }, { 'content-length': '0' }],
  ['DELETE without a body', { method: 'DELETE' }, { 'content-length': undefined }],
  ['a stream', { method: 'POST', body: bytes('abc'), bodySourceNull: true }, { 'content-length': undefined }],
  ['GET', {}, { accept: '*/*', 'accept-language': 'en', 'accept-encoding': 'gzip, deflate, br' }],
  ['Accept of the page', { headers: [['ACCEPT', 'x']] }, { accept: 'x' }],
  ['a range', { headers: [['Range', 'bytes=0-']] }, { 'accept-encoding': 'identity' }],
  ['User-Agent', {}, { 'user-agent': 'Mozilla/5.0 (compatible; Corsage)' }],
  ['Sec-Fetch-Dest and Sec-Fetch-Mode', {}, { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' }],
  ['Sec-Fetch-Mode in mode same-origin', { mode: 'same-origin' }, { 'sec-fetch-mode': 'same-origin' }],
  ['User-Agent of the page', { headers: [['User-Agent', 'x']] }, { 'user-agent': 'x' }],
  ['cache mode default', {}, { 'cache-control': undefined, pragma: undefined }],
  ['cache mode no-store', { cacheMode: 'no-store' }, { 'cache-control': 'no-cache', pragma: 'no-cache' }],
  ['cache mode reload', { cacheMode: 'reload' }, { 'cache-control': 'no-cache', pragma: 'no-cache' }],
  ['cache mode no-cache', { cacheMode: 'no-cache' }, { 'cache-control': 'max-age=0', pragma: undefined }],
  ['cache mode force-cache', { cacheMode: 'force-cache' }, { 'cache-control': undefined, pragma: undefined }],
  [
    'a conditional header',
    { headers: [['If-None-Match', '"a"']] },
    { 'cache-control': 'no-cache', pragma: 'no-cache' },
  ],
  [
    'Cache-Control of the page',
    { cacheMode: 'no-store', headers: [['Cache-Control', 'x']] },
    { 'cache-control': 'x', pragma: 'no-cache' },
  ],
])('headers for %s', async (_, request, headers) => {
  const { fetch, seen } = networkOf(generous)
  await fetch({ url: `${PAGE}/x`, ...request })

  for (const [name, value] of Object.entries(headers)) expect([name, seen[0]?.headers[name]]).toEqual([name, value])
})

describe('a browser adds', () => {
  it.each<['default' | 'no-store' | 'reload' | 'no-cache', string | undefined, string | undefined]>([
    ['default', undefined, undefined],
    ['no-store', 'no-cache', 'no-cache'],
    ['reload', 'no-cache', 'no-cache'],
    ['no-cache', 'max-age=0', undefined],
  ])('headers for the cache mode %s, without a preflight', async (cacheMode, control, pragma) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ cacheMode })

    expect(seen).toHaveLength(1)
    expect([seen[0]?.headers['cache-control'], seen[0]?.headers['pragma']]).toEqual([control, pragma])
  })

  it.each([
    ['POST', null, '0'],
    ['PUT', null, '0'],
    ['DELETE', null, undefined],
    ['POST', 'abc', '3'],
  ])('the length of a %s with %s', async (method, body, length) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ method, body: body === null ? null : new TextEncoder().encode(body) })
    expect(seen.at(-1)?.headers['content-length']).toBe(length)
  })

  it('no compression for a range', async () => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ headers: [['Range', 'bytes=0-1']] })
    expect(seen[0]?.headers['accept-encoding']).toBe('identity')
  })
})

describe('Sec-Fetch-Site:', () => {
  it.each<[string, Partial<WireRequest>, string | undefined]>([
    ['the page’s origin', { url: `${PAGE}/x` }, 'same-origin'],
    [
      'another subdomain of the site',
      { url: 'https://a.b.example/', client: { origin: 'https://c.b.example' } },
      'same-site',
    ],
    [
      'another subdomain in another scheme',
      { url: 'http://a.localhost/', client: { origin: 'https://a.localhost' } },
      'cross-site',
    ],
    ['another site', {}, 'cross-site'],
    ['127.0.0.1', { url: 'http://127.0.0.1:8080/' }, 'cross-site'],
    ['::1', { url: 'http://[::1]/' }, 'cross-site'],
    ['a host that begins like 127.0.0.1', { url: 'http://127.0.0.1.example/' }, undefined],
    ['an http: URL', { url: 'http://api.example/' }, undefined],
  ])('%s', async (_, request, site) => {
    const { fetch, seen } = networkOf(generous)
    await fetch(request)

    expect(seen[0]?.headers['sec-fetch-site']).toBe(site)
  })

  it('the most distant site of all redirects', async () => {
    const { fetch, seen } = networkOf(chain([`${PAGE}/x`, `${API}/y`, `${PAGE}/z`]))
    await fetch({ url: `${PAGE}/x` })

    expect(seen.map(({ headers }) => headers['sec-fetch-site'])).toEqual(['same-origin', 'cross-site', 'cross-site'])
  })
})
