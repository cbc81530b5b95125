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

/** The two ways in which a handler fails. */
const WAYS: [string, (run: () => Response) => () => Response | Promise<Response>][] = [
  ['throws', (run) => run],
  ['rejects', (run) => () => Promise.resolve().then(run)],
]

describe.each(WAYS)('a handler that %s', (_, way) => {
  it('a Response answers with that response', async () => {
    const handler = way(() => fail(new Response('gone', { status: 410, headers: { 'X-Why': 'deleted' } })))
    const response = await syncPolicy(OPTIONS).wrap(handler)(requestFrom(A))

    expect(response.status).toBe(410)
    expect(response.headers.get('X-Why')).toBe('deleted')
    expect(corsHeaders(response)).toEqual(SHARED)
    await expect(response.text()).resolves.toBe('gone')
    expect(logged).not.toHaveBeenCalled()
  })

  it.each([new Error('Database is down'), 'text', undefined, null, { status: 400 }])(
    '%o is answered with an empty 500 that the page can read',
    async (error) => {
      const response = await syncPolicy(OPTIONS).wrap(way(() => fail(error)))(requestFrom(A))

      expect(response.status).toBe(500)
      expect(corsHeaders(response)).toEqual(SHARED)
      await expect(response.text()).resolves.toBe('')
      expect(logged.mock.calls).toEqual([[error]])
    },
  )

  it('is answered by onError', async () => {
    const error = new Error('Database is down')
    const onError = vi.fn<(error: unknown, request: Request) => Response>(() => new Response('later', { status: 503 }))
    const request = requestFrom(A)
    const response = await syncPolicy({ ...OPTIONS, onError }).wrap(way(() => fail(error)))(request)

    expect(response.status).toBe(503)
    expect(corsHeaders(response)).toEqual(SHARED)
    expect(onError.mock.calls).toEqual([[error, request]])
    expect(logged).not.toHaveBeenCalled()
  })

  it.each(WAYS)('is answered with an empty 500 if onError also %s', async (_name, again) => {
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

  it('a Response still answers with that response if onError is "throw"', async () => {
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

it('gives a refused origin no permission to read an error', async () => {
  const response = await syncPolicy(OPTIONS).wrap(() => fail(new Error('Down')))(requestFrom('https://evil.example'))

  expect(response.status).toBe(500)
  expect(corsHeaders(response)).toEqual({ vary: 'Origin' })
})

describe('the handler', () => {
  it('gets the same request object and all arguments of the host', async () => {
    const handler = vi.fn<(request: Request, env: object, ctx: object) => Response>(() => new Response())
    const request = requestFrom(A)
    const [env, ctx] = [{}, {}]
    await syncPolicy(OPTIONS).wrap(handler)(request, env, ctx)

    expect(handler.mock.calls).toHaveLength(1)
    expect(handler.mock.calls[0]?.[0]).toBe(request)
    expect(handler.mock.calls[0]?.[1]).toBe(env)
    expect(handler.mock.calls[0]?.[2]).toBe(ctx)
  })

  it('gets a request whose body has not been read', async () => {
    const request = new Request('https://api.example.com/', { method: 'POST', body: 'data', headers: { Origin: A } })
    const response = await syncPolicy(OPTIONS).wrap(async (given: Request) => new Response(await given.text()))(request)

    await expect(response.text()).resolves.toBe('data')
  })

  it('is not called for a preflight', async () => {
    const handler = vi.fn<() => Response>(() => new Response())
    await syncPolicy(OPTIONS).wrap(handler)(preflightFrom(A))

    expect(handler).not.toHaveBeenCalled()
  })
})

it('stays synchronous if nothing is a promise', () => {
  const wrapped = syncPolicy(OPTIONS).wrap(() => new Response())

  expect(wrapped(requestFrom(A))).toBeInstanceOf(Response)
  expect(wrapped(preflightFrom(A))).toBeInstanceOf(Response)
})

describe('a wrapped handler', () => {
  it('has a parameter for the request, because Deno passes none to a function without parameters', () => {
    expect(syncPolicy(OPTIONS).wrap(() => new Response())).toHaveLength(1)
  })

  it('passes on this and exactly the arguments that it gets', async () => {
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
