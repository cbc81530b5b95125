import { describe, expect, it } from 'vitest'
import type { Header, WireRequest } from '../../../src/browser/index.ts'
import { type Answerer, API, networkOf, PAGE } from '../support/network.ts'

const OTHER = 'https://other.example'
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Redirects from one URL to the next, and allows whoever asks. */
function chain(urls: readonly string[], status = 302, ...more: Header[]): Answerer {
  return ({ url, method, headers }) => {
    const next = urls[urls.indexOf(url) + 1]
    const shared: Header[] = [
      ['Access-Control-Allow-Origin', headers['origin'] ?? '*'],
      ['Access-Control-Allow-Methods', '*'],
      ['Access-Control-Allow-Headers', '*, authorization'],
    ]
    if (method === 'OPTIONS') return { status: 204, headers: shared }
    return next ? { status, headers: [...shared, ...more, ['Location', next]] } : { headers: shared }
  }
}

describe('the origin after redirects', () => {
  it.each([
    ['page, then another', [`${PAGE}/1`, `${API}/2`], [undefined, PAGE]],
    ['another, then the same', [`${API}/1`, `${API}/2`], [PAGE, PAGE]],
    ['another, then the page', [`${API}/1`, `${PAGE}/2`], [PAGE, 'null']],
    ['another, then a third', [`${API}/1`, `${OTHER}/2`], [PAGE, 'null']],
    ['page, page, another', [`${PAGE}/1`, `${PAGE}/2`, `${API}/3`], [undefined, undefined, PAGE]],
    ['page, another, page', [`${PAGE}/1`, `${API}/2`, `${PAGE}/3`], [undefined, PAGE, 'null']],
    ['a third, then back', [`${API}/1`, `${OTHER}/2`, `${OTHER}/3`], [PAGE, 'null', 'null']],
  ])('%s', async (_, urls, origins) => {
    const { fetch, seen } = networkOf(chain(urls))
    const response = await fetch({ url: urls[0]! })

    expect(seen.map(({ headers }) => headers['origin'])).toEqual(origins)
    expect([response.type, response.urlList]).toEqual([
      urls.every((url) => url.startsWith(PAGE)) ? 'basic' : 'cors',
      urls,
    ])
  })
})

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
  ])('Authorization on the way to %s', async (location, expected, preflights) => {
    const { fetch, seen } = networkOf(chain([`${API}/x`, location]))
    await fetch({ headers: [['Authorization', 'secret']] })

    expect(seen.at(-1)?.headers['authorization']).toBe(expected)
    expect(seen.filter(({ method, url }) => method === 'OPTIONS' && url === location)).toHaveLength(preflights)
  })

  it('asks anew where it leads', async () => {
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

  it('asks for a request to the own origin that goes elsewhere', async () => {
    const { fetch, seen } = networkOf(chain([`${PAGE}/x`, `${API}/y`]))
    await fetch({ url: `${PAGE}/x`, headers: [['X-A', '1']] })

    expect(seen.map(({ method }) => method)).toEqual(['GET', 'OPTIONS', 'GET'])
  })

  it('hands on the fragment, unless there is a new one', async () => {
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
})

describe('where a redirect leads', () => {
  it.each([
    ['a path', `${API}/a/x`, 'y', `${API}/a/y`],
    ['a path in UTF-8', `${API}/x`, '/\u00C3\u00A9', `${API}/%C3%A9`],
    ['a path that is no UTF-8', `${API}/x`, '/\u00FF%ff%', `${API}/%FF%ff%`],
    ['a host in UTF-8', `${API}/x`, '//\u00C3\u00A9.example/', 'https://xn--9ca.example/'],
    ['a byte order mark', `${API}/x`, '\u00EF\u00BB\u00BFy', `${API}/%EF%BB%BFy`],
    ['a query', `${API}/x#a`, '?y', `${API}/x?y#a`],
    ['an empty fragment in place of one', `${API}/x#a`, '/y#', `${API}/y#`],
    ['an empty fragment handed on', `${API}/x#`, '/y', `${API}/y#`],
    ['another scheme of HTTP', `${API}/x`, 'http://api.example/y', 'http://api.example/y'],
    ['user and password that are empty', `${API}/x`, 'https://:@api.example/y', `${API}/y`],
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

  it('with user and password, at home', async () => {
    const { fetch, seen } = networkOf(({ url }) =>
      url.endsWith('x') ? { status: 302, headers: [['Location', 'https://user:password@app.example/y']] } : {},
    )
    expect((await fetch({ url: `${PAGE}/x` })).type).toBe('basic')
    expect(seen[1]?.url).toBe(`${PAGE}/y`)
  })

  it('nowhere new with an empty Location, again and again', async () => {
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

  it.each<[string, string, string | undefined, string | undefined]>([
    ['none', '', `${PAGE}/`, PAGE],
    ['one', 'unsafe-url', `${PAGE}/page`, PAGE],
    ['one in another case', 'Unsafe-URL', `${PAGE}/page`, PAGE],
    ['one that nobody knows', 'unsafe-url, new', `${PAGE}/page`, PAGE],
    ['two', 'unsafe-url, no-referrer', undefined, 'null'],
    ['one and white space that is none', 'unsafe-url\u000B', `${PAGE}/`, PAGE],
  ])('with a referrer policy: %s', async (_, policy, referrer, origin) => {
    const { fetch, seen } = networkOf(chain([`${PAGE}/x`, `${API}/y`], 307, ['Referrer-Policy', policy]))
    await fetch({ url: `${PAGE}/x`, mode: 'no-cors', method: 'POST' })

    expect(seen.map(({ headers }) => headers['referer'])).toEqual([`${PAGE}/page`, referrer])
    expect(seen.map(({ headers }) => headers['origin'])).toEqual([PAGE, origin])
  })

  it('never gives back a referrer that was cut', async () => {
    const { fetch, seen } = networkOf(
      chain([`${API}/x`, `${API}/y`, `${PAGE}/z`], 302, ['Referrer-Policy', 'unsafe-url']),
    )
    await fetch()

    expect(seen.map(({ headers }) => headers['referer'])).toEqual([`${PAGE}/`, `${PAGE}/`, `${PAGE}/`])
  })

  it('and tells what it changed', async () => {
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

  it('counts the sites on the way', async () => {
    const { fetch, seen } = networkOf(chain([`${PAGE}/x`, `${API}/y`, `${PAGE}/z`]))
    await fetch({ url: `${PAGE}/x` })

    expect(seen.map(({ headers }) => headers['sec-fetch-site'])).toEqual(['same-origin', 'cross-site', 'cross-site'])
  })

  it('without cookies once it was elsewhere', async () => {
    const { fetch, seen } = networkOf(chain([`${PAGE}/x`, `${API}/y`, `${PAGE}/z`]), 'spec', {
      getCookieString: () => 'a=b',
      setCookie: () => undefined,
    })
    await fetch({ url: `${PAGE}/x` })

    expect(seen.map(({ headers }) => headers['cookie'])).toEqual(['a=b', undefined, undefined])
  })

  it.each([
    ['a listener', { method: 'GET', forcePreflight: true }],
    ['a stream whose body is gone', { method: 'POST', body: bytes('x'), bodySourceNull: true }],
  ])('and asks each time for %s', async (_, request) => {
    const { fetch, seen } = networkOf(chain([`${API}/x`, `${API}/y`], 303))
    expect((await fetch(request)).type).toBe('cors')
    expect(seen.map(({ method }) => method)).toEqual(['OPTIONS', request.method, 'OPTIONS', 'GET'])
  })

  it('to an opaque answer, once it left home without CORS', async () => {
    const { fetch } = networkOf(chain([`${PAGE}/x`, `${API}/y`, `${PAGE}/z`]))
    expect(await fetch({ url: `${PAGE}/x`, mode: 'no-cors' })).toMatchObject({ type: 'opaque', urlList: [] })
  })

  it('past a policy for resources, which holds for the redirect itself', async () => {
    const { fetch } = networkOf(chain([`${API}/x`, `${OTHER}/y`], 302, ['Cross-Origin-Resource-Policy', 'same-origin']))
    expect((await fetch({ mode: 'no-cors' })).failure).toMatchObject({ code: 'corp-blocked', hop: 0 })
  })
})

describe('where a redirect does not lead', () => {
  const to = (location: string, ...more: Header[]): Answerer => chain([`${API}/x`, location], 302, ...more)

  it.each<[string, Partial<WireRequest>, Answerer, string]>([
    ['mode error', { redirect: 'error' }, to(`${API}/y`), 'redirect-mode-error'],
    ['another scheme', {}, to('data:text/plain,x'), 'redirect-non-http'],
    ['no URL', {}, to('https://[x]/'), 'redirect-invalid-location'],
    ['two places', {}, to(`${API}/y`, ['Location', `${API}/z`]), 'redirect-invalid-location'],
    ['a password', {}, to('https://:password@api.example/y'), 'redirect-credentials-in-url'],
    [
      'a user elsewhere, from home',
      { url: `${PAGE}/x` },
      chain([`${PAGE}/x`, 'https://user@api.example/y']),
      'redirect-credentials-in-url',
    ],
    ['user and password', {}, to('https://user:password@api.example/y'), 'redirect-credentials-in-url'],
    ['a user', {}, to('https://user@api.example/y'), 'redirect-credentials-in-url'],
    ['user and password at home', {}, to('https://user:password@app.example/y'), 'redirect-credentials-in-url'],
    [
      'a stream',
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
    ['no user and no password', 'https://:@api.example/y'],
    ['an empty user', 'https://@api.example/y'],
  ])('but it may have %s', async (_, location) => {
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
  ])('after %i redirects', async (count, code) => {
    const { fetch, seen } = networkOf(chain(Array.from({ length: count + 1 }, (_, index) => `${API}/${index}`)))
    const response = await fetch({ url: `${API}/0` })

    expect(response.code).toBe(code)
    expect(seen).toHaveLength(21)
  })

  it('each hop has to share', async () => {
    const { fetch } = networkOf(({ url }) => ({
      status: url.endsWith('/x') ? 302 : 200,
      headers: [['Location', `${API}/y`]],
    }))
    expect((await fetch()).failure).toMatchObject({ code: 'acao-missing', hop: 0 })
  })
})

describe('redirects that are not followed', () => {
  it('are hidden in mode manual, once they are shared', async () => {
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
    ['elsewhere, that is not shared', {}, () => ({ status: 302, headers: [['Location', '/y']] }), 'acao-missing'],
    ['at home, without CORS', { url: `${PAGE}/x`, mode: 'no-cors' }, chain([`${PAGE}/x`, `${API}/y`]), undefined],
    ['at home, to no URL', { url: `${PAGE}/x` }, chain([`${PAGE}/x`, 'https://[x]']), undefined],
    ['at home, to nowhere', { url: `${PAGE}/x` }, () => ({ status: 302 }), undefined],
  ])('are hidden in mode manual: %s', async (_, request, answer, code) => {
    const { fetch, seen } = networkOf(answer)
    const { type, code: got } = await fetch({ ...request, redirect: 'manual' })

    expect([type, got]).toEqual([code ? 'error' : 'opaqueredirect', code])
    expect(seen).toHaveLength(1)
  })

  it('are errors in mode error, also without a Location', async () => {
    const { fetch } = networkOf(() => ({ status: 302 }))
    expect((await fetch({ url: `${PAGE}/x`, redirect: 'error' })).code).toBe('redirect-mode-error')
  })

  it.each([300, 304, 305, 306])('are none with status %i', async (status) => {
    const { fetch } = networkOf(() => ({
      status,
      headers: [
        ['Access-Control-Allow-Origin', '*'],
        ['Location', `${API}/y`],
      ],
    }))
    expect(await fetch()).toMatchObject({ type: 'cors', status })
  })

  it('are none without a Location', async () => {
    const { fetch } = networkOf(() => ({ status: 302, headers: [['Access-Control-Allow-Origin', '*']] }))
    expect(await fetch()).toMatchObject({ type: 'cors', status: 302 })
  })
})
