import { describe, expect, it } from 'vitest'
import { createBrowser, type PageRequestInit } from '../../../../src/browser/index.ts'
import { open } from '../../support/page.ts'

const A = 'https://a.example'

describe('the body of fetch()', () => {
  it.each<[string, PageRequestInit, string, string | null]>([
    ['a string', { body: 'a' }, 'a', 'text/plain;charset=UTF-8'],
    ['a form', { body: new URLSearchParams('a=b') }, 'a=b', 'application/x-www-form-urlencoded;charset=UTF-8'],
    ['a blob', { body: new Blob(['a'], { type: 'image/png' }) }, 'a', 'image/png'],
    ['bytes', { body: new Uint8Array([97]) }, 'a', null],
    ['JSON', { body: '{}', headers: { 'Content-Type': 'application/json' } }, '{}', 'application/json'],
  ])('sends %s', async (_, init, text, type) => {
    let got: unknown
    const network = async (request: Request): Promise<Response> => {
      got = [await request.text(), request.headers.get('content-type')]
      return new Response()
    }
    await createBrowser({ network })
      .page(A)
      .fetch(`${A}/x`, { method: 'POST', ...init })

    expect(got).toEqual([text, type])
  })

  it('is not a stream without duplex', async () => {
    const page = open({ origin: [] }).page(A)
    const body = new Blob(['a']).stream()
    await expect(page.fetch(A, { method: 'POST', body })).rejects.toThrow(
      new TypeError("Body is a stream without duplex, expected duplex: 'half'"),
    )
    expect((await page.fetch(A, { method: 'POST', body: new Blob(['a']).stream(), duplex: 'half' })).type).toBe('basic')
  })

  it('is not a stream with keepalive', async () => {
    const body = new Blob(['a']).stream()
    const asked = createBrowser({ network: () => new Response(null) })
      .page(A)
      .fetch('/', { method: 'POST', body, duplex: 'half', keepalive: true })

    await expect(asked).rejects.toThrow(
      new TypeError('Body is a stream with keepalive, expected a body of known length'),
    )
  })
})
