import { describe, expect, it } from 'vitest'
import { createUserAgent, type Header, type ReferrerPolicy } from '../../../src/browser/index.ts'
import { API, generous, networkOf, PAGE } from '../support/network.ts'

describe('cookies', () => {
  const jar = () => {
    const kept: string[] = []
    const told: string[] = []
    return {
      kept,
      told,
      getCookieString: (url: string) => (told.push(url), kept.join('; ')),
      setCookie: (cookie: string, url: string) => kept.push(`${cookie} of ${new URL(url).host}`),
    }
  }
  const headers: Header[] = [
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
  ])('with the credentials mode %s go to %s: %s', async (credentials, url, isSent) => {
    const cookies = jar()
    const sent: (string | undefined)[] = []
    const { fetch } = createUserAgent({
      cookies,
      transport: ({ headers: given }) => {
        sent.push(given.find(([name]) => name === 'Cookie')?.[1])
        return { status: 200, headers }
      },
    })
    const request = { url, credentials, client: { origin: PAGE } }
    await fetch(request)
    await fetch(request)

    const host = new URL(url).host
    expect(sent).toEqual([undefined, isSent ? `a=1 of ${host}; b=2 of ${host}` : undefined])
  })

  it('are kept of an answer that the page may not have, and never go with preflights', async () => {
    const cookies = jar()
    const methods: string[] = []
    const { fetch } = createUserAgent({
      cookies,
      transport: ({ method, headers: given }) => {
        methods.push(method + given.filter(([name]) => name === 'Cookie').length)
        return method === 'OPTIONS'
          ? { status: 204, headers: [...headers, ['Access-Control-Allow-Methods', 'PUT']] }
          : { status: 200, headers: [['Set-Cookie', 'c=3']] }
      },
    })
    const request = { url: API, method: 'PUT', credentials: 'include', client: { origin: PAGE } } as const
    expect((await fetch(request)).code).toBe('acao-missing')
    await fetch(request)

    expect(cookies.kept).toEqual(['c=3 of api.example', 'c=3 of api.example'])
    expect(methods).toEqual(['OPTIONS0', 'PUT0', 'OPTIONS0', 'PUT1'])
  })
})

describe('the referrer', () => {
  const SAME = `${PAGE}/other`
  const WHOLE = `${PAGE}/page?q`
  const ORIGIN = `${PAGE}/`
  const HTTP = 'http://api.example/'

  it.each<[ReferrerPolicy, string | undefined, string | undefined, string | undefined]>([
    ['', WHOLE, ORIGIN, undefined],
    ['no-referrer', undefined, undefined, undefined],
    ['no-referrer-when-downgrade', WHOLE, WHOLE, undefined],
    ['same-origin', WHOLE, undefined, undefined],
    ['origin', ORIGIN, ORIGIN, ORIGIN],
    ['strict-origin', ORIGIN, ORIGIN, undefined],
    ['origin-when-cross-origin', WHOLE, ORIGIN, ORIGIN],
    ['strict-origin-when-cross-origin', WHOLE, ORIGIN, undefined],
    ['unsafe-url', WHOLE, WHOLE, WHOLE],
  ])('under the policy "%s"', async (referrerPolicy, ...expected) => {
    const { fetch, seen } = networkOf(generous)
    const client = { origin: PAGE, url: `${WHOLE}#fragment` }
    for (const url of [SAME, API, HTTP]) {
      // oxlint-disable-next-line no-await-in-loop
      await fetch({ url, client, referrerPolicy })
    }
    expect(seen.map(({ headers }) => headers['referer'])).toEqual(expected)
  })

  it('is only the origin where the rest is too long', async () => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ url: `${PAGE}/x`, client: { origin: PAGE, url: `${PAGE}/${'a'.repeat(4096)}` } })
    expect(seen[0]?.headers['referer']).toBe(ORIGIN)
  })

  it('follows the policy that a redirect sets', async () => {
    const { fetch, seen } = networkOf(({ url }) => ({
      status: url.endsWith('/1') ? 302 : 200,
      headers: [
        ['Location', '/2'],
        ['Referrer-Policy', 'unknown, no-referrer, what'],
      ],
    }))
    await fetch({ url: `${PAGE}/1` })
    expect(seen.map(({ headers }) => headers['referer'])).toEqual([`${PAGE}/page`, undefined])
  })

  it.each([
    ['a page without a URL', { client: { origin: PAGE } }, undefined],
    ['a URL given', { referrer: '/given' }, `${PAGE}/given`],
    ['a blob', { client: { origin: PAGE, url: `blob:${PAGE}/x` } }, undefined],
  ])('of %s', async (_, request, expected) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ url: `${PAGE}/x`, ...request })
    expect(seen[0]?.headers['referer']).toBe(expected)
  })
})

describe('what browsers add', () => {
  it.each<['default' | 'no-store' | 'reload' | 'no-cache', string | undefined, string | undefined]>([
    ['default', undefined, undefined],
    ['no-store', 'no-cache', 'no-cache'],
    ['reload', 'no-cache', 'no-cache'],
    ['no-cache', 'max-age=0', undefined],
  ])('for the cache mode %s', async (cacheMode, control, pragma) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ cacheMode })

    expect(seen).toHaveLength(1)
    expect([seen[0]?.headers['cache-control'], seen[0]?.headers['pragma']]).toEqual([control, pragma])
  })

  it.each([
    ['POST', null, '0'],
    ['PUT', null, '0'],
    ['DELETE', null, undefined],
    ['POST', 'abc', '3'],
  ])('the length of a %s with %s', async (method, body, length) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ method, body: body === null ? null : new TextEncoder().encode(body) })
    expect(seen.at(-1)?.headers['content-length']).toBe(length)
  })

  it('no compression for a part', async () => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ headers: [['Range', 'bytes=0-1']] })
    expect(seen[0]?.headers['accept-encoding']).toBe('identity')
  })
})
