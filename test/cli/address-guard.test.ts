import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { checkHost, guardedLookup } from '../../src/cli/network/address-guard.ts'

const NOBODY = { isPrivateAllowed: false, typedHosts: new Set<string>() }
const REFUSED = /is only asked with --allow-private$/

const PRIVATE = [
  'http://127.0.0.1/',
  'http://localhost/',
  'http://app.localhost/',
  'http://10.0.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/',
  'http://0.0.0.0/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:10.0.0.1]/',
  'http://[fd00::1]/',
  'http://[fe80::1]/',
  'http://metadata.internal/',
  'http://router/',
]

test.each(PRIVATE)('%s is asked only if it was typed, or if all are allowed', (href) => {
  const url = new URL(href)
  expect(() => checkHost(url, NOBODY)).toThrow(REFUSED)
  expect(() => checkHost(url, { ...NOBODY, typedHosts: new Set(['api.example.com']) })).toThrow(REFUSED)
  expect(() => checkHost(url, { ...NOBODY, typedHosts: new Set([url.hostname]) })).not.toThrow()
  expect(() => checkHost(url, { ...NOBODY, isPrivateAllowed: true })).not.toThrow()
})

test.each([
  'https://api.example.com/',
  'http://8.8.8.8/',
  'http://[2001:4860:4860::8888]/',
  'http://localhost.example.com/',
])('%s is always asked', (href) => {
  expect(() => checkHost(new URL(href), NOBODY)).not.toThrow()
})

test('a public name that leads to this machine is refused, even if it was typed', async () => {
  const typed = { ...NOBODY, typedHosts: new Set(['api.example.com']) }
  // The lookup of a socket for api.example.com gets the addresses of localhost, as from a name server that lies.
  const lookup = promisify(guardedLookup('api.example.com', typed))
  await expect(lookup('localhost', { all: true })).rejects.toThrow(REFUSED)
  const free = promisify(guardedLookup('api.example.com', { ...typed, isPrivateAllowed: true }))
  await expect(free('localhost', { all: true })).resolves.toBeDefined()
})
