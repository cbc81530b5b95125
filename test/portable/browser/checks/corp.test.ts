import { expect, it } from 'vitest'
import { API, chain, networkOf, OTHER } from '../../support/network.ts'

it.each([
  ['same-origin', `${API}/x`, 'corp-blocked'],
  ['same-site', `${API}/x`, 'corp-blocked'],
  ['cross-origin', `${API}/x`, undefined],
  ['same-origin, same-origin', `${API}/x`, undefined],
  ['same-site', 'https://other.app.example/', undefined],
  ['same-origin', 'https://other.app.example/', 'corp-blocked'],
  ['Same-Origin', `${API}/x`, undefined],
])('Cross-Origin-Resource-Policy %s at %s', async (policy, url, code) => {
  const { fetch } = networkOf(() => ({ headers: [['Cross-Origin-Resource-Policy', policy]] }))
  expect((await fetch({ mode: 'no-cors', url })).code).toBe(code)
})

it.each([
  ['https://a.b.example', 'http://c.b.example/', undefined],
  ['http://a.b.example', 'https://c.b.example/', 'corp-blocked'],
  ['http://a.b.example', 'http://c.b.example/', undefined],
  ['https://a.co.uk', 'https://b.co.uk/', 'corp-blocked'],
  ['https://a.vercel.app', 'https://b.vercel.app/', 'corp-blocked'],
  ['https://a.us-central1.run.app', 'https://b.us-central1.run.app/', 'corp-blocked'],
  // Shared by strangers, but not on the Public Suffix List.
  ['https://a.wordpress.com', 'https://b.wordpress.com/', undefined],
  // Above a suffix, but none itself.
  ['https://portal.azure.com', 'https://login.azure.com/', undefined],
  ['https://127.0.0.1', 'https://126.0.0.1/', 'corp-blocked'],
  ['https://127.0.0.1', 'https://127.0.0.1:8080/', undefined],
  ['null', 'https://a.example/', 'corp-blocked'],
])('same-site, for a page at %s and a resource at %s', async (origin, url, code) => {
  const { fetch } = networkOf(() => ({ headers: [['Cross-Origin-Resource-Policy', 'same-site']] }))
  expect((await fetch({ mode: 'no-cors', url, client: { origin } })).code).toBe(code)
})

it('a redirect has to pass the check as well', async () => {
  const { fetch } = networkOf(chain([`${API}/x`, `${OTHER}/y`], 302, ['Cross-Origin-Resource-Policy', 'same-origin']))
  expect((await fetch({ mode: 'no-cors' })).failure).toMatchObject({ code: 'corp-blocked', hop: 0 })
})
