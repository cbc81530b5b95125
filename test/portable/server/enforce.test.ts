import { describe, expect, it } from 'vitest'
import { cors } from '../../../src/index.ts'
import { issuesOf } from '../support/faults.ts'
import { requestFrom, syncPolicy } from '../support/requests.ts'

const API = 'https://api.example.com'
const LISTED = 'https://a.example'

/** The status that `enforce` answers with. */
function statusOf(headers: Record<string, string>, options: { self?: string | string[] } = {}, url = API): number {
  const policy = syncPolicy({ origin: [LISTED], credentials: true, enforce: true, ...options })
  return (policy.wrap(() => new Response())(new Request(url, { method: 'POST', headers })) as Response).status
}

describe('enforce', () => {
  it.each<[string, Record<string, string>, number]>([
    ['a listed origin', { Origin: LISTED, 'Sec-Fetch-Site': 'cross-site' }, 200],
    ['the same origin, by Sec-Fetch-Site', { Origin: API, 'Sec-Fetch-Site': 'same-origin' }, 200],
    ['a user who typed the address', { 'Sec-Fetch-Site': 'none' }, 200],
    ['a client that sends neither header', {}, 200],
    ['a client that sends neither header, with a cookie', { Cookie: 'session=1' }, 200],
    ['another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['another site in an old browser', { Origin: 'https://evil.example' }, 403],
    ['another site without Origin', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['a subdomain', { 'Sec-Fetch-Site': 'same-site' }, 403],
    ['a value that no browser sends', { 'Sec-Fetch-Site': 'same-origin, cross-site' }, 403],
    ['an opaque origin', { Origin: 'null' }, 403],
  ])('%s gets %i', (_, headers, status) => {
    expect(statusOf(headers)).toBe(status)
  })

  it.each(['https://rebound.example', 'http://127.0.0.1:8787'])(
    'does not believe the address by which it is asked: %s',
    (address) => {
      expect(statusOf({ Origin: address }, {}, `${address}/items`)).toBe(403)
      expect(statusOf({ Origin: address, Host: new URL(address).host }, {}, `${address}/items`)).toBe(403)
      expect(statusOf({ Origin: address, 'X-Forwarded-Host': new URL(address).host }, {}, API)).toBe(403)
    },
  )

  it('takes its own origins from the option self, where a browser sends no Sec-Fetch-Site', () => {
    expect(statusOf({ Origin: API }, { self: API })).toBe(200)
    expect(statusOf({ Origin: API }, { self: ['https://www.example.com', API] })).toBe(200)
    expect(statusOf({ Origin: 'https://evil.example' }, { self: API })).toBe(403)
    expect(statusOf({ Origin: API, 'Sec-Fetch-Site': 'cross-site' }, { self: API })).toBe(403)
  })

  it('needs the option self for WebSockets of its own pages in Chromium, which sends no Sec-Fetch-Site with them', () => {
    expect(statusOf({ Origin: API, Upgrade: 'websocket' })).toBe(403)
    expect(statusOf({ Origin: API, Upgrade: 'websocket' }, { self: API })).toBe(200)
    expect(statusOf({ Origin: API, Upgrade: 'websocket', 'Sec-Fetch-Site': 'same-origin' })).toBe(200)
  })

  it('gives own origins no permission that they do not need', () => {
    const policy = syncPolicy({ origin: [LISTED], enforce: true, self: API })
    const response = policy.wrap(() => new Response())(requestFrom(API)) as Response

    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, null])
    expect(policy.toJSON().self).toEqual([API])
  })
})

describe('the option self', () => {
  it.each([
    'api.example.com',
    'https://api.example.com/',
    'https://*.example.com',
    'httpx://api.example.com',
    '*',
    'null',
    'app://.',
    1,
    null,
    '',
  ])('takes exact http and https origins only: %s', (self) => {
    expect(issuesOf({ origin: LISTED, enforce: true, self })).toHaveLength(1)
  })

  it('suggests the origin that was meant', () => {
    expect(issuesOf({ origin: LISTED, enforce: true, self: 'https://API.example.com/' })[0]).toMatchObject({
      suggestion: API,
    })
    expect(() => cors({ origin: LISTED, enforce: true, self: API })).not.toThrow()
  })
})
