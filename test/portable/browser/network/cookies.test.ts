import { CookieJar } from 'tough-cookie'
import { describe, expect, it } from 'vitest'
import {
  type CookieStore,
  createBrowser,
  createUserAgent,
  type Header,
  type WireRequest,
} from '../../../../src/browser/index.ts'
import { API, chain, generous, networkOf, PAGE } from '../../support/network.ts'

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
    ['same-origin, by default', { url: `${PAGE}/x` }, `of=${PAGE}/x`],
    ['same-origin, with omit', { url: `${PAGE}/x`, credentials: 'omit' }, undefined],
    ['cross-origin, by default', {}, undefined],
    ['cross-origin, with include', { credentials: 'include' }, `of=${API}/x`],
    ['cross-origin in mode no-cors, by default', { mode: 'no-cors' }, undefined],
    ['cross-origin in mode no-cors, with include', { mode: 'no-cors', credentials: 'include' }, `of=${API}/x`],
  ])('are sent and kept, or not: %s', async (_, request, cookie) => {
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

  it('are not sent with a preflight', async () => {
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

  it('do no harm if the store refuses them', async () => {
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

describe('cookies from one request to the next', () => {
  const jar = () => {
    const kept: string[] = []
    const asked: string[] = []
    return {
      kept,
      asked,
      getCookieString: (url: string) => (asked.push(url), kept.join('; ')),
      setCookie: (cookie: string, url: string) => kept.push(`${cookie} of ${new URL(url).host}`),
    }
  }

  const twoCookies: Header[] = [
    ['Access-Control-Allow-Origin', PAGE],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Set-Cookie', 'a=1'],
    ['set-cookie', 'b=2'],
  ]

  it.each<['omit' | 'same-origin' | 'include', string, boolean]>([
    ['omit', `${PAGE}/x`, false],
    ['same-origin', `${PAGE}/x`, true],
    ['same-origin', API, false],
    ['include', API, true],
    ['omit', API, false],
  ])('with the credentials mode %s are sent to %s: %s', async (credentials, url, isSent) => {
    const cookies = jar()
    const sent: (string | undefined)[] = []
    const { fetch } = createUserAgent({
      cookies,
      transport: ({ headers: given }) => {
        sent.push(given.find(([name]) => name === 'Cookie')?.[1])
        return { status: 200, headers: twoCookies }
      },
    })
    const request = { url, credentials, client: { origin: PAGE } }
    await fetch(request)
    await fetch(request)

    const host = new URL(url).host
    expect(sent).toEqual([undefined, isSent ? `a=1 of ${host}; b=2 of ${host}` : undefined])
  })

  it('are kept from a response that the page may not have, and are not sent with preflights', async () => {
    const cookies = jar()
    const methods: string[] = []
    const { fetch } = createUserAgent({
      cookies,
      transport: ({ method, headers: given }) => {
        methods.push(method + given.filter(([name]) => name === 'Cookie').length)
        return method === 'OPTIONS'
          ? { status: 204, headers: [...twoCookies, ['Access-Control-Allow-Methods', 'PUT']] }
          : { status: 200, headers: [['Set-Cookie', 'c=3']] }
      },
    })
    const request = { url: API, method: 'PUT', credentials: 'include', client: { origin: PAGE } } as const
    expect((await fetch(request)).code).toBe('acao-missing')
    await fetch(request)

    expect(cookies.kept).toEqual(['c=3 of api.example', 'c=3 of api.example'])
    expect(methods).toEqual(['OPTIONS0', 'PUT0', 'OPTIONS0', 'PUT1'])
  })

  it('are not sent after a cross-origin redirect', async () => {
    const { fetch, seen } = networkOf(chain([`${PAGE}/x`, `${API}/y`, `${PAGE}/z`]), 'spec', {
      getCookieString: () => 'a=b',
      setCookie: () => undefined,
    })
    await fetch({ url: `${PAGE}/x` })

    expect(seen.map(({ headers }) => headers['cookie'])).toEqual(['a=b', undefined, undefined])
  })
})

const SITE = 'https://app.example.com'

/** A server that sets cookies of all kinds at /login, and records the cookies of every request. */
function cookieServer() {
  const seen: string[] = []
  const network = ({ url, headers }: Request): Response => {
    seen.push(headers.get('cookie') ?? '')
    const permission = {
      'Access-Control-Allow-Origin': headers.get('origin') ?? SITE,
      'Access-Control-Allow-Credentials': 'true',
    }
    const response = new Response(null, { headers: permission })
    if (!url.endsWith('/login')) return response
    for (const cookie of [
      'strict=1; SameSite=Strict',
      'lax=1; SameSite=Lax',
      'none=1; SameSite=None; Secure',
      'plain=1',
    ])
      response.headers.append('Set-Cookie', `${cookie}; Path=/`)
    return response
  }
  return { network, seen }
}

describe('a CookieJar of tough-cookie', () => {
  it.each<[string, string, string, string | undefined, string]>([
    ['to the page’s origin', SITE, SITE, undefined, 'strict=1; lax=1; none=1; plain=1'],
    ['to the same site', 'https://api.example.com', SITE, undefined, 'strict=1; lax=1; none=1; plain=1'],
    ['to another site', 'https://api.example.net', SITE, undefined, 'none=1; plain=1'],
    [
      'to the same host in another scheme',
      'https://api.example.com',
      'http://app.example.com',
      undefined,
      'none=1; plain=1',
    ],
    ['from a frame in another site', 'https://api.example.com', SITE, 'https://example.net', 'none=1; plain=1'],
  ])('sends cookies by their SameSite: %s', async (_, api, page, topLevelSite, expected) => {
    const { network, seen } = cookieServer()
    const cookies = new CookieJar()
    const browser = createBrowser({ network, cookies })
    await browser.page(api).fetch('/login')
    await browser.page(page, topLevelSite).fetch(`${api}/data`, { credentials: 'include' })

    expect(seen).toEqual(['', expected])
  })

  it('stores only SameSite=None and unmarked cookies from another site', async () => {
    const { network, seen } = cookieServer()
    const cookies = new CookieJar()
    const browser = createBrowser({ network, cookies })
    await browser.page(SITE).fetch('https://api.example.net/login', { credentials: 'include' })
    await browser.page('https://api.example.net').fetch('/data')

    expect(seen).toEqual(['', 'none=1; plain=1'])
  })

  it('is not used without credentials', async () => {
    const { network, seen } = cookieServer()
    const cookies = new CookieJar()
    const browser = createBrowser({ network, cookies })
    await browser.page('https://api.example.com').fetch('/login')
    await browser.page(SITE).fetch('https://api.example.com/data')

    expect(seen).toEqual(['', ''])
  })
})
