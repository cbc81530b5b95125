import { describe, expect, it, vi } from 'vitest'
import { corsMiddleware, type ReactRouterContext } from '../../../adapters/react-router.ts'
import { type CorsOptions, cors } from '../../../src/index.ts'
import { preflightFrom, requestFrom } from '../support/requests.ts'

const A = 'https://a.example'
const EVIL = 'https://evil.example'
const ORIGIN = 'Access-Control-Allow-Origin'
const OPTIONS = { origin: [A] } as const
const PUBLIC = { origin: '*', cookieless: true } as const satisfies CorsOptions

function argsOf(request: Request): ReactRouterContext {
  return { request, params: { id: '7' }, context: { get: ({ defaultValue }) => defaultValue! } }
}
const hello = async (): Promise<Response> => new Response('hello')
const withCookie = (init: RequestInit = {}): Request =>
  new Request('https://api.example/', { ...init, headers: { Origin: EVIL, Cookie: 'session=1', 'X-Own': '1' } })

describe('corsMiddleware', () => {
  it.each([
    ['options', corsMiddleware(OPTIONS)],
    ['a policy', corsMiddleware(cors(OPTIONS))],
  ])('takes %s', async (_what, middleware) => {
    const next = vi.fn<() => Promise<Response>>(hello)

    const shared = await middleware(argsOf(requestFrom(A)), next)
    expect([shared.headers.get(ORIGIN), await shared.text()]).toEqual([A, 'hello'])
    expect((await middleware(argsOf(requestFrom(EVIL)), next)).headers.get(ORIGIN)).toBeNull()
    expect((await middleware(argsOf(preflightFrom(A)), next)).status).toBe(204)
    expect(next).toHaveBeenCalledTimes(2)
  })

  it('refuses invalid options', () => {
    const wrong: { origin: string } = { origin: 'null' }
    expect(() => corsMiddleware(wrong)).toThrow('origin is "null"')
  })

  it('gives predicates the arguments of the middleware', async () => {
    const origin = vi.fn<(origin: unknown, context: ReactRouterContext) => boolean>(() => true)
    const args = argsOf(requestFrom(A))
    await corsMiddleware({ origin })(args, hello)
    expect(origin.mock.calls[0]?.[1]).toBe(args)
  })

  it('answers what other middleware throws', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const fail = (): Promise<Response> => Promise.reject(new Error('Thrown by another middleware'))

    const response = await corsMiddleware(OPTIONS)(argsOf(requestFrom(A)), fail)
    expect([response.status, response.headers.get(ORIGIN)]).toEqual([500, A])
    await expect(corsMiddleware({ ...OPTIONS, onError: 'throw' })(argsOf(requestFrom(A)), fail)).rejects.toThrow(
      'Thrown by another middleware',
    )
    vi.restoreAllMocks()
  })
})

it('reports nothing if the client has left, which makes React Router throw', async () => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
  const client = new AbortController()
  const request = new Request('https://api.example/', { signal: client.signal, headers: { Origin: A } })
  const next = async (): Promise<Response> => {
    request.signal.throwIfAborted()
    return new Response('too late')
  }
  const origin = async (): Promise<boolean> => {
    client.abort()
    return true
  }

  const response = await corsMiddleware({ origin })(argsOf(request), next)
  expect([response.status, await response.text()]).toEqual([500, ''])
  expect(errors).not.toHaveBeenCalled()
  vi.restoreAllMocks()
})

describe('a cookieless policy', () => {
  it('hides cookies in the request itself, and keeps its body', async () => {
    const request = withCookie({ method: 'PUT', body: 'body' })
    const response = await corsMiddleware(PUBLIC)(argsOf(request), hello)

    expect(response.headers.get(ORIGIN)).toBe('*')
    expect([request.headers.get('Cookie'), request.headers.get('X-Own')]).toEqual([null, '1'])
    expect(await request.clone().text()).toBe('body')
    expect(await request.text()).toBe('body')
  })

  it('hides them also where two policies are nested', async () => {
    const request = withCookie()
    const inner = corsMiddleware(PUBLIC)
    await corsMiddleware(PUBLIC)(argsOf(request), () => inner(argsOf(request), hello))
    expect(request.headers.get('Cookie')).toBeNull()
  })

  it('refuses to run where the headers are immutable', async () => {
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    const request = withCookie()
    Object.defineProperty(request.headers, 'delete', {
      value: () => {
        throw new TypeError("Can't modify immutable headers.")
      },
    })
    const next = vi.fn<() => Promise<Response>>(hello)

    expect((await corsMiddleware(PUBLIC)(argsOf(request), next)).status).toBe(500)
    expect(next).not.toHaveBeenCalled()
    expect(String(errors.mock.calls[0])).toContain(
      'expected the policy around the request handler: withCors(policy, …)',
    )
    vi.restoreAllMocks()
  })

  it('leaves requests of other policies alone', async () => {
    const request = withCookie()
    await corsMiddleware(OPTIONS)(argsOf(request), hello)
    expect(request.headers.get('Cookie')).toBe('session=1')
    expect(Object.getOwnPropertyNames(request)).toEqual(Object.getOwnPropertyNames(withCookie()))
  })
})

it.each([{ 'routes/hello': { type: 'data', result: 'hello' } }, undefined])(
  'says that it is for the server, where next() returns %o',
  async (results) => {
    const next = (async () => results) as unknown as () => Promise<Response>
    await expect(corsMiddleware(OPTIONS)(argsOf(requestFrom(A)), next)).rejects.toThrow(
      /^next\(\) of React Router returned (an Object|undefined), expected a Response: .*not as clientMiddleware/,
    )
  },
)
