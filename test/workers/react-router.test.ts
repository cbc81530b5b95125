import { exports } from 'cloudflare:workers'
import { expect, it, vi } from 'vitest'

const { Loader } = exports as unknown as { readonly Loader: Fetcher }
const url = 'https://api.example.com/'

it('a cookieless policy refuses cookies that it cannot hide, because the headers of a request are immutable', async () => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
  const response = await Loader.fetch(url, { headers: { Cookie: 'session=1' } })
  expect([response.status, await response.text()]).toEqual([500, ''])
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*')
  expect(String(errors.mock.calls[0])).toContain('expected the policy around the request handler: withCors(policy, …)')
  vi.restoreAllMocks()
})

it('a cookieless policy lets requests without cookies pass', async () => {
  const response = await Loader.fetch(url)
  expect([response.status, await response.text()]).toEqual([200, ''])
})
