import { describe, expect, it } from 'vitest'
import { createUserAgent, type Header, type Transport } from '../../../../src/browser/index.ts'
import { API, PAGE } from '../../support/network.ts'

const client = { origin: PAGE, url: `${PAGE}/page` }
const shared: Header = ['Access-Control-Allow-Origin', '*']

describe('a transport', () => {
  it.each<[string, unknown, string]>([
    ['null', null, 'The transport returned the status undefined, expected an integer from 100 to 999'],
    ['a string', 'x', 'The transport returned the status undefined, expected an integer from 100 to 999'],
    ['the status 0', { status: 0 }, 'The transport returned the status 0, expected an integer from 100 to 999'],
    [
      'the status 1000',
      { status: 1000 },
      'The transport returned the status 1000, expected an integer from 100 to 999',
    ],
    [
      'the status as a string',
      { status: '200' },
      'The transport returned the status "200", expected an integer from 100 to 999',
    ],
    [
      'half a status',
      { status: 200.5 },
      'The transport returned the status 200.5, expected an integer from 100 to 999',
    ],
    [
      'a string as the body',
      { status: 200, body: 'x' },
      'The transport returned a body of type string, expected a Uint8Array',
    ],
    [
      'CR after a value',
      { status: 200, headers: [['X', 'a\r']] },
      'The transport returned the header X as "a\\r", expected bytes without NUL, CR and LF',
    ],
    [
      'LF before a value',
      { status: 200, headers: [['X', '\na']] },
      'The transport returned the header X as "\\na", expected bytes without NUL, CR and LF',
    ],
    [
      'a character above a byte',
      { status: 200, headers: [['X', '\u0100']] },
      'The transport returned the header X as "\u0100", expected bytes without NUL, CR and LF',
    ],
    [
      'a number as a value',
      { status: 200, headers: [['X', 5]] },
      'The transport returned the header X as 5, expected bytes without NUL, CR and LF',
    ],
    [
      'a header without a name',
      { status: 200, headers: [[]] },
      'The transport returned a header named undefined, expected a token',
    ],
    [
      'a malformed name',
      { status: 200, headers: [['a b', 'x']] },
      'The transport returned a header named "a b", expected a token',
    ],
  ])('must not return %s', async (_, answer, message) => {
    const { fetch } = createUserAgent({ transport: () => answer as never })
    const response = await fetch({ url: `${PAGE}/x`, client })

    expect(response.code).toBe('network-error')
    expect(response.failure?.cause).toEqual(new TypeError(message))
  })

  it.each([['a word'], [undefined], [null], [{ code: 1 }]])('can throw %o', async (thrown) => {
    const transport: Transport = () => {
      // oxlint-disable-next-line typescript/only-throw-error
      throw thrown
    }
    const { fetch } = createUserAgent({ transport })
    const response = await fetch({ url: `${API}/x`, client })
    expect([response.code, response.failure?.cause]).toEqual(['network-error', thrown])
    expect((await fetch({ url: `${API}/x`, client, method: 'PUT' })).code).toBe('preflight-network-error')
  })

  it.each([100, 600, 999])('can return the status %i', async (status) => {
    const { fetch } = createUserAgent({ transport: () => ({ status, headers: [shared] }) })
    const response = await fetch({ url: `${API}/x`, client })
    expect(response).toMatchObject({ type: 'cors', status, statusText: '', body: new Uint8Array() })
  })

  it('can leave out headers and body', async () => {
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

  it.each([
    ['undefined', undefined],
    ['an object without a status', { headers: [] }],
    ['the status 99', { status: 99, headers: [] }],
    ['a value with NUL', { status: 200, headers: [['x', 'a\0b']] }],
  ])('causes a network error by returning %s', async (_, answer) => {
    const { fetch } = createUserAgent({ transport: () => answer as never })
    const response = await fetch({ url: `${PAGE}/x`, client: { origin: PAGE } })
    expect(response.code).toBe('network-error')
    expect(String(response.failure?.cause)).toMatch(/expected/)
  })
})
