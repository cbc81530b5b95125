import { describe, expect, it } from 'vitest'
import type { Header, WireRequest } from '../../../../src/browser/index.ts'
import { type Answerer, API, bytes, chain, networkOf, OTHER, PAGE } from '../../support/network.ts'

describe('what a redirect changes', () => {
  it.each<[string, Partial<WireRequest>, number, string, string | null]>([
    ['301 of POST', { method: 'POST', body: bytes('x') }, 301, 'GET', null],
    ['302 of POST', { method: 'POST', body: bytes('x') }, 302, 'GET', null],
    ['303 of POST', { method: 'POST', body: bytes('x') }, 303, 'GET', null],
    ['307 of POST', { method: 'POST', body: bytes('x') }, 307, 'POST', 'x'],
    ['308 of POST', { method: 'POST', body: bytes('x') }, 308, 'POST', 'x'],
    ['302 of PUT', { method: 'PUT', body: bytes('x') }, 302, 'PUT', 'x'],
    ['303 of PUT', { method: 'PUT', body: bytes('x') }, 303, 'GET', null],
    ['303 of HEAD', { method: 'HEAD' }, 303, 'HEAD', null],
  ])('%s', async (_, request, status, method, body) => {
    const { fetch, seen } = networkOf(chain([`${API}/x`, `${API}/y`], status))
    await fetch({
      ...request,
      headers: [
        ['Content-Type', 'text/plain'],
        ['Content-Language', 'en'],
        ['Content-Encoding', 'x'],
        ['Content-Location', '/'],
      ],
    })

    expect(seen.at(-1)).toMatchObject({ method, body, url: `${API}/y` })
    const names = Object.keys(seen.at(-1)?.headers ?? {})
    const about = ['content-encoding', 'content-language', 'content-location', 'content-type']
    expect(names.filter((name) => about.includes(name)).toSorted()).toEqual(
      body !== null || request.method === 'HEAD' ? about : [],
    )
  })

  it.each([
    [`${API}/y`, 'secret', 1],
    [`${OTHER}/y`, undefined, 0],
  ])('Authorization, on a redirect to %s', async (location, expected, preflights) => {
    const { fetch, seen } = networkOf(chain([`${API}/x`, location]))
    await fetch({ headers: [['Authorization', 'secret']] })

    expect(seen.at(-1)?.headers['authorization']).toBe(expected)
    expect(seen.filter(({ method, url }) => method === 'OPTIONS' && url === location)).toHaveLength(preflights)
  })

  it('sends another preflight to the next URL', async () => {
    const { fetch, seen } = networkOf(chain([`${API}/x`, `${OTHER}/y`], 307))
    await fetch({ method: 'PUT', headers: [['X-A', '1']] })

    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `OPTIONS ${API}/x`,
      `PUT ${API}/x`,
      `OPTIONS ${OTHER}/y`,
      `PUT ${OTHER}/y`,
    ])
    expect(seen[2]?.headers['origin']).toBe('null')
  })

  it('keeps the fragment, unless the new URL has one', async () => {
    const { fetch, seen } = networkOf(chain([`${API}/x`, `${API}/y`]))
    expect((await fetch({ url: `${API}/x#a` })).urlList).toEqual([`${API}/x#a`, `${API}/y#a`])
    expect(seen.map(({ url }) => url)).toEqual([`${API}/x`, `${API}/y`])
    const other = networkOf(({ url, headers }) => ({
      status: url.endsWith('/x') ? 302 : 200,
      headers: [
        ['Access-Control-Allow-Origin', headers['origin'] ?? ''],
        ['Location', '/y#b'],
      ],
    }))
    expect((await other.fetch({ url: `${API}/x#a` })).urlList).toEqual([`${API}/x#a`, `${API}/y#b`])
  })

  it('reports what it changed', async () => {
    const { fetch, steps } = networkOf(chain([`${API}/x`, `${OTHER}/y`], 303))
    await fetch({
      method: 'PUT',
      body: bytes('x'),
      headers: [
        ['Content-Type', 'text/plain'],
        ['X-A', '1'],
        ['Authorization', 'x'],
      ],
    })
    expect(steps.find(({ id }) => id === 'redirect')).toEqual({
      id: 'redirect',
      hop: 1,
      passed: true,
      detail: {
        status: 303,
        location: `${OTHER}/y`,
        dropped: ['Content-Type', 'Authorization'],
        before: 'PUT',
        method: 'GET',
      },
    })
  })
})

describe('a redirect leads to', () => {
  it.each([
    ['a path', `${API}/a/x`, 'y', `${API}/a/y`],
    ['a path in UTF-8', `${API}/x`, '/\u00C3\u00A9', `${API}/%C3%A9`],
    ['a path that is not UTF-8', `${API}/x`, '/\u00FF%ff%', `${API}/%FF%ff%`],
    ['a host in UTF-8', `${API}/x`, '//\u00C3\u00A9.example/', 'https://xn--9ca.example/'],
    ['a byte order mark', `${API}/x`, '\u00EF\u00BB\u00BFy', `${API}/%EF%BB%BFy`],
    ['a query', `${API}/x#a`, '?y', `${API}/x?y#a`],
    ['an empty fragment instead of the old one', `${API}/x#a`, '/y#', `${API}/y#`],
    ['an empty fragment that is kept', `${API}/x#`, '/y', `${API}/y#`],
    ['the other HTTP(S) scheme', `${API}/x`, 'http://api.example/y', 'http://api.example/y'],
    ['an empty user and password', `${API}/x`, 'https://:@api.example/y', `${API}/y`],
  ])('%s', async (_, url, location, target) => {
    const { fetch } = networkOf((__, index) => ({
      status: index ? 200 : 302,
      headers: [
        ['Access-Control-Allow-Origin', '*'],
        ['Location', location],
      ],
    }))
    expect((await fetch({ url })).urlList).toEqual([url, target])
  })

  it('a URL with user and password, same-origin', async () => {
    const { fetch, seen } = networkOf(({ url }) =>
      url.endsWith('x') ? { status: 302, headers: [['Location', 'https://user:password@app.example/y']] } : {},
    )
    expect((await fetch({ url: `${PAGE}/x` })).type).toBe('basic')
    expect(seen[1]?.url).toBe(`${PAGE}/y`)
  })

  it('the same URL with an empty Location, until there are too many', async () => {
    const { fetch, seen } = networkOf(() => ({
      status: 302,
      headers: [
        ['Access-Control-Allow-Origin', '*'],
        ['Location', ''],
      ],
    }))
    expect((await fetch()).code).toBe('redirect-too-many')
    expect(seen).toHaveLength(21)
  })

  it.each([
    ['a listener on the upload', { method: 'GET', forcePreflight: true }],
    ['a stream that was dropped', { method: 'POST', body: bytes('x'), bodySourceNull: true }],
  ])('a preflight each time: %s', async (_, request) => {
    const { fetch, seen } = networkOf(chain([`${API}/x`, `${API}/y`], 303))
    expect((await fetch(request)).type).toBe('cors')
    expect(seen.map(({ method }) => method)).toEqual(['OPTIONS', request.method, 'OPTIONS', 'GET'])
  })

  it('an opaque response, once it was cross-origin in mode no-cors', async () => {
    const { fetch } = networkOf(chain([`${PAGE}/x`, `${API}/y`, `${PAGE}/z`]))
    expect(await fetch({ url: `${PAGE}/x`, mode: 'no-cors' })).toMatchObject({ type: 'opaque', urlList: [] })
  })
})

describe('a redirect does not lead to', () => {
  const to = (location: string, ...more: Header[]): Answerer => chain([`${API}/x`, location], 302, ...more)

  it.each<[string, Partial<WireRequest>, Answerer, string]>([
    ['any URL in mode error', { redirect: 'error' }, to(`${API}/y`), 'redirect-mode-error'],
    ['another scheme', {}, to('data:text/plain,x'), 'redirect-non-http'],
    ['an invalid URL', {}, to('https://[x]/'), 'redirect-invalid-location'],
    ['two URLs', {}, to(`${API}/y`, ['Location', `${API}/z`]), 'redirect-invalid-location'],
    ['a URL with a password', {}, to('https://:password@api.example/y'), 'redirect-credentials-in-url'],
    [
      'a cross-origin URL with a user, from a same-origin one',
      { url: `${PAGE}/x` },
      chain([`${PAGE}/x`, 'https://user@api.example/y']),
      'redirect-credentials-in-url',
    ],
    ['a URL with user and password', {}, to('https://user:password@api.example/y'), 'redirect-credentials-in-url'],
    ['a URL with a user', {}, to('https://user@api.example/y'), 'redirect-credentials-in-url'],
    [
      'a URL of the page’s origin with user and password',
      {},
      to('https://user:password@app.example/y'),
      'redirect-credentials-in-url',
    ],
    [
      'any URL for the body of a stream',
      { method: 'POST', body: bytes('x'), bodySourceNull: true },
      chain([`${API}/x`, `${API}/y`], 307),
      'redirect-stream-body',
    ],
    ['a bad port', {}, to('https://api.example:22/'), 'blocked-bad-port'],
    [
      'another origin, in mode same-origin',
      { url: `${PAGE}/x`, mode: 'same-origin' },
      chain([`${PAGE}/x`, `${API}/y`]),
      'mode-same-origin',
    ],
  ])('%s', async (_, request, answer, code) => {
    const { fetch } = networkOf(answer)
    const response = await fetch(request)

    expect([response.type, response.code]).toEqual(['error', code])
    expect(response.failure?.hop).toBe(code === 'blocked-bad-port' || code === 'mode-same-origin' ? 1 : 0)
  })

  it.each([
    ['an empty user and password', 'https://:@api.example/y'],
    ['an empty user', 'https://@api.example/y'],
  ])('a URL with credentials, except %s', async (_, location) => {
    const { fetch } = networkOf(({ url, headers }) => ({
      status: url.endsWith('/x') ? 302 : 200,
      headers: [
        ['Access-Control-Allow-Origin', headers['origin'] ?? ''],
        ['Location', location],
      ],
    }))
    expect((await fetch()).type).toBe('cors')
  })

  it.each([
    [20, undefined],
    [21, 'redirect-too-many'],
  ])('more than 20 URLs: %i redirects', async (count, code) => {
    const { fetch, seen } = networkOf(chain(Array.from({ length: count + 1 }, (_, index) => `${API}/${index}`)))
    const response = await fetch({ url: `${API}/0` })

    expect(response.code).toBe(code)
    expect(seen).toHaveLength(21)
  })

  it('any URL unless the redirect is shared with the page', async () => {
    const { fetch } = networkOf(({ url }) => ({
      status: url.endsWith('/x') ? 302 : 200,
      headers: [['Location', `${API}/y`]],
    }))
    expect((await fetch()).failure).toMatchObject({ code: 'acao-missing', hop: 0 })
  })
})

describe('redirects that are not followed', () => {
  it('are hidden in mode manual, if they are shared with the page', async () => {
    const { fetch } = networkOf(chain([`${API}/x`, `${API}/y`]))
    const response = await fetch({ redirect: 'manual' })

    expect(response).toEqual({
      type: 'opaqueredirect',
      status: 0,
      statusText: '',
      headers: [],
      body: null,
      urlList: [`${API}/x`],
    })
  })

  it.each<[string, Partial<WireRequest>, Answerer, string | undefined]>([
    ['cross-origin, not shared', {}, () => ({ status: 302, headers: [['Location', '/y']] }), 'acao-missing'],
    [
      'same-origin, in mode no-cors',
      { url: `${PAGE}/x`, mode: 'no-cors' },
      chain([`${PAGE}/x`, `${API}/y`]),
      undefined,
    ],
    ['same-origin, to an invalid URL', { url: `${PAGE}/x` }, chain([`${PAGE}/x`, 'https://[x]']), undefined],
    ['same-origin, without a Location', { url: `${PAGE}/x` }, () => ({ status: 302 }), undefined],
  ])('are hidden in mode manual: %s', async (_, request, answer, code) => {
    const { fetch, seen } = networkOf(answer)
    const { type, code: got } = await fetch({ ...request, redirect: 'manual' })

    expect([type, got]).toEqual([code ? 'error' : 'opaqueredirect', code])
    expect(seen).toHaveLength(1)
  })

  it('are errors in mode error, even without a Location', async () => {
    const { fetch } = networkOf(() => ({ status: 302 }))
    expect((await fetch({ url: `${PAGE}/x`, redirect: 'error' })).code).toBe('redirect-mode-error')
  })

  it.each([300, 304, 305, 306])('are ordinary responses with the status %i', async (status) => {
    const { fetch } = networkOf(() => ({
      status,
      headers: [
        ['Access-Control-Allow-Origin', '*'],
        ['Location', `${API}/y`],
      ],
    }))
    expect(await fetch()).toMatchObject({ type: 'cors', status })
  })

  it('are ordinary responses without a Location', async () => {
    const { fetch } = networkOf(() => ({ status: 302, headers: [['Access-Control-Allow-Origin', '*']] }))
    expect(await fetch()).toMatchObject({ type: 'cors', status: 302 })
  })
})
