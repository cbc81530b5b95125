import { describe, expect, it, vi } from 'vitest'
import { corsHeaders, preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const SHARED = { 'access-control-allow-origin': A, vary: 'Origin' }
const { decorate, wrap } = syncPolicy({ origin: [A] })

/** A response with immutable headers, as `fetch()` returns on some runtimes. */
function frozen(response: Response): Response {
  const refuse = () => {
    throw new TypeError('immutable')
  }
  for (const name of ['set', 'append', 'delete']) Object.defineProperty(response.headers, name, { value: refuse })
  return response
}

/** A response that only a host can make. Reading anything except the given properties fails the test. */
function untouchable(traits: object): Response {
  return new Proxy(new Response(), {
    get: (_, name) => {
      if (name in traits) return Reflect.get(traits, name)
      if (name === 'then') return
      throw new Error(`Nothing may read ${String(name)}`)
    },
  })
}

describe('decorate', () => {
  it('changes only the headers, and those of a copy', async () => {
    const response = new Response('data', { status: 201, statusText: 'Made', headers: { 'X-Id': '1' } })

    const copy = decorate(response, requestFrom(A))

    expect([copy.status, copy.statusText, copy.headers.get('X-Id')]).toEqual([201, 'Made', '1'])
    expect([corsHeaders(copy), corsHeaders(response)]).toEqual([SHARED, {}])
    await expect(copy.text()).resolves.toBe('data')
  })

  it('copies a response with immutable headers', async () => {
    const headers = new Headers({ 'X-Id': '1', 'Access-Control-Allow-Origin': '*' })
    headers.append('Set-Cookie', 'a=1')
    headers.append('Set-Cookie', 'b=2')
    const response = frozen(new Response('data', { status: 404, statusText: 'Gone', headers }))
    const copy = decorate(response, requestFrom(A))

    expect(copy).not.toBe(response)
    expect([copy.status, copy.statusText, copy.headers.get('X-Id')]).toEqual([404, 'Gone', '1'])
    expect(copy.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(corsHeaders(copy)).toEqual(SHARED)
    await expect(copy.text()).resolves.toBe('data')
  })

  it('merges Vary', async () => {
    const response = new Response('data', { headers: { Date: 'Sun, 22 Nov 2026 19:00:00 GMT', Vary: 'Accept' } })
    const copy = decorate(response, requestFrom(A))

    expect([copy === response, response.headers.get('Vary')]).toEqual([false, 'Accept'])
    expect(corsHeaders(copy)).toEqual({ ...SHARED, vary: 'Accept, Origin' })
    await expect(copy.text()).resolves.toBe('data')
  })

  it('decorates redirects', () => {
    const response = decorate(Response.redirect('https://api.example.com/next', 308), requestFrom(A))

    expect([response.status, response.headers.get('Location')]).toEqual([308, 'https://api.example.com/next'])
    expect(corsHeaders(response)).toEqual(SHARED)
  })

  it('decorates a response from fetch()', async () => {
    const response = decorate(await fetch('data:text/plain,hi'), requestFrom(A))

    expect(corsHeaders(response)).toEqual(SHARED)
    await expect(response.text()).resolves.toBe('hi')
  })

  it.each([204, 205, 304])('keeps the status %i, which has no body', (status) => {
    const response = decorate(frozen(new Response(null, { status })), requestFrom(A))

    expect([response.status, response.body]).toEqual([status, null])
    expect(corsHeaders(response)).toEqual(SHARED)
  })

  it('keeps every cookie', () => {
    const response = new Response()
    for (const cookie of ['a=1; Path=/', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT'])
      response.headers.append('Set-Cookie', cookie)

    expect(decorate(response, requestFrom(A)).headers.getSetCookie()).toEqual([
      'a=1; Path=/',
      'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT',
    ])
  })

  it('is idempotent', () => {
    const response = decorate(new Response(null, { headers: { Vary: 'Accept' } }), requestFrom(A))

    expect(corsHeaders(decorate(response, requestFrom(A)))).toEqual({ ...SHARED, vary: 'Accept, Origin' })
    expect(corsHeaders(decorate(response, requestFrom('https://b.example')))).toEqual({ vary: 'Accept, Origin' })
  })
})

it('does not mix up responses if one is decorated while the headers of another are being made', () => {
  class LazyResponse extends Response {
    override get headers(): Headers {
      decorate(new Response(null, { headers: { Vary: 'Accept' } }), requestFrom(A))
      return super.headers
    }
  }

  expect(corsHeaders(decorate(new LazyResponse(), requestFrom(A)))).toEqual(SHARED)
})

describe('responses that CORS must not change', () => {
  it.each([
    ['a switch of protocols', untouchable({ status: 101 })],
    ['a WebSocket', Object.defineProperty(new Response(), 'webSocket', { value: {} })],
  ])('%s is left untouched', async (_, response) => {
    expect(decorate(response, requestFrom(A))).toBe(response)
    expect(decorate(response, preflightFrom(A))).toBe(response)
    expect(await wrap(() => response)(requestFrom(A))).toBe(response)
    expect(await wrap(async () => response)(requestFrom(A))).toBe(response)
  })
})

describe('streams', () => {
  it('are passed on without being read', async () => {
    const pull = vi.fn<(controller: ReadableStreamDefaultController) => void>((controller) =>
      controller.enqueue(new TextEncoder().encode('x')),
    )
    const cancel = vi.fn<() => void>()
    const stream = new ReadableStream({ pull, cancel }, { highWaterMark: 0 })
    const response = await wrap(() => frozen(new Response(stream)))(requestFrom(A))
    expect(pull).not.toHaveBeenCalled()

    const reader = response.body?.getReader()
    await reader?.read()
    expect(pull.mock.calls.length).toBeLessThan(3)
    await reader?.cancel()
    expect(cancel).toHaveBeenCalledOnce()
  })
})
