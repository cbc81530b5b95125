import { expect, it } from 'vitest'
import { API, chain, networkOf, PAGE } from '../../support/network.ts'

it('a redirect can set the referrer policy', async () => {
  const { fetch, seen } = networkOf(({ url }) => ({
    status: url.endsWith('/1') ? 302 : 200,
    headers: [
      ['Location', '/2'],
      ['Referrer-Policy', 'unknown, no-referrer, what'],
    ],
  }))
  await fetch({ url: `${PAGE}/1` })
  expect(seen.map(({ headers }) => headers['referer'])).toEqual([`${PAGE}/page`, undefined])
})

it.each<[string, string, string | undefined, string | undefined]>([
  ['no policy', '', `${PAGE}/`, PAGE],
  ['one policy', 'unsafe-url', `${PAGE}/page`, PAGE],
  ['one policy in another case', 'Unsafe-URL', `${PAGE}/page`, PAGE],
  ['a known and an unknown policy', 'unsafe-url, new', `${PAGE}/page`, PAGE],
  ['two policies', 'unsafe-url, no-referrer', undefined, 'null'],
  ['one policy and a vertical tab, which HTTP does not trim', 'unsafe-url\u000B', `${PAGE}/`, PAGE],
])('a redirect with %s', async (_, policy, referrer, origin) => {
  const { fetch, seen } = networkOf(chain([`${PAGE}/x`, `${API}/y`], 307, ['Referrer-Policy', policy]))
  await fetch({ url: `${PAGE}/x`, mode: 'no-cors', method: 'POST' })

  expect(seen.map(({ headers }) => headers['referer'])).toEqual([`${PAGE}/page`, referrer])
  expect(seen.map(({ headers }) => headers['origin'])).toEqual([PAGE, origin])
})
