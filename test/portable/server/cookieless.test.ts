import { describe, expect, it, vi } from 'vitest'
import type { CorsOptions } from '../../../src/index.ts'
import { withoutCredentials } from '../../../src/server/cookieless.ts'
import { requestFrom, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const OPEN = { origin: '*', cookieless: true } as const

/** The request that the handler gets. */
async function handed(request: Request, options: CorsOptions = OPEN): Promise<Request> {
  const handler = vi.fn<(request: Request) => Response>(() => new Response())
  await syncPolicy(options).wrap(handler)(request)
  return handler.mock.calls[0]![0]
}

describe('a cookieless handler', () => {
  it('gets no cookie', async () => {
    const { headers, url, method } = await handed(requestFrom(A, 'PUT', { Cookie: 'a=1; b=2', 'X-Id': '7' }))

    expect([headers.get('Cookie'), headers.get('X-Id'), headers.get('Origin')]).toEqual([null, '7', A])
    expect([url, method]).toEqual(['https://api.example.com/items', 'PUT'])
  })

  it.each(['Basic YTpi', 'basic YTpi', 'BASIC', 'Digest username="a"', 'Negotiate YIIB', 'NTLM TlRM'])(
    'gets no %s',
    async (value) => {
      expect((await handed(requestFrom(A, 'GET', { Authorization: value }))).headers.has('Authorization')).toBe(false)
    },
  )

  it.each(['Bearer basic', 'Bearer abc', 'Basically a', 'DPoP basic', 'token'])('gets %s', async (value) => {
    const { headers } = await handed(requestFrom(A, 'GET', { Authorization: value, Cookie: 'a=1' }))
    expect(headers.get('Authorization')).toBe(value)
  })

  it('is the only one that loses them', async () => {
    const headers = { Cookie: 'a=1', Authorization: 'Basic YTpi' }
    const request = requestFrom(A, 'GET', headers)
    const kept = await handed(request, { origin: '*' })

    expect(kept).toBe(request)
    expect([kept.headers.get('Cookie'), kept.headers.get('Authorization')]).toEqual(['a=1', 'Basic YTpi'])
  })

  it('gets no cookie with enforce either', async () => {
    const { headers } = await handed(requestFrom(A, 'GET', { Cookie: 'a=1' }), { ...OPEN, enforce: true })
    expect(headers.has('Cookie')).toBe(false)
  })
})

it('cookieless keeps bodies', async () => {
  const init = { method: 'POST', headers: { Cookie: 'a=1' }, body: '{"a":1}' }
  await expect((await handed(new Request('https://api.example/', init))).json()).resolves.toEqual({ a: 1 })
})

it('cookieless is part of the JSON', () => {
  expect(syncPolicy(syncPolicy(OPEN).toJSON()).toJSON().cookieless).toBe(true)
})

describe('a request with immutable headers', () => {
  /** A request as some hosts pass it, whose headers cannot be changed. */
  function fixed(init: RequestInit): Request {
    const request = new Request('https://api.example/', init)
    const refuse = (): never => {
      throw new TypeError('Headers are immutable')
    }
    return Object.defineProperty(request, 'headers', {
      configurable: true,
      value: Object.assign(new Headers(request.headers), { delete: refuse, set: refuse, append: refuse }),
    })
  }

  it('is copied with its body', async () => {
    const request = fixed({ method: 'POST', body: 'data', headers: { Cookie: 'a=1', 'X-Id': '7' } })
    const anonymous = withoutCredentials(request)

    expect([anonymous.headers.get('Cookie'), anonymous.headers.get('X-Id')]).toEqual([null, '7'])
    await expect(anonymous.text()).resolves.toBe('data')
  })

  it('stays the same object if the host needs that for an upgrade, also with a polluted prototype', () => {
    const request = fixed({ headers: { Cookie: 'a=1', Upgrade: 'websocket', 'X-Id': '7' } })
    Object.assign(Object.prototype, { get: () => request.headers, writable: false })
    const anonymous = withoutCredentials(request)
    for (const name of ['get', 'writable']) Reflect.deleteProperty(Object.prototype, name)

    expect(anonymous === request).toBe(!('webSocket' in Response.prototype))
    expect([anonymous.headers.get('Cookie'), anonymous.headers.get('X-Id')]).toEqual([null, '7'])
  })

  it('has no credentials in clones either, and keeps its body', async () => {
    const headers = { Cookie: 'a=1', Authorization: 'Basic YTpi', Upgrade: 'h2c', 'X-Id': '7' }
    const anonymous = withoutCredentials(fixed({ method: 'POST', body: 'data', headers }))
    const clone = anonymous.clone()
    const again = new Request(clone)

    for (const copy of [clone, again])
      expect(['Cookie', 'Authorization', 'X-Id'].map((name) => copy.headers.get(name))).toEqual([null, null, '7'])
    await expect(Promise.all([anonymous.text(), again.text()])).resolves.toEqual(['data', 'data'])
  })

  it('is copied without a body if the body was read before', async () => {
    const request = fixed({ method: 'POST', body: 'data', headers: { Cookie: 'a=1', 'X-Id': '7' } })
    await request.text()
    const anonymous = withoutCredentials(request)
    const onward = new Request(anonymous, { method: 'PUT', body: 'other' })

    expect([anonymous.method, anonymous.url, anonymous.bodyUsed]).toEqual(['POST', 'https://api.example/', true])
    for (const { headers } of [anonymous, onward])
      expect([headers.get('Cookie'), headers.get('X-Id')]).toEqual([null, '7'])
  })

  it('is not copied if it has nothing to hide', () => {
    const request = fixed({ headers: { Authorization: 'Bearer abc' } })
    expect(withoutCredentials(request)).toBe(request)
  })
})
