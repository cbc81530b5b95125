import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CorsOptions } from '../../../src/index.ts'
import { corsHeaders, preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const OPTIONS: CorsOptions = { origin: [A] }
const SHARED = { 'access-control-allow-origin': A, vary: 'Origin' }

const logged = vi.spyOn(console, 'error')
beforeEach(() => {
  logged.mockReset()
  logged.mockReturnValue()
})
afterEach(() => vi.clearAllMocks())

function fail(error: unknown): never {
  throw error
}

/** The same failure, at once and later. */
const WAYS: [string, (run: () => Response) => () => Response | Promise<Response>][] = [
  ['throws', (run) => run],
  ['rejects', (run) => () => Promise.resolve().then(run)],
]

describe.each(WAYS)('a handler that %s', (_, way) => {
  it('a Response answers with it', async () => {
    const handler = way(() => fail(new Response('gone', { status: 410, headers: { 'X-Why': 'deleted' } })))
    const response = await syncPolicy(OPTIONS).wrap(handler)(requestFrom(A))

    expect(response.status).toBe(410)
    expect(response.headers.get('X-Why')).toBe('deleted')
    expect(corsHeaders(response)).toEqual(SHARED)
    await expect(response.text()).resolves.toBe('gone')
    expect(logged).not.toHaveBeenCalled()
  })

  it.each([new Error('Database is down'), 'text', undefined, null, { status: 400 }])(
    '%o gets a bare 500 that the page can read',
    async (error) => {
      const response = await syncPolicy(OPTIONS).wrap(way(() => fail(error)))(requestFrom(A))

      expect(response.status).toBe(500)
      expect(corsHeaders(response)).toEqual(SHARED)
      await expect(response.text()).resolves.toBe('')
      expect(logged.mock.calls).toEqual([[error]])
    },
  )

  it('is answered by onError, in its place', async () => {
    const error = new Error('Database is down')
    const onError = vi.fn<(error: unknown, request: Request) => Response>(() => new Response('later', { status: 503 }))
    const request = requestFrom(A)
    const response = await syncPolicy({ ...OPTIONS, onError }).wrap(way(() => fail(error)))(request)

    expect(response.status).toBe(503)
    expect(corsHeaders(response)).toEqual(SHARED)
    expect(onError.mock.calls).toEqual([[error, request]])
    expect(logged).not.toHaveBeenCalled()
  })

  it.each(WAYS)('gets a bare 500 when onError, too, %s', async (_name, again) => {
    const onError = again(() => fail(new Error('Template is missing')))
    const response = await syncPolicy({ ...OPTIONS, onError }).wrap(way(() => fail(new Error('First'))))(requestFrom(A))

    expect(response.status).toBe(500)
    expect(corsHeaders(response)).toEqual(SHARED)
    expect(logged).toHaveBeenCalledExactlyOnceWith(new Error('Template is missing'))
  })

  it('is left to the host by onError: "throw"', async () => {
    const error = new Error('Database is down')
    const wrapped = syncPolicy({ ...OPTIONS, onError: 'throw' }).wrap(way(() => fail(error)))

    await expect((async () => wrapped(requestFrom(A)))()).rejects.toBe(error)
    expect(logged).not.toHaveBeenCalled()
  })

  it('keeps a thrown Response from the host with onError: "throw"', async () => {
    const wrapped = syncPolicy({ ...OPTIONS, onError: 'throw' }).wrap(
      way(() => fail(new Response(null, { status: 401 }))),
    )
    const response = await wrapped(requestFrom(A))

    expect(response.status).toBe(401)
    expect(corsHeaders(response)).toEqual(SHARED)
  })
})

it('awaits an asynchronous onError', async () => {
  const onError = async () => new Response('later', { status: 503 })
  const response = await syncPolicy({ ...OPTIONS, onError }).wrap(() => fail(new Error('Down')))(requestFrom(A))

  expect(response.status).toBe(503)
  expect(corsHeaders(response)).toEqual(SHARED)
})

it('gives a refused origin the error, and no permission to read it', async () => {
  const response = await syncPolicy(OPTIONS).wrap(() => fail(new Error('Down')))(requestFrom('https://evil.example'))

  expect(response.status).toBe(500)
  expect(corsHeaders(response)).toEqual({ vary: 'Origin' })
})

describe('what the handler gets', () => {
  it('is the very request and all that the host passes', async () => {
    const handler = vi.fn<(request: Request, env: object, ctx: object) => Response>(() => new Response())
    const request = requestFrom(A)
    const [env, ctx] = [{}, {}]
    await syncPolicy(OPTIONS).wrap(handler)(request, env, ctx)

    expect(handler.mock.calls).toHaveLength(1)
    expect(handler.mock.calls[0]?.[0]).toBe(request)
    expect(handler.mock.calls[0]?.[1]).toBe(env)
    expect(handler.mock.calls[0]?.[2]).toBe(ctx)
  })

  it('is a request whose body nobody has read', async () => {
    const request = new Request('https://api.example.com/', { method: 'POST', body: 'data', headers: { Origin: A } })
    const response = await syncPolicy(OPTIONS).wrap(async (given: Request) => new Response(await given.text()))(request)

    await expect(response.text()).resolves.toBe('data')
  })

  it('is nothing, for a preflight', async () => {
    const handler = vi.fn<() => Response>(() => new Response())
    await syncPolicy(OPTIONS).wrap(handler)(preflightFrom(A))

    expect(handler).not.toHaveBeenCalled()
  })
})

it('waits for nothing that is no promise', () => {
  const wrapped = syncPolicy(OPTIONS).wrap(() => new Response())

  expect(wrapped(requestFrom(A))).toBeInstanceOf(Response)
  expect(wrapped(preflightFrom(A))).toBeInstanceOf(Response)
})

describe('a wrapped handler', () => {
  it('has a parameter for the request: Deno gives none to a function without parameters', () => {
    expect(syncPolicy(OPTIONS).wrap(() => new Response())).toHaveLength(1)
  })

  it('hands on this, and as many arguments as it gets', async () => {
    const seen: unknown[] = []
    const wrapped = syncPolicy(OPTIONS).wrap(function (this: unknown, ...args: [Request, ...unknown[]]) {
      seen.push(this, args.slice(1))
      return new Response()
    })
    const host = {}
    await wrapped.call(host, requestFrom(A))
    await wrapped.call(host, requestFrom(A), 'env', undefined, 'ctx')

    expect(seen).toEqual([host, [], host, ['env', undefined, 'ctx']])
    expect(seen[0]).toBe(host)
  })
})
