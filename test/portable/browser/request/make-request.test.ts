import { describe, expect, it } from 'vitest'
import type { WireRequest } from '../../../../src/browser/index.ts'
import { bytes, generous, networkOf, PAGE } from '../../support/network.ts'

describe('a request that no browser makes', () => {
  it.each<[Partial<WireRequest>, string]>([
    [
      { url: '/x', client: { origin: PAGE } },
      'URL is "/x", expected an absolute URL, since the page has no URL of its own',
    ],
    [{ url: 'https://[x]' }, 'URL is "https://[x]", expected a URL'],
    [
      { url: 'https://user:password@api.example/' },
      'URL is "https://user:password@api.example/", expected one without user and password',
    ],
    [{ method: 'a b' }, 'Method is "a b", expected a token such as "GET"'],
    [{ method: '' }, 'Method is "", expected a token such as "GET"'],
    [{ method: 'track' }, 'Method is "track", expected none of CONNECT, TRACE and TRACK'],
    [{ headers: [['a b', '1']] }, 'Header name is "a b", expected a token such as "x-request-id"'],
    [{ headers: [['x-a', '\u0100']] }, 'Header x-a is "\u0100", expected bytes without NUL, CR and LF'],
    [{ headers: [['x-a', 'a\nb']] }, 'Header x-a is "a\\nb", expected bytes without NUL, CR and LF'],
    [{ mode: 'no-cors', method: 'PUT' }, 'Method is "PUT", expected GET, HEAD or POST in no-cors mode'],
    [{ body: bytes('x') }, 'A GET request has a body, expected none'],
    [{ mode: 'navigate' as 'cors' }, 'Request mode is "navigate", expected cors, no-cors, same-origin'],
    [{ cacheMode: 'only-if-cached' }, 'Cache mode is only-if-cached with mode cors, expected mode same-origin'],
    [
      { mode: 'no-cors', method: 'POST', body: bytes('x'), bodySourceNull: true },
      'Body is a stream in no-cors mode, expected mode cors or same-origin',
    ],
    [
      { mode: 'no-cors', method: 'POST', body: bytes('x'), referrerPolicy: 'none' as '' },
      'Request referrerPolicy is "none", expected no-referrer, no-referrer-when-downgrade, same-origin, origin, strict-origin, origin-when-cross-origin, strict-origin-when-cross-origin, unsafe-url',
    ],
    [{ method: 5 as never }, 'Method is 5, expected a token such as "GET"'],
    [{ headers: { a: 'b' } as never }, 'The list of headers is an Object, expected [name, value] pairs'],
    [{ headers: [['x-a', 5 as never]] }, 'Header x-a is 5, expected bytes without NUL, CR and LF'],
    [{ headers: [[] as never] }, 'Header name is undefined, expected a token such as "x-request-id"'],
    [{ credentials: 'yes' as 'omit' }, 'Request credentials is "yes", expected omit, same-origin, include'],
    [{ redirect: 'no' as 'error' }, 'Request redirect is "no", expected follow, error, manual'],
    [{ referrer: 'https://[x]' }, 'Request referrer is "https://[x]", expected a URL'],
    [{ method: 'POST', body: 'x' as never }, 'Body is of type string, expected a Uint8Array'],
    [{ client: undefined as never }, 'Client origin is undefined, expected one such as "https://app.example.com"'],
    [{ client: {} as never }, 'Client origin is undefined, expected one such as "https://app.example.com"'],
    [
      { client: { origin: PAGE, url: 'app' } },
      'Client URL is "app", expected one such as "https://app.example.com/page"',
    ],
  ])('%j', async (request, message) => {
    const { fetch, seen } = networkOf(generous)

    await expect(fetch(request)).rejects.toThrow(new TypeError(message))
    expect(seen).toEqual([])
  })

  it.each<[string, Partial<WireRequest>, string]>([
    ['a user', { url: 'https://user@api.example/' }, 'expected one without user and password'],
    ['a password', { url: 'https://:secret@api.example/' }, 'expected one without user and password'],
    ['HEAD with a body', { method: 'HEAD', body: Uint8Array.of(1) }, 'A HEAD request has a body, expected none'],
    ['an unknown cache mode', { cacheMode: 'never' as never }, 'Request cacheMode is "never", expected default'],
    ['only-if-cached', { cacheMode: 'only-if-cached' }, 'expected mode same-origin'],
  ])('with %s', async (_, request, message) => {
    await expect(networkOf(generous).fetch(request)).rejects.toThrow(message)
  })
})

describe('XMLHttpRequest', () => {
  it('does not send the body of GET and HEAD', async () => {
    for (const method of ['GET', 'HEAD']) {
      const { fetch, seen } = networkOf(generous)
      // oxlint-disable-next-line no-await-in-loop
      await fetch({ method, body: Uint8Array.of(1), initiator: 'xhr' })
      expect(seen.map(({ body }) => body)).toEqual([null])
    }
  })

  it('accepts a password in the URL, and does not send it there', async () => {
    const { fetch, seen } = networkOf(generous)
    const url = 'https://user:password@app.example/x'
    const response = await fetch({ url, body: bytes('x'), initiator: 'xhr' })

    expect([response.type, response.urlList]).toEqual(['basic', [url]])
    expect(seen).toMatchObject([{ url: `${PAGE}/x`, body: null }])
  })
})

describe('whether an unsafe header needs a preflight, in a request', () => {
  it.each<[string, Partial<WireRequest>, number]>([
    ['fetch', { initiator: 'fetch' }, 2],
    ['no initiator', { initiator: '' }, 2],
    ['xhr', { initiator: 'xhr' }, 2],
    ['XMLHttpRequest', { initiator: 'XMLHttpRequest' }, 2],
    ['beacon', { initiator: 'beacon' }, 2],
    ['an unknown initiator', { initiator: 'other' }, 2],
    ['an image', { initiator: 'img' }, 1],
    ['a script', { initiator: 'Script' }, 1],
    ['an event source', { initiator: 'eventsource' }, 1],
  ])('by %s', async (_, request, count) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ headers: [['X-A', '1']], ...request })
    expect(seen).toHaveLength(count)
  })
})

it('null means the default', async () => {
  const { fetch, seen } = networkOf(generous)
  const nothing = {
    mode: null,
    credentials: null,
    redirect: null,
    cacheMode: null,
    referrer: null,
    referrerPolicy: null,
  }
  const response = await fetch({ ...nothing, method: null, headers: null, body: null, initiator: null } as never)

  expect(response.type).toBe('cors')
  expect(seen).toMatchObject([{ method: 'GET', headers: { referer: `${PAGE}/` } }])
})
