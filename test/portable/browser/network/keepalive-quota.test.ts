import { describe, expect, it } from 'vitest'
import { createBrowser, createUserAgent, type WireRequest } from '../../../../src/browser/index.ts'

const PAGE = 'https://app.example.com'
const MAX = 65_536

/** Sends requests all at once, and returns the code or status of each. */
async function together(...requests: Partial<WireRequest>[]): Promise<string[]> {
  const { fetch } = createUserAgent({ transport: () => ({ status: 200, headers: [] }) })
  const base = { url: `${PAGE}/beacon`, method: 'POST', keepalive: true, client: { origin: PAGE, url: `${PAGE}/` } }
  const responses = await Promise.all(requests.map((request) => fetch({ ...base, ...request })))
  return responses.map(({ code, status }) => code ?? String(status))
}

const bytes = (length: number): Partial<WireRequest> => ({ body: new Uint8Array(length) })

describe('the bodies of requests with keepalive', () => {
  it.each<[string, Partial<WireRequest>[], string[]]>([
    ['as many bytes as the quota', [bytes(MAX)], ['200']],
    ['one byte more', [bytes(MAX + 1)], ['keepalive-quota']],
    ['more, without keepalive', [{ ...bytes(MAX + 1), keepalive: false }], ['200']],
    ['two bodies, as many bytes as the quota', [bytes(MAX - 1), bytes(1)], ['200', '200']],
    ['two bodies, one byte more', [bytes(MAX), bytes(1)], ['200', 'keepalive-quota']],
    ['a request without a body', [bytes(MAX), { method: 'GET' }], ['200', '200']],
    ['of two pages', [bytes(MAX), { ...bytes(MAX), client: { origin: PAGE, url: `${PAGE}/other` } }], ['200', '200']],
  ])('are limited: %s', async (_, requests, expected) => {
    expect(await together(...requests)).toEqual(expected)
  })

  it('stop counting when the request is done or has failed', async () => {
    let isUp = false
    const network = (): Response => {
      if (!isUp) throw new Error('no route')
      return new Response(null)
    }
    const page = createBrowser({ network }).page(PAGE)
    const init = { method: 'POST', body: 'x'.repeat(MAX), keepalive: true }
    await expect(page.fetch('/', init)).rejects.toThrow('no route')
    isUp = true
    await page.fetch('/', init)

    expect((await page.fetch('/', init)).ok).toBe(true)
  })
})
