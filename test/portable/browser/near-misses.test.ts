import { describe, expect, it } from 'vitest'
import { createUserAgent, type Header, type WireRequest } from '../../../src/browser/index.ts'
import { API, generous, networkOf, PAGE } from '../support/network.ts'

/** What is almost the one thing, and is the other: names and values with something before, behind or in between. */
describe('what is almost safelisted', () => {
  it.each<[...Header, isPreflighted: boolean]>([
    ['x-accept', '*/*', true],
    ['accepts', '*/*', true],
    ['x-range', 'bytes=0-1', true],
    ['ranges', 'bytes=0-1', true],
    ['accept-languages', 'de', true],
    ['range', 'bytes=10-20', false],
    ['range', 'bytes=10-', false],
    ['range', 'xbytes=0-1', true],
    ['range', 'bytes=0-1x', true],
    ['range', 'bytes=20-10', true],
    ['range', 'bytes=-10', true],
    ['content-type', 'text/plain', false],
    ['content-type', 'text/', true],
    ['content-type', '/plain', true],
  ])('%s: %s is preflighted: %s', async (name, value, isPreflighted) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ headers: [[name, value]] })
    expect(seen[0]?.method).toBe(isPreflighted ? 'OPTIONS' : 'GET')
  })

  it.each<[string, string, boolean]>([
    ['dpr', '1.5', false],
    ['dpr', '.5', false],
    ['dpr', '12.25', false],
    ['dpr', 'x1', true],
    ['dpr', '1x', true],
    ['x-dpr', '1', true],
    ['dprs', '1', true],
    ['save-data', 'on', false],
    ['save-data', 'once', true],
    ['save-data', 'upon', true],
    ['rtt', '50', false],
    ['x-rtt', '50', true],
    ['rtts', '50', true],
    ['sec-ch-ua', '"a"', false],
  ])('in Chromium %s: %s is preflighted: %s', async (name, value, isPreflighted) => {
    const { fetch, seen } = networkOf(generous, 'chromium')
    await fetch({ headers: [[name, value]] })
    // Scripts cannot set what begins with Sec-: it never gets so far.
    expect(seen[0]?.method).toBe(isPreflighted ? 'OPTIONS' : 'GET')
  })
})

describe('what is almost exposed', () => {
  it('is hidden', async () => {
    const names = ['Cache-Control', 'X-Cache-Control', 'Cache-Controls', 'Pragma', 'X-Pragma', 'Pragmas']
    const { fetch } = networkOf(() => ({
      headers: [['Access-Control-Allow-Origin', '*'], ...names.map((name): Header => [name, '1'])],
    }))
    const { headers } = await fetch()
    expect(headers.map(([name]) => name)).toEqual(['Cache-Control', 'Pragma'])
  })
})

describe('what is almost a condition', () => {
  it.each([
    ['If-None-Match', true],
    ['X-If-None-Match', false],
    ['If-None-Matches', false],
  ])('%s keeps caches out of it: %s', async (name, isKeptOut) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ url: `${PAGE}/x`, headers: [[name, '"1"']] })
    expect(seen.at(-1)?.headers['pragma']).toBe(isKeptOut ? 'no-cache' : undefined)
  })
})

describe('what almost overrides a method', () => {
  it.each([
    ['X-HTTP-Method', undefined],
    ['X-X-HTTP-Method', 'TRACE'],
    ['X-HTTP-Methods', 'TRACE'],
  ])('%s: TRACE goes out as %s', async (name, sent) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ url: `${PAGE}/x`, headers: [[name, 'TRACE']] })
    expect(seen[0]?.headers[name.toLowerCase()]).toBe(sent)
  })
})

describe('what is almost to be trusted', () => {
  it.each([
    ['http://127.0.0.1', true],
    ['http://127.255.100.20', true],
    ['http://localhost', true],
    ['http://deep.sub.localhost', true],
    ['http://[::1]', true],
    ['https://api.example', true],
    ['http://127.0.0.1.example', false],
    ['http://1.127.0.0', false],
    ['http://localhost.example', false],
    ['http://notlocalhost', false],
    ['http://[::2]', false],
  ])('%s learns of the site: %s', async (origin, isTold) => {
    const { fetch, seen } = networkOf(generous)
    await fetch({ url: `${origin}/` })
    expect(seen[0]?.headers['sec-fetch-site'] !== undefined).toBe(isTold)
  })
})

describe('what is almost a max-age', () => {
  it.each([
    ['60', 60],
    ['060', 60],
    ['-60', 0],
    ['60x', 5],
    ['x60', 5],
    ['-60x', 5],
    ['x-60', 5],
    ['6 0', 5],
  ])('%s is kept for %i seconds', async (value, seconds) => {
    const { fetch, pass, seen } = networkOf((asked, index) => {
      const { headers = [], ...rest } = generous(asked, index)
      const others = headers.filter(([name]) => name !== 'Access-Control-Max-Age')
      return { ...rest, headers: [...others, ['Access-Control-Max-Age', value]] }
    })
    const countAt = async (milliseconds: number): Promise<number> => {
      pass(milliseconds)
      await fetch({ method: 'PUT' })
      return seen.filter(({ method }) => method === 'OPTIONS').length
    }
    await countAt(0)
    const before = await countAt(Math.max(0, seconds * 1000 - 1))
    const after = await countAt(1)

    expect([before, after]).toEqual(seconds ? [1, 2] : [2, 3])
  })
})

describe('what is almost a request', () => {
  it.each<[string, Partial<WireRequest>, string]>([
    ['a user', { url: 'https://user@api.example/' }, 'expected one without user and password'],
    ['a password', { url: 'https://:secret@api.example/' }, 'expected one without user and password'],
    ['HEAD with a body', { method: 'HEAD', body: Uint8Array.of(1) }, 'A HEAD request has a body, expected none'],
    ['a cache mode', { cacheMode: 'never' as never }, 'Request cacheMode is "never", expected default'],
    ['only-if-cached', { cacheMode: 'only-if-cached' }, 'expected mode same-origin'],
  ])('is none: %s', async (_, request, message) => {
    await expect(networkOf(generous).fetch(request)).rejects.toThrow(message)
  })

  it('has no body as XMLHttpRequest with GET or HEAD', async () => {
    for (const method of ['GET', 'HEAD']) {
      const { fetch, seen } = networkOf(generous)
      // oxlint-disable-next-line no-await-in-loop
      await fetch({ method, body: Uint8Array.of(1), initiator: 'xhr' })
      expect(seen.map(({ body }) => body)).toEqual([null])
    }
  })
})

describe('the preflight cache', () => {
  it('is bounded: the URL that was asked for longest ago is forgotten', async () => {
    const asked: string[] = []
    const { fetch } = createUserAgent({
      clock: () => 0,
      transport: ({ method, url }) => {
        if (method === 'OPTIONS') asked.push(url.pathname)
        const headers: Header[] = [
          ['Access-Control-Allow-Origin', PAGE],
          ['Access-Control-Allow-Methods', 'PUT'],
        ]
        return { status: 200, headers }
      },
    })
    const put = (path: string) => fetch({ url: API + path, method: 'PUT', client: { origin: PAGE } })
    const paths = Array.from({ length: 1024 }, (_, index) => `/${index}`)
    // oxlint-disable-next-line no-await-in-loop -- in this order
    for (const path of [...paths, '/0', '/new', '/0', '/1', '/1023']) await put(path)

    expect(asked.slice(1024)).toEqual(['/new', '/1'])
  })
})
