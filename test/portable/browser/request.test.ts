import { describe, expect, it } from 'vitest'
import { createUserAgent, type Header, type WireRequest } from '../../../src/browser/index.ts'
import { API, generous, networkOf, PAGE } from '../../support/portable-network.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

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
    [{ mode: 'no-cors', method: 'PUT' }, 'Method is "PUT" in no-cors mode, expected GET, HEAD or POST'],
    [{ body: bytes('x') }, 'A GET request has a body, expected none'],
    [{ mode: 'navigate' as 'cors' }, 'Request mode is "navigate", expected cors, no-cors, same-origin'],
    [{ cacheMode: 'only-if-cached' }, 'Cache mode is only-if-cached with mode cors, expected mode same-origin'],
    [
      { mode: 'no-cors', method: 'POST', body: bytes('x'), bodySourceNull: true },
      'A stream is the body of a no-cors request, expected mode cors or same-origin',
    ],
  ])('%j', async (request, message) => {
    const { fetch, seen } = networkOf(generous)

    await expect(fetch(request)).rejects.toThrow(new TypeError(message))
    expect(seen).toEqual([])
  })

  it.each([
    [
      { transport: undefined as never },
      'Transport is undefined, expected a function that makes one exchange over HTTP',
    ],
    [
      { transport: () => ({ status: 200, headers: [] }), profile: 'safari' as 'spec' },
      'Profile is "safari", expected spec, chromium, firefox, webkit',
    ],
  ])('nor a browser', (options, message) => {
    expect(() => createUserAgent(options)).toThrow(new TypeError(message))
  })
})

describe('headers', () => {
  it.each<[string, Header, boolean]>([
    ['User-Agent', ['User-Agent', 'x'], true],
    ['a method to be run in place', ['X-HTTP-Method-Override', 'PUT'], true],
    ['a forbidden method to be run in place', ['X-HTTP-Method-Override', 'GET, track'], false],
    ['a forbidden method in quotes', ['X-Method-Override', '",TRACE",'], true],
    ['Origin', ['Origin', 'https://b.example'], false],
    ['a proxy', ['Proxy-Foo', 'x'], false],
    ['Sec-', ['sec-foo', 'x'], false],
    ['Set-Cookie', ['Set-Cookie', 'x'], false],
  ])('of scripts: %s', async (_, header, isSent) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ url: `${PAGE}/x`, headers: [header] })

    expect(seen[0]?.headers[header[0].toLowerCase()] === header[1]).toBe(isSent)
  })

  it.each<[string, Header[], string, string | undefined]>([
    ['a safelisted one', [['Accept', 'x']], 'accept', 'x'],
    ['another', [['X-A', '1']], 'x-a', undefined],
    ['a range', [['Range', 'bytes=0-']], 'range', undefined],
    ['JSON', [['Content-Type', 'application/json']], 'content-type', undefined],
    [
      'two that fit together',
      [
        ['Accept', 'a'],
        ['Accept', 'b'],
      ],
      'accept',
      'a, b',
    ],
    [
      'two that are too long together',
      [
        ['Accept', 'a'.repeat(100)],
        ['Accept', 'b'.repeat(100)],
      ],
      'accept',
      'a'.repeat(100),
    ],
  ])('in no-cors mode: %s', async (_, headers, name, value) => {
    const { fetch, seen } = networkOf(() => ({}))
    const response = await fetch({ mode: 'no-cors', headers })

    expect(seen[0]?.headers[name]).toBe(value)
    expect(response).toEqual({ type: 'opaque', status: 0, statusText: '', headers: [], body: null, urlList: [] })
  })

  it.each<[string, Partial<WireRequest>, string | undefined]>([
    ['a GET at home', { url: `${PAGE}/x` }, undefined],
    ['a POST at home', { url: `${PAGE}/x`, method: 'POST' }, PAGE],
    ['a GET elsewhere', {}, PAGE],
    ['a GET without CORS', { mode: 'no-cors' }, undefined],
    ['a POST without CORS', { mode: 'no-cors', method: 'POST' }, PAGE],
    ['a POST without CORS and referrer', { mode: 'no-cors', method: 'POST', referrerPolicy: 'no-referrer' }, 'null'],
    ['a POST without CORS and security', { mode: 'no-cors', method: 'POST', url: 'http://api.example/' }, 'null'],
  ])('Origin of %s', async (_, request, origin) => {
    const { fetch, seen } = networkOf(generous)
    await fetch(request)

    expect(seen.at(-1)?.headers['origin']).toBe(origin)
  })

  it.each<[string, Partial<WireRequest>, string | undefined]>([
    ['by default, the origin', {}, `${PAGE}/`],
    ['at home, all of it', { url: `${PAGE}/x` }, `${PAGE}/page`],
    ['without security, nothing', { url: 'http://api.example/' }, undefined],
    ['no-referrer', { referrerPolicy: 'no-referrer' }, undefined],
    ['unsafe-url', { referrerPolicy: 'unsafe-url' }, `${PAGE}/page`],
    ['same-origin', { referrerPolicy: 'same-origin' }, undefined],
    ['none at all', { referrer: 'no-referrer' }, undefined],
  ])('Referer: %s', async (_, request, referrer) => {
    const { fetch, seen } = networkOf(generous)
    await fetch(request)

    expect(seen[0]?.headers['referer']).toBe(referrer)
  })

  it.each<[string, Partial<WireRequest>, string | undefined]>([
    ['home', { url: `${PAGE}/x` }, 'same-origin'],
    ['a sibling', { url: 'https://a.b.example/', client: { origin: 'https://c.b.example' } }, 'same-site'],
    ['elsewhere', {}, 'cross-site'],
    ['a server without security', { url: 'http://api.example/' }, undefined],
  ])('Sec-Fetch-Site: %s', async (_, request, site) => {
    const { fetch, seen } = networkOf(generous)
    await fetch(request)

    expect(seen[0]?.headers['sec-fetch-site']).toBe(site)
  })
})

describe('answers', () => {
  const HEADERS: Header[] = [
    ['Access-Control-Allow-Origin', PAGE],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Content-Type', 'text/plain'],
    ['X-A', '1'],
    ['X-B', '2'],
    ['Set-Cookie', 'a=b'],
  ]

  it.each<[string, Partial<WireRequest>, Header[], string]>([
    ['nothing by name', {}, [], 'content-type'],
    ['one by name', {}, [['Access-Control-Expose-Headers', 'X-a']], 'content-type, x-a'],
    [
      'all',
      {},
      [['Access-Control-Expose-Headers', '*']],
      'access-control-allow-credentials, access-control-allow-origin, access-control-expose-headers, content-type, x-a, x-b',
    ],
    ['all, with credentials', { credentials: 'include' }, [['Access-Control-Expose-Headers', '*']], 'content-type'],
    ['a cookie', {}, [['Access-Control-Expose-Headers', 'set-cookie']], 'content-type'],
    [
      'one bad line of two',
      {},
      [
        ['Access-Control-Expose-Headers', 'x-a'],
        ['Access-Control-Expose-Headers', 'no no'],
      ],
      'content-type',
    ],
    [
      'at home, all but cookies',
      { url: `${PAGE}/x` },
      [],
      'access-control-allow-credentials, access-control-allow-origin, content-type, x-a, x-b',
    ],
  ])('show the headers: %s', async (_, request, more, names) => {
    const { fetch } = networkOf(() => ({ headers: [...HEADERS, ...more] }))
    const response = await fetch(request)

    expect(
      response.headers
        .map(([name]) => name.toLowerCase())
        .toSorted()
        .join(', '),
    ).toBe(names)
  })

  it.each([101, 204, 205, 304])('with the status %i have no body', async (status) => {
    const { fetch } = networkOf(() => ({ status, headers: HEADERS }))
    expect(await fetch()).toMatchObject({ status, body: null })
  })

  it.each([200, 404, 500, 599])('with the status %i can be read', async (status) => {
    const { fetch } = networkOf(() => ({ status, statusText: 'So', headers: HEADERS }))
    expect(await fetch()).toMatchObject({ type: 'cors', status, statusText: 'So', body: bytes('body') })
  })

  it.each<[string, Partial<WireRequest>, string]>([
    ['a page of another origin', { mode: 'same-origin' }, 'mode-same-origin'],
    ['a redirect mode', { mode: 'no-cors', redirect: 'error' }, 'no-cors-redirect-mode'],
    ['a file', { url: 'file:///x' }, 'scheme-not-http'],
    ['a port', { url: 'https://api.example:25/' }, 'blocked-bad-port'],
    ['a blob', { mode: 'no-cors', url: 'about:config' }, 'network-error'],
  ])('do not come: %s', async (_, request, code) => {
    const { fetch, seen } = networkOf(generous)
    expect((await fetch(request)).code).toBe(code)
    expect(seen).toEqual([])
  })

  it.each([
    ['nothing', undefined],
    ['no status', { headers: [] }],
    ['a status that is none', { status: 99, headers: [] }],
    ['bytes that HTTP forbids', { status: 200, headers: [['x', 'a\0b']] }],
  ])('of a broken network are errors: %s', async (_, answer) => {
    const { fetch } = createUserAgent({ transport: () => answer as never })
    const response = await fetch({ url: `${PAGE}/x`, client: { origin: PAGE } })
    expect(response.code).toBe('network-error')
    expect(String(response.failure?.cause)).toMatch(/expected|forbids/)
  })

  it.each([
    ['data:text/plain;charset=utf-8,a%20b', 'text/plain;charset=utf-8', 'a b'],
    ['data:,x', 'text/plain;charset=US-ASCII', 'x'],
    ['data:text/html;base64,PGI+', 'text/html', '<b>'],
  ])('of %s come from the URL', async (url, type, text) => {
    const { fetch, seen } = networkOf(generous)
    const response = await fetch({ url })

    expect(response).toMatchObject({ type: 'basic', status: 200, headers: [['Content-Type', type]], body: bytes(text) })
    expect(seen).toEqual([])
  })

  it.each([
    ['same-origin', `${API}/x`, 'corp-blocked'],
    ['same-site', `${API}/x`, 'corp-blocked'],
    ['cross-origin', `${API}/x`, undefined],
    ['same-origin, same-origin', `${API}/x`, undefined],
    ['same-site', 'https://other.app.example/', undefined],
  ])('that nobody asked to share: %s at %s', async (policy, url, code) => {
    const { fetch } = networkOf(() => ({ headers: [['Cross-Origin-Resource-Policy', policy]] }))
    expect((await fetch({ mode: 'no-cors', url })).code).toBe(code)
  })
})
