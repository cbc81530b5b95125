import { describe, expect, it } from 'vitest'
import { createUserAgent, type Header, type Transport, type TransportResponse } from '../../../src/browser/index.ts'
import { API, networkOf, PAGE } from '../support/network.ts'

const client = { origin: PAGE, url: `${PAGE}/page` }
const shared: Header = ['Access-Control-Allow-Origin', '*']

describe('a transport that is broken', () => {
  it.each<[string, unknown, string]>([
    ['null', null, 'The transport gave the status undefined, expected a number from 100 to 999'],
    ['text', 'x', 'The transport gave the status undefined, expected a number from 100 to 999'],
    ['the status 0', { status: 0 }, 'The transport gave the status 0, expected a number from 100 to 999'],
    ['the status 1000', { status: 1000 }, 'The transport gave the status 1000, expected a number from 100 to 999'],
    ['the status as text', { status: '200' }, 'The transport gave the status "200", expected a number from 100 to 999'],
    ['half a status', { status: 200.5 }, 'The transport gave the status 200.5, expected a number from 100 to 999'],
    ['text for a body', { status: 200, body: 'x' }, 'The transport gave a body of type string, expected a Uint8Array'],
    ['CR behind a value', { status: 200, headers: [['X', 'a\r']] }, 'The transport gave X: "a\\r", which HTTP forbids'],
    ['LF before a value', { status: 200, headers: [['X', '\na']] }, 'The transport gave X: "\\na", which HTTP forbids'],
    [
      'more than a byte',
      { status: 200, headers: [['X', '\u0100']] },
      'The transport gave X: "\u0100", which HTTP forbids',
    ],
    ['a number for a value', { status: 200, headers: [['X', 5]] }, 'The transport gave X: 5, which HTTP forbids'],
    ['no name', { status: 200, headers: [[]] }, 'The transport gave a header called undefined, expected a token'],
    [
      'a name that is none',
      { status: 200, headers: [['a b', 'x']] },
      'The transport gave a header called "a b", expected a token',
    ],
  ])('gives %s', async (_, answer, message) => {
    const { fetch } = createUserAgent({ transport: () => answer as never })
    const response = await fetch({ url: `${PAGE}/x`, client })

    expect(response.code).toBe('network-error')
    expect(response.failure?.cause).toEqual(new TypeError(message))
  })

  it.each([['a word'], [undefined], [null], [{ code: 1 }]])('throws %o', async (thrown) => {
    const transport: Transport = () => {
      // oxlint-disable-next-line typescript/only-throw-error
      throw thrown
    }
    const { fetch } = createUserAgent({ transport })
    const response = await fetch({ url: `${API}/x`, client })
    expect([response.code, response.failure?.cause]).toEqual(['network-error', thrown])
    expect((await fetch({ url: `${API}/x`, client, method: 'PUT' })).code).toBe('preflight-network-error')
  })

  it.each([100, 600, 999])('may give the status %i', async (status) => {
    const { fetch } = createUserAgent({ transport: () => ({ status, headers: [shared] }) })
    const response = await fetch({ url: `${API}/x`, client })
    expect(response).toMatchObject({ type: 'cors', status, statusText: '', body: new Uint8Array() })
  })

  it('may leave out the headers and the body', async () => {
    const { fetch } = createUserAgent({ transport: () => ({ status: 200, body: null, statusText: null }) as never })
    expect(await fetch({ url: `${PAGE}/x`, client })).toEqual({
      type: 'basic',
      status: 200,
      statusText: '',
      headers: [],
      body: new Uint8Array(),
      urlList: [`${PAGE}/x`],
    })
  })
})

it('a listener that throws is no network that fails', async () => {
  const { fetch } = createUserAgent({ transport: () => ({ status: 200, headers: [shared] }) })
  const listener = (): never => {
    throw new Error('Mine')
  }
  await expect(fetch({ url: `${API}/x`, client }, listener)).rejects.toThrow('Mine')
})

it('the clock may be an object, such as that of the platform', async () => {
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

describe('nothing that is handed out', () => {
  it('reaches a later request', async () => {
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

  it('lets a transport change what a redirect sends once more', async () => {
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

  it('moves with its page', async () => {
    const moving = { origin: PAGE, url: `${PAGE}/page` }
    const { fetch, seen } = networkOf(({ url }) => {
      Object.assign(moving, { origin: API, url: `${API}/page` })
      return url.endsWith('x') ? { status: 302, headers: [['Location', '/y']] } : {}
    })
    expect((await fetch({ url: `${PAGE}/x`, client: moving })).type).toBe('basic')
    expect(seen.map(({ headers }) => headers['referer'])).toEqual([`${PAGE}/page`, `${PAGE}/page`])
  })
})
