import { CookieJar } from 'tough-cookie'
import { describe, expect, it } from 'vitest'
import { createBrowser } from '../../../src/browser/index.ts'

const PAGE = 'https://app.example.com'

/** A server that sets cookies of all kinds at its first answer, and tells which come with later requests. */
function counter() {
  const seen: string[] = []
  const network = ({ url, headers }: Request): Response => {
    seen.push(headers.get('cookie') ?? '')
    const permission = {
      'Access-Control-Allow-Origin': headers.get('origin') ?? PAGE,
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

describe('a jar of tough-cookie', () => {
  it.each<[string, string, string, string | undefined, string]>([
    ['of the same origin', PAGE, PAGE, undefined, 'strict=1; lax=1; none=1; plain=1'],
    ['of the same site', 'https://api.example.com', PAGE, undefined, 'strict=1; lax=1; none=1; plain=1'],
    ['of another site', 'https://api.example.net', PAGE, undefined, 'none=1; plain=1'],
    ['of another scheme', 'https://api.example.com', 'http://app.example.com', undefined, 'none=1; plain=1'],
    ['in a frame of another site', 'https://api.example.com', PAGE, 'https://example.net', 'none=1; plain=1'],
  ])('tells cookies from one another by their SameSite: %s', async (_, api, page, topLevelSite, expected) => {
    const { network, seen } = counter()
    const cookies = new CookieJar()
    const browser = createBrowser({ network, cookies })
    await browser.page(api).fetch('/login')
    await browser.page(page, topLevelSite).fetch(`${api}/data`, { credentials: 'include' })

    expect(seen).toEqual(['', expected])
  })

  it('takes from another site only what is meant for all', async () => {
    const { network, seen } = counter()
    const cookies = new CookieJar()
    const browser = createBrowser({ network, cookies })
    await browser.page(PAGE).fetch('https://api.example.net/login', { credentials: 'include' })
    await browser.page('https://api.example.net').fetch('/data')

    expect(seen).toEqual(['', 'none=1; plain=1'])
  })

  it('is not asked without credentials', async () => {
    const { network, seen } = counter()
    const cookies = new CookieJar()
    const browser = createBrowser({ network, cookies })
    await browser.page('https://api.example.com').fetch('/login')
    await browser.page(PAGE).fetch('https://api.example.com/data')

    expect(seen).toEqual(['', ''])
  })
})
