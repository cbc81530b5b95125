import { describe, expect, it } from 'vitest'
import { createUserAgent, type Header, type Transport, type TransportResponse } from '../../../src/browser/index.ts'
import { API, networkOf, PAGE } from '../support/network.ts'

const client = { origin: PAGE, url: `${PAGE}/page` }
const shared: Header = ['Access-Control-Allow-Origin', '*']

describe('createUserAgent()', () => {
  it.each([
    [
      { transport: undefined as never },
      'Transport is undefined, expected a function that makes one exchange over HTTP',
    ],
    [
      { transport: () => ({ status: 200, headers: [] }), profile: 'safari' as 'spec' },
      'Profile is "safari", expected spec, chromium, firefox, webkit',
    ],
  ])('refuses bad options: %#', (options, message) => {
    expect(() => createUserAgent(options)).toThrow(new TypeError(message))
  })
})

it('the error of a listener is not a network error', async () => {
  const { fetch } = createUserAgent({ transport: () => ({ status: 200, headers: [shared] }) })
  const listener = (): never => {
    throw new Error('Mine')
  }
  await expect(fetch({ url: `${API}/x`, client }, listener)).rejects.toThrow('Mine')
})

it('the clock may be an object with now(), such as performance', async () => {
  let now = 0
  let count = 0
  const transport: Transport = () => {
    count += 1
    return { status: 200, headers: [shared, ['Access-Control-Allow-Methods', 'PUT']] }
  }
  const { fetch } = createUserAgent({ transport, clock: { now: () => now } })
  await fetch({ url: `${API}/x`, client, method: 'PUT' })
  now = 4999
  await fetch({ url: `${API}/x`, client, method: 'PUT' })
  expect(count).toBe(3)
  now = 5000
  await fetch({ url: `${API}/x`, client, method: 'PUT' })
  expect(count).toBe(5)
})

describe('a later request or redirect is not affected', () => {
  it('when a page changes a response', async () => {
    const same: TransportResponse = { status: 200, headers: [['X-A', '1']], body: Uint8Array.of(1) }
    const { fetch } = createUserAgent({ transport: () => same })
    const first = await fetch({ url: `${PAGE}/x`, client })
    first.body?.fill(9)
    first.urlList.length = 0
    for (const header of first.headers) (header as unknown as string[])[1] = '9'

    expect(await fetch({ url: `${PAGE}/x`, client })).toMatchObject({
      headers: [['X-A', '1']],
      body: Uint8Array.of(1),
      urlList: [`${PAGE}/x`],
    })
  })

  it('when a transport changes what it gets', async () => {
    const seen: string[] = []
    const body = Uint8Array.of(1)
    const transport: Transport = (exchange) => {
      const header = exchange.headers.find(([name]) => name === 'X-A') as unknown as string[]
      seen.push(`${exchange.url.pathname} ${header[1]} ${exchange.body?.join('')}`)
      header[1] = '9'
      exchange.body?.fill(9)
      exchange.url.pathname = '/9'
      return { status: seen.length < 3 ? 307 : 200, headers: [['Location', `${seen.length}`]] }
    }
    const { fetch } = createUserAgent({ transport })
    await fetch({ url: `${PAGE}/0`, client, method: 'POST', headers: [['X-A', '1']], body })

    expect(seen).toEqual(['/0 1 1', '/1 1 1', '/2 1 1'])
    expect(body).toEqual(Uint8Array.of(1))
  })

  it('when the client object changes', async () => {
    const moving = { origin: PAGE, url: `${PAGE}/page` }
    const { fetch, seen } = networkOf(({ url }) => {
      Object.assign(moving, { origin: API, url: `${API}/page` })
      return url.endsWith('x') ? { status: 302, headers: [['Location', '/y']] } : {}
    })
    expect((await fetch({ url: `${PAGE}/x`, client: moving })).type).toBe('basic')
    expect(seen.map(({ headers }) => headers['referer'])).toEqual([`${PAGE}/page`, `${PAGE}/page`])
  })
})
