import { expect, it } from 'vitest'
import { generous, networkOf } from '../../support/network.ts'

it.each([
  ['http://127.0.0.1', true],
  ['http://127.255.100.20', true],
  ['http://localhost', true],
  ['http://deep.sub.localhost', true],
  ['http://[::1]', true],
  ['https://api.example', true],
  ['http://127.0.0.1.example', false],
  ['http://1.127.0.0', false],
  ['http://localhost.example', false],
  ['http://notlocalhost', false],
  ['http://[::2]', false],
])('%s is trustworthy and gets Sec-Fetch-Site: %s', async (origin, isTrusted) => {
  const { fetch, seen } = networkOf(generous)
  await fetch({ url: `${origin}/` })
  expect(seen[0]?.headers['sec-fetch-site'] !== undefined).toBe(isTrusted)
})
