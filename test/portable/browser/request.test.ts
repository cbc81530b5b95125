import { describe, expect, it } from 'vitest'
import { type CookieStore, createUserAgent, type Header, type WireRequest } from '../../../src/browser/index.ts'
import { API, generous, networkOf, PAGE } from '../support/network.ts'

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
    [
      { mode: 'no-cors', method: 'POST', body: bytes('x'), referrerPolicy: 'none' as '' },
      'Request referrerPolicy is "none", expected no-referrer, no-referrer-when-downgrade, same-origin, origin, strict-origin, origin-when-cross-origin, strict-origin-when-cross-origin, unsafe-url',
    ],
    [{ method: 5 as never }, 'Method is 5, expected a token such as "GET"'],
    [{ headers: { a: 'b' } as never }, 'Headers are [object Object], expected a list of names and values'],
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
    [
      'a POST without CORS and security, of a page that has none',
      { mode: 'no-cors', method: 'POST', url: 'http://api.example/', client: { origin: 'http://app.example' } },
      'http://app.example',
    ],
    [
      'a POST without CORS, for its own origin',
      { mode: 'no-cors', method: 'POST', referrerPolicy: 'same-origin' },
      'null',
    ],
    ...(['no-referrer-when-downgrade', 'strict-origin'] as const).map(
      (referrerPolicy): [string, Partial<WireRequest>, string] => [
        `a POST without CORS and security, with ${referrerPolicy}`,
        { mode: 'no-cors', method: 'POST', url: 'http://api.example/', referrerPolicy },
        'null',
      ],
    ),
    ['a POST without CORS, whatever happens', { mode: 'no-cors', method: 'POST', referrerPolicy: 'origin' }, PAGE],
    [
      'a POST at home, for its own origin',
      { mode: 'same-origin', method: 'POST', url: `${PAGE}/x`, referrerPolicy: 'same-origin' },
      PAGE,
    ],
    ['a POST at home without referrer', { method: 'POST', url: `${PAGE}/x`, referrerPolicy: 'no-referrer' }, PAGE],
    ['a HEAD without CORS', { mode: 'no-cors', method: 'HEAD' }, undefined],
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
    ['an empty one', { referrer: '', url: `${PAGE}/x` }, undefined],
    ['the page, as fetch() calls it', { referrer: 'about:client', url: `${PAGE}/x` }, `${PAGE}/page`],
    ['another page of the site', { referrer: '/other?a#b', url: `${PAGE}/x` }, `${PAGE}/other?a`],
    ['a page of another site', { referrer: 'https://b.example/y', url: `${PAGE}/x` }, `${PAGE}/page`],
    ['a page that has no URL', { client: { origin: PAGE }, url: `${PAGE}/x` }, undefined],
    ['a page in a sandbox', { client: { origin: 'null', url: `${PAGE}/page` } }, undefined],
    ['a page that is no document', { client: { origin: PAGE, url: 'about:blank' } }, undefined],
    ['user and password', { client: { origin: PAGE, url: 'https://u:p@app.example/' }, url: `${PAGE}/x` }, `${PAGE}/`],
    [
      'a page of 4096 bytes',
      { client: { origin: PAGE, url: `${PAGE}/${'a'.repeat(4076)}` }, url: `${PAGE}/x` },
      `${PAGE}/${'a'.repeat(4076)}`,
    ],
    [
      'a page of 4097 bytes',
      { client: { origin: PAGE, url: `${PAGE}/${'a'.repeat(4077)}` }, url: `${PAGE}/x` },
      `${PAGE}/`,
    ],
    ['origin', { referrerPolicy: 'origin', url: `${PAGE}/x` }, `${PAGE}/`],
    ['origin, without security', { referrerPolicy: 'origin', url: 'http://api.example/' }, `${PAGE}/`],
    ['same-origin, at home', { referrerPolicy: 'same-origin', url: `${PAGE}/x` }, `${PAGE}/page`],
    ['strict-origin', { referrerPolicy: 'strict-origin', url: `${PAGE}/x` }, `${PAGE}/`],
    ['strict-origin, without security', { referrerPolicy: 'strict-origin', url: 'http://api.example/' }, undefined],
    [
      'origin-when-cross-origin, without security',
      { referrerPolicy: 'origin-when-cross-origin', url: 'http://api.example/' },
      `${PAGE}/`,
    ],
    ['unsafe-url, without security', { referrerPolicy: 'unsafe-url', url: 'http://api.example/' }, `${PAGE}/page`],
    ['origin-when-cross-origin', { referrerPolicy: 'origin-when-cross-origin' }, `${PAGE}/`],
    [
      'origin-when-cross-origin, at home',
      { referrerPolicy: 'origin-when-cross-origin', url: `${PAGE}/x` },
      `${PAGE}/page`,
    ],
    ['no-referrer-when-downgrade', { referrerPolicy: 'no-referrer-when-downgrade' }, `${PAGE}/page`],
    [
      'no-referrer-when-downgrade, without security',
      { referrerPolicy: 'no-referrer-when-downgrade', url: 'http://api.example/' },
      undefined,
    ],
    [
      'no-referrer-when-downgrade, on this machine',
      { referrerPolicy: 'no-referrer-when-downgrade', url: 'http://localhost/' },
      `${PAGE}/page`,
    ],
  ])('Referer: %s', async (_, request, referrer) => {
    const { fetch, seen } = networkOf(generous)
    await fetch(request)

    expect(seen[0]?.headers['referer']).toBe(referrer)
  })

  it.each<[string, Partial<WireRequest>, Record<string, string | undefined>]>([
    ['a body', { method: 'POST', body: bytes('abc') }, { 'content-length': '3' }],
    ['an empty body', { method: 'POST', body: bytes('') }, { 'content-length': '0' }],
    ['no body', { method: 'PUT' }, { 'content-length': '0' }],
    ['no body for others', { method: 'DELETE' }, { 'content-length': undefined }],
    ['a stream', { method: 'POST', body: bytes('abc'), bodySourceNull: true }, { 'content-length': undefined }],
    ['defaults', {}, { accept: '*/*', 'accept-language': 'en', 'accept-encoding': 'gzip, deflate, br' }],
    ['defaults for Accept', { headers: [['ACCEPT', 'x']] }, { accept: 'x' }],
    ['a range', { headers: [['Range', 'bytes=0-']] }, { 'accept-encoding': 'identity' }],
    ['the name of the browser', {}, { 'user-agent': 'Mozilla/5.0 (compatible; Corsage)' }],
    ['what it is for', {}, { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' }],
    ['what it is for at home', { mode: 'same-origin' }, { 'sec-fetch-mode': 'same-origin' }],
    ['its own name', { headers: [['User-Agent', 'x']] }, { 'user-agent': 'x' }],
    ['no care for caches', {}, { 'cache-control': undefined, pragma: undefined }],
    ['no store', { cacheMode: 'no-store' }, { 'cache-control': 'no-cache', pragma: 'no-cache' }],
    ['a reload', { cacheMode: 'reload' }, { 'cache-control': 'no-cache', pragma: 'no-cache' }],
    ['no cache', { cacheMode: 'no-cache' }, { 'cache-control': 'max-age=0', pragma: undefined }],
    ['any cache', { cacheMode: 'force-cache' }, { 'cache-control': undefined, pragma: undefined }],
    [
      'a condition of its own',
      { headers: [['If-None-Match', '"a"']] },
      { 'cache-control': 'no-cache', pragma: 'no-cache' },
    ],
    [
      'an order for caches',
      { cacheMode: 'no-store', headers: [['Cache-Control', 'x']] },
      { 'cache-control': 'x', pragma: 'no-cache' },
    ],
  ])('of the browser: %s', async (_, request, headers) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ url: `${PAGE}/x`, ...request })

    for (const [name, value] of Object.entries(headers)) expect([name, seen[0]?.headers[name]]).toEqual([name, value])
  })

  it('of XMLHttpRequest add up before anybody judges them', async () => {
    const lengths: Header[] = [
      ['Accept', 'a'.repeat(64)],
      ['accept', 'b'.repeat(64)],
    ]
    const { fetch, seen } = networkOf(generous)
    await fetch({ headers: lengths, initiator: 'fetch' })
    expect(seen.map(({ method }) => method)).toEqual(['GET'])
    await fetch({ headers: lengths, initiator: 'xhr' })
    expect(seen[1]?.headers['access-control-request-headers']).toBe('accept')
    await fetch({
      url: `${PAGE}/x`,
      headers: [
        ['X-A', '1'],
        ['X-B', '3'],
        ['x-a', ' 2 '],
        ['Cookie', 'x'],
      ],
      initiator: 'xhr',
    })
    expect(seen.at(-1)?.headers).toMatchObject({ 'x-a': '1, 2', 'x-b': '3' })
  })

  it.each<[string, Partial<WireRequest>, number]>([
    ['fetch', { initiator: 'fetch' }, 2],
    ['nobody in particular', { initiator: '' }, 2],
    ['xhr', { initiator: 'xhr' }, 2],
    ['xhr by its other name', { initiator: 'XMLHttpRequest' }, 2],
    ['beacon', { initiator: 'beacon' }, 2],
    ['something unknown', { initiator: 'other' }, 2],
    ['an image', { initiator: 'img' }, 1],
    ['a script', { initiator: 'Script' }, 1],
    ['an event source', { initiator: 'eventsource' }, 1],
  ])('of %s are asked for', async (_, request, count) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ headers: [['X-A', '1']], ...request })
    expect(seen).toHaveLength(count)
  })

  it('say nothing where they are null', async () => {
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

  it('XMLHttpRequest forgets the body of a GET, and may have a password in its URL', async () => {
    const { fetch, seen } = networkOf(generous)
    const url = 'https://user:password@app.example/x'
    const response = await fetch({ url, body: bytes('x'), initiator: 'xhr' })

    expect([response.type, response.urlList]).toEqual(['basic', [url]])
    expect(seen).toMatchObject([{ url: `${PAGE}/x`, body: null }])
  })

  it.each<[string, Partial<WireRequest>, string | undefined]>([
    ['home', { url: `${PAGE}/x` }, 'same-origin'],
    ['a sibling', { url: 'https://a.b.example/', client: { origin: 'https://c.b.example' } }, 'same-site'],
    [
      'a sibling in another scheme',
      { url: 'http://a.localhost/', client: { origin: 'https://a.localhost' } },
      'cross-site',
    ],
    ['elsewhere', {}, 'cross-site'],
    ['this machine', { url: 'http://127.0.0.1:8080/' }, 'cross-site'],
    ['this machine, by another number', { url: 'http://[::1]/' }, 'cross-site'],
    ['one that only sounds like it', { url: 'http://127.0.0.1.example/' }, undefined],
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

  it('of about:blank are empty', async () => {
    const { fetch, seen } = networkOf(generous)
    expect(await fetch({ mode: 'no-cors', url: 'about:blank?a#b' })).toMatchObject({ type: 'opaque' })
    expect(seen).toEqual([])
  })

  it.each([101, 103, 204, 205, 304])('with the status %i have no body', async (status) => {
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
    ['a page of the browser', { mode: 'no-cors', url: 'about:config' }, 'network-error'],
    ['an empty page, with CORS', { url: 'about:blank' }, 'scheme-not-http'],
    ['a blob', { url: 'blob:https://app.example/1' }, 'network-error'],
    ['a blob of others', { url: 'blob:https://api.example/1' }, 'scheme-not-http'],
    ['data that is none', { url: 'data:text/plain' }, 'network-error'],
    ['data in broken base64', { url: 'data:;base64,a' }, 'network-error'],
    ['what is in a cache', { url: `${PAGE}/x`, mode: 'same-origin', cacheMode: 'only-if-cached' }, 'network-error'],
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
    expect(String(response.failure?.cause)).toMatch(/expected|HTTP forbids/)
  })

  it.each([
    ['data:text/plain;charset=utf-8,a%20b', 'text/plain;charset=utf-8', 'a b'],
    ['data:,x', 'text/plain;charset=US-ASCII', 'x'],
    ['data:text/html;base64,PGI+', 'text/html', '<b>'],
    ['data:text/html; BASE64,PG%49%2B', 'text/html', '<b>'],
    ['data:;charset=x,%zz%4', 'text/plain;charset=x', '%zz%4'],
    ['data:garbage,a?b#c', 'text/plain;charset=US-ASCII', 'a?b'],
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
    ['same-origin', 'https://other.app.example/', 'corp-blocked'],
    ['Same-Origin', `${API}/x`, undefined],
  ])('that nobody asked to share: %s at %s', async (policy, url, code) => {
    const { fetch } = networkOf(() => ({ headers: [['Cross-Origin-Resource-Policy', policy]] }))
    expect((await fetch({ mode: 'no-cors', url })).code).toBe(code)
  })

  it.each([
    ['https://a.b.example', 'http://c.b.example/', undefined],
    ['http://a.b.example', 'https://c.b.example/', 'corp-blocked'],
    ['http://a.b.example', 'http://c.b.example/', undefined],
    ['https://a.co.uk', 'https://b.co.uk/', 'corp-blocked'],
    ['https://127.0.0.1', 'https://126.0.0.1/', 'corp-blocked'],
    ['https://127.0.0.1', 'https://127.0.0.1:8080/', undefined],
    ['null', 'https://a.example/', 'corp-blocked'],
  ])('that %s may embed within a site: %s', async (origin, url, code) => {
    const { fetch } = networkOf(() => ({ headers: [['Cross-Origin-Resource-Policy', 'same-site']] }))
    expect((await fetch({ mode: 'no-cors', url, client: { origin } })).code).toBe(code)
  })
})

describe('cookies', () => {
  const store = (): { sent: string[]; cookies: CookieStore } => {
    const sent: string[] = []
    return {
      sent,
      cookies: {
        getCookieString: (url) => `of=${url}`,
        setCookie: (cookie, url) => {
          if (cookie === 'bad') return Promise.reject(new Error('Cookie not in this host'))
          return sent.push(`${cookie} of ${url}`)
        },
      },
    }
  }

  it.each<[string, Partial<WireRequest>, string | undefined]>([
    ['home, by default', { url: `${PAGE}/x` }, `of=${PAGE}/x`],
    ['home, with omit', { url: `${PAGE}/x`, credentials: 'omit' }, undefined],
    ['elsewhere, by default', {}, undefined],
    ['elsewhere, with include', { credentials: 'include' }, `of=${API}/x`],
    ['elsewhere without CORS, by default', { mode: 'no-cors' }, undefined],
    ['elsewhere without CORS, with include', { mode: 'no-cors', credentials: 'include' }, `of=${API}/x`],
  ])('go %s', async (_, request, cookie) => {
    const { cookies, sent } = store()
    const { fetch, seen } = networkOf(
      () => ({
        headers: [
          ['Set-Cookie', 'a'],
          ['set-cookie', 'b'],
        ],
      }),
      'spec',
      cookies,
    )
    await fetch(request)

    expect(seen[0]?.headers['cookie']).toBe(cookie)
    expect(sent).toEqual(cookie ? ['a', 'b'].map((name) => `${name} of ${seen[0]?.url}`) : [])
  })

  it('never go along with a preflight', async () => {
    const { cookies, sent } = store()
    const { fetch, seen } = networkOf(
      (entry, index) => {
        const { headers = [], ...rest } = generous(entry, index)
        return { ...rest, headers: [...headers, ['Set-Cookie', entry.method]] }
      },
      'spec',
      cookies,
    )
    await fetch({ method: 'PUT', credentials: 'include' })

    expect(seen.map(({ headers }) => headers['cookie'])).toEqual([undefined, `of=${API}/x`])
    expect(sent).toEqual([`PUT of ${API}/x`])
  })

  it('that their store refuses are no harm', async () => {
    const { cookies, sent } = store()
    const { fetch } = networkOf(
      () => ({
        headers: [
          ['Set-Cookie', 'bad'],
          ['Set-Cookie', 'a'],
        ],
      }),
      'spec',
      cookies,
    )

    expect((await fetch({ url: `${PAGE}/x` })).type).toBe('basic')
    expect(sent).toEqual([`a of ${PAGE}/x`])
  })
})
