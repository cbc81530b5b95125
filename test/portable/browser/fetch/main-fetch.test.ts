import { expect, it } from 'vitest'
import type { WireRequest } from '../../../../src/browser/index.ts'
import { generous, networkOf, PAGE } from '../../support/network.ts'

it.each<[string, Partial<WireRequest>, string]>([
  ['mode same-origin, cross-origin', { mode: 'same-origin' }, 'mode-same-origin'],
  ['mode no-cors with redirect mode error', { mode: 'no-cors', redirect: 'error' }, 'no-cors-redirect-mode'],
  ['a file: URL', { url: 'file:///x' }, 'scheme-not-http'],
  ['a bad port', { url: 'https://api.example:25/' }, 'blocked-bad-port'],
  ['about:config', { mode: 'no-cors', url: 'about:config' }, 'network-error'],
  ['about:blank in mode cors', { url: 'about:blank' }, 'scheme-not-http'],
  ['a blob: URL of the page', { url: 'blob:https://app.example/1' }, 'network-error'],
  ['a blob: URL of another origin', { url: 'blob:https://api.example/1' }, 'scheme-not-http'],
  ['a data: URL without a comma', { url: 'data:text/plain' }, 'network-error'],
  ['a data: URL with malformed base64', { url: 'data:;base64,a' }, 'network-error'],
  [
    'cache mode only-if-cached',
    { url: `${PAGE}/x`, mode: 'same-origin', cacheMode: 'only-if-cached' },
    'network-error',
  ],
])('a network error without an exchange: %s', async (_, request, code) => {
  const { fetch, seen } = networkOf(generous)
  expect((await fetch(request)).code).toBe(code)
  expect(seen).toEqual([])
})
