import { describe, expect, it } from 'vitest'
import type { ReferrerPolicy, WireRequest } from '../../../../src/browser/index.ts'
import { API, chain, generous, networkOf, PAGE } from '../../support/network.ts'

it.each<[string, Partial<WireRequest>, string | undefined]>([
  ['the default policy, cross-origin', {}, `${PAGE}/`],
  ['the default policy, same-origin', { url: `${PAGE}/x` }, `${PAGE}/page`],
  ['the default policy, from https to http', { url: 'http://api.example/' }, undefined],
  ['no-referrer', { referrerPolicy: 'no-referrer' }, undefined],
  ['unsafe-url', { referrerPolicy: 'unsafe-url' }, `${PAGE}/page`],
  ['same-origin', { referrerPolicy: 'same-origin' }, undefined],
  ['referrer no-referrer', { referrer: 'no-referrer' }, undefined],
  ['an empty referrer', { referrer: '', url: `${PAGE}/x` }, undefined],
  ['about:client', { referrer: 'about:client', url: `${PAGE}/x` }, `${PAGE}/page`],
  ['another URL of the page’s origin', { referrer: '/other?a#b', url: `${PAGE}/x` }, `${PAGE}/other?a`],
  ['a URL of another origin', { referrer: 'https://b.example/y', url: `${PAGE}/x` }, `${PAGE}/page`],
  ['a page without a URL', { client: { origin: PAGE }, url: `${PAGE}/x` }, undefined],
  ['a sandboxed page', { client: { origin: 'null', url: `${PAGE}/page` } }, undefined],
  ['a page at about:blank', { client: { origin: PAGE, url: 'about:blank' } }, undefined],
  [
    'a page URL with user and password',
    { client: { origin: PAGE, url: 'https://u:p@app.example/' }, url: `${PAGE}/x` },
    `${PAGE}/`,
  ],
  [
    'a page URL of 4096 bytes',
    { client: { origin: PAGE, url: `${PAGE}/${'a'.repeat(4076)}` }, url: `${PAGE}/x` },
    `${PAGE}/${'a'.repeat(4076)}`,
  ],
  [
    'a page URL of 4097 bytes',
    { client: { origin: PAGE, url: `${PAGE}/${'a'.repeat(4077)}` }, url: `${PAGE}/x` },
    `${PAGE}/`,
  ],
  ['origin', { referrerPolicy: 'origin', url: `${PAGE}/x` }, `${PAGE}/`],
  ['origin, from https to http', { referrerPolicy: 'origin', url: 'http://api.example/' }, `${PAGE}/`],
  ['policy same-origin, same-origin', { referrerPolicy: 'same-origin', url: `${PAGE}/x` }, `${PAGE}/page`],
  ['strict-origin', { referrerPolicy: 'strict-origin', url: `${PAGE}/x` }, `${PAGE}/`],
  ['strict-origin, from https to http', { referrerPolicy: 'strict-origin', url: 'http://api.example/' }, undefined],
  [
    'origin-when-cross-origin, from https to http',
    { referrerPolicy: 'origin-when-cross-origin', url: 'http://api.example/' },
    `${PAGE}/`,
  ],
  ['unsafe-url, from https to http', { referrerPolicy: 'unsafe-url', url: 'http://api.example/' }, `${PAGE}/page`],
  ['origin-when-cross-origin', { referrerPolicy: 'origin-when-cross-origin' }, `${PAGE}/`],
  [
    'origin-when-cross-origin, same-origin',
    { referrerPolicy: 'origin-when-cross-origin', url: `${PAGE}/x` },
    `${PAGE}/page`,
  ],
  ['no-referrer-when-downgrade', { referrerPolicy: 'no-referrer-when-downgrade' }, `${PAGE}/page`],
  [
    'no-referrer-when-downgrade, from https to http',
    { referrerPolicy: 'no-referrer-when-downgrade', url: 'http://api.example/' },
    undefined,
  ],
  [
    'no-referrer-when-downgrade, from https to http on localhost',
    { referrerPolicy: 'no-referrer-when-downgrade', url: 'http://localhost/' },
    `${PAGE}/page`,
  ],
])('Referer: %s', async (_, request, referrer) => {
  const { fetch, seen } = networkOf(generous)
  await fetch(request)

  expect(seen[0]?.headers['referer']).toBe(referrer)
})

describe('the Referer header', () => {
  const SAME = `${PAGE}/other`
  const WHOLE = `${PAGE}/page?q`
  const ORIGIN = `${PAGE}/`
  const HTTP = 'http://api.example/'

  it.each<[ReferrerPolicy, string | undefined, string | undefined, string | undefined]>([
    ['', WHOLE, ORIGIN, undefined],
    ['no-referrer', undefined, undefined, undefined],
    ['no-referrer-when-downgrade', WHOLE, WHOLE, undefined],
    ['same-origin', WHOLE, undefined, undefined],
    ['origin', ORIGIN, ORIGIN, ORIGIN],
    ['strict-origin', ORIGIN, ORIGIN, undefined],
    ['origin-when-cross-origin', WHOLE, ORIGIN, ORIGIN],
    ['strict-origin-when-cross-origin', WHOLE, ORIGIN, undefined],
    ['unsafe-url', WHOLE, WHOLE, WHOLE],
  ])('under the policy "%s"', async (referrerPolicy, ...expected) => {
    const { fetch, seen } = networkOf(generous)
    const client = { origin: PAGE, url: `${WHOLE}#fragment` }
    for (const url of [SAME, API, HTTP]) {
      // oxlint-disable-next-line no-await-in-loop
      await fetch({ url, client, referrerPolicy })
    }
    expect(seen.map(({ headers }) => headers['referer'])).toEqual(expected)
  })

  it('is only the origin when the URL is too long', async () => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ url: `${PAGE}/x`, client: { origin: PAGE, url: `${PAGE}/${'a'.repeat(4096)}` } })
    expect(seen[0]?.headers['referer']).toBe(ORIGIN)
  })

  it.each([
    ['a page without a URL', { client: { origin: PAGE } }, undefined],
    ['a referrer of the call', { referrer: '/given' }, `${PAGE}/given`],
    ['a blob', { client: { origin: PAGE, url: `blob:${PAGE}/x` } }, undefined],
  ])('of %s', async (_, request, expected) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ url: `${PAGE}/x`, ...request })
    expect(seen[0]?.headers['referer']).toBe(expected)
  })
})

it('a redirect does not get back a referrer that was cut', async () => {
  const { fetch, seen } = networkOf(
    chain([`${API}/x`, `${API}/y`, `${PAGE}/z`], 302, ['Referrer-Policy', 'unsafe-url']),
  )
  await fetch()

  expect(seen.map(({ headers }) => headers['referer'])).toEqual([`${PAGE}/`, `${PAGE}/`, `${PAGE}/`])
})
