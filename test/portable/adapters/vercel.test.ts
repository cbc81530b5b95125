import { describe, expect, it, vi } from 'vitest'
import { corsMiddleware, corsRoute, withCors } from '../../../adapters/vercel.ts'
import type { CorsOptions, Layer, TupleOrigin } from '../../../src/index.ts'
import { corsHeaders, preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const EVIL = 'https://evil.example'
const OPTIONS = { origin: [A] }
const WRONG: { origin: string } = { origin: 'null' }
const SHARED = { 'access-control-allow-origin': A, vary: 'Origin' }

describe('withCors', () => {
  it('wraps a handler, which gets the context', async () => {
    const handler = vi.fn<(request: Request, context: object) => Response>(() => new Response('data'))
    const wrapped = withCors(OPTIONS, handler)
    const context = { waitUntil: () => {} }

    expect(corsHeaders(wrapped(requestFrom(A), context))).toEqual(SHARED)
    expect(wrapped(preflightFrom(A), context).status).toBe(204)
    expect(handler.mock.calls).toHaveLength(1)
    expect(handler.mock.calls[0]?.[1]).toBe(context)
  })

  it('wraps an object with fetch, and keeps this and its other members', async () => {
    const wrapped = withCors(OPTIONS, {
      greeting: 'hi',
      fetch(this: { greeting: string }, _request: Request) {
        return new Response(this.greeting)
      },
    })
    const response = wrapped.fetch(requestFrom(A))

    expect(wrapped.greeting).toBe('hi')
    expect(corsHeaders(response)).toEqual(SHARED)
    await expect(response.text()).resolves.toBe('hi')
  })

  it('gives predicates the request and the context', () => {
    const origin = vi.fn<(origin: TupleOrigin, context: unknown) => boolean>(() => true)
    const context = { waitUntil: () => {} }
    const request = requestFrom(A)
    withCors({ origin }, (_request: Request, _context: object) => new Response())(request, context)

    expect(origin.mock.calls[0]?.[1]).toEqual({ request, context })
    expect(origin.mock.calls[0]?.[1]).toHaveProperty('request', request)
  })
})

describe('corsRoute', () => {
  const GET = vi.fn<(request: Request, context: object) => Response>(() => new Response('get'))
  const route = corsRoute(OPTIONS, { GET, PUT: () => new Response('put') })

  it('wraps each method, and passes on the arguments of Next.js', () => {
    const context = { params: Promise.resolve({ id: '1' }) }

    expect(Object.keys(route).toSorted()).toEqual(['GET', 'OPTIONS', 'PUT'])
    expect(corsHeaders(route.GET(requestFrom(A), context))).toEqual(SHARED)
    expect(corsHeaders(route.GET(requestFrom(EVIL), context))).toEqual({ vary: 'Origin' })
    expect(GET.mock.calls[0]?.[1]).toBe(context)
  })

  it('adds an OPTIONS handler for preflights, which answers other requests with the methods', async () => {
    const preflight = await route.OPTIONS(preflightFrom(A, 'GET'))
    const other = await route.OPTIONS(requestFrom(A, 'OPTIONS'))

    expect(preflight.status).toBe(204)
    expect(preflight.headers.has('Access-Control-Allow-Methods')).toBe(true)
    expect([other.status, other.headers.get('Allow')]).toEqual([204, 'GET, HEAD, OPTIONS, PUT'])
    expect(corsHeaders(other)).toEqual(SHARED)
  })

  it.each([
    [{ POST: () => new Response() }, 'OPTIONS, POST'],
    [{ GET: () => new Response(), HEAD: () => new Response() }, 'GET, HEAD, OPTIONS'],
    [{}, 'OPTIONS'],
  ])('lists the methods of %o', async (handlers, allow) => {
    const response = await corsRoute(OPTIONS, handlers).OPTIONS(requestFrom(null, 'OPTIONS'))

    expect(response.headers.get('Allow')).toBe(allow)
  })

  it('keeps the route’s own OPTIONS handler, except for preflights', async () => {
    const own = corsRoute(OPTIONS, { OPTIONS: () => new Response('own') })

    await expect((await own.OPTIONS(requestFrom(A, 'OPTIONS'))).text()).resolves.toBe('own')
    expect((await own.OPTIONS(preflightFrom(A))).status).toBe(204)
  })
})

describe('an error that a route throws', () => {
  // `redirect()` and `notFound()` throw signals like this one for Next.js.
  const signal = Object.assign(new Error('NEXT_REDIRECT'), { digest: 'NEXT_REDIRECT;replace;/login;307;' })
  const thrower = (error: unknown) => () => {
    throw error
  }
  const get = async (handler: (request: Request) => Response | Promise<Response>, options: CorsOptions = OPTIONS) =>
    corsRoute(options, { GET: handler }).GET(requestFrom(A))

  it.each([
    ['at once', thrower(signal)],
    ['later', async () => thrower(signal)()],
  ])('reaches Next.js if it is a signal for Next.js, thrown %s', async (_, handler) => {
    const onError = vi.fn<() => Response>(() => new Response())

    await expect(get(handler, { ...OPTIONS, onError })).rejects.toBe(signal)
    expect(onError).not.toHaveBeenCalled()
  })

  it('reaches Next.js through a layer that makes new responses', async () => {
    const layer: Layer = {
      wrap:
        (handler) =>
        async (...given) =>
          new Response((await handler(...given)).body),
    }

    const { GET } = corsRoute(layer, { GET: (_request: Request) => thrower(signal)() })

    await expect(GET(requestFrom(A))).rejects.toBe(signal)
  })

  it.each([
    ['an error', new Error('Down'), 500],
    ['an error with a number as digest', Object.assign(new Error('Down'), { digest: 7 }), 500],
    ['nothing', undefined, 500],
    ['null', null, 500],
    ['a Response', new Response(null, { status: 401 }), 401],
  ])('is answered by the policy otherwise: %s', async (_, error, status) => {
    const logged = vi.spyOn(console, 'error').mockReturnValue()
    const answers = await Promise.all([get(thrower(error)), get(async () => thrower(error)())])
    logged.mockRestore()

    expect(answers.map((response) => response.status)).toEqual([status, status])
    expect(answers.map(corsHeaders)).toEqual([SHARED, SHARED])
  })
})

describe('corsMiddleware', () => {
  it('passes a request on to its route, with headers for the response', async () => {
    const middleware = corsMiddleware(OPTIONS)
    const next = await middleware(requestFrom(A), {})
    const refused = await middleware(requestFrom(EVIL), {})

    expect([next.status, next.headers.get('x-middleware-next'), next.body]).toEqual([200, '1', null])
    expect(corsHeaders(next)).toEqual(SHARED)
    expect(refused.headers.get('x-middleware-next')).toBe('1')
    expect(corsHeaders(refused)).toEqual({ vary: 'Origin' })
  })

  it('answers preflights, and does not pass them on', async () => {
    const response = await corsMiddleware(OPTIONS)(preflightFrom(EVIL), {})

    expect([response.status, response.headers.has('x-middleware-next')]).toEqual([204, false])
    expect(corsHeaders(response)).toEqual({ vary: 'Origin' })
  })

  it('refuses if the policy is enforced, and does not pass the request on', async () => {
    const response = await corsMiddleware({ ...OPTIONS, enforce: true })(requestFrom(EVIL), {})

    expect([response.status, response.headers.has('x-middleware-next')]).toEqual([403, false])
  })

  it('calls the user’s own middleware, which gets the event, as predicates do', async () => {
    const origin = vi.fn<(origin: TupleOrigin, event: unknown) => boolean>(() => true)
    const next = vi.fn<(request: Request, event: object) => Response>(() => new Response(null, { status: 307 }))
    const event = { waitUntil: () => {} }
    const request = requestFrom(A)
    const response = await corsMiddleware({ origin }, next)(request, event)

    expect(response.status).toBe(307)
    expect(corsHeaders(response)).toEqual(SHARED)
    expect(next.mock.calls).toEqual([[request, event]])
    expect(origin.mock.calls[0]?.[1]).toEqual({ request, context: event })
  })
})

it('accepts a policy or options, and refuses invalid options', async () => {
  const policy = syncPolicy(OPTIONS)

  expect(corsHeaders(withCors(policy, (_request: Request) => new Response())(requestFrom(A)))).toEqual(SHARED)
  expect(corsHeaders(await corsMiddleware(policy)(requestFrom(A), {}))).toEqual(SHARED)
  expect(() => withCors(WRONG, () => new Response())).toThrow('origin is "null"')
  expect(() => corsRoute(WRONG, {})).toThrow('origin is "null"')
  expect(() => corsMiddleware(WRONG)).toThrow('origin is "null"')
})

describe('odd input', () => {
  it('only handlers are taken from the exports of a route', () => {
    const handlers = { GET: () => new Response(), POST: undefined, dynamic: 'force-static' }
    const route = corsRoute(OPTIONS, handlers as { GET: () => Response })

    expect(Object.keys(route).toSorted()).toEqual(['GET', 'OPTIONS'])
    expect(route.OPTIONS(requestFrom(A, 'OPTIONS'))).toMatchObject({ status: 204 })
  })

  it('an error of the application with its own digest is answered, not rethrown', () => {
    const error = Object.assign(new Error('database'), { digest: 'sha256-abc' })
    const onError = vi.fn<() => Response>(() => new Response('sorry', { status: 503 }))
    const { GET } = corsRoute(
      { ...OPTIONS, onError },
      {
        GET: (_request: Request): Response => {
          throw error
        },
      },
    )

    expect(GET(requestFrom(A))).toMatchObject({ status: 503 })
    expect(onError).toHaveBeenCalledOnce()
  })

  it.each([
    ['at once', () => undefined],
    ['later', async () => undefined],
  ])('a middleware of the user that returns nothing (%s) lets the request pass', async (_when, next) => {
    const response = await corsMiddleware(OPTIONS, next as () => undefined)(requestFrom(A), {})

    expect(response.headers.get('x-middleware-next')).toBe('1')
    expect(corsHeaders(response)).toEqual(SHARED)
  })
})

describe('a cookieless policy', () => {
  const OPEN = { origin: '*', cookieless: true } as const

  /**
   * The relevant part of a `NextRequest`: it parses its cookies when it is made, and writes the header when they
   * change.
   */
  class RequestWithCookies extends Request {
    readonly cookies = {
      all: (this.headers.get('cookie') ?? '').split('; '),
      clear: (): void => {
        this.cookies.all.length = 0
        this.headers.set('cookie', '')
      },
    }
  }
  const request = (): RequestWithCookies =>
    new RequestWithCookies('https://api.example/', { headers: { Origin: A, Cookie: 'a=1; b=2', 'X-Id': '7' } })
  const seen = (given: Request): Response =>
    Response.json([(given as RequestWithCookies).cookies.all, given.headers.get('Cookie')])

  it.each([
    ['a handler', withCors(OPEN, seen)],
    ['an object with fetch', withCors(OPEN, { fetch: seen }).fetch],
    ['a route', corsRoute(OPEN, { GET: seen }).GET],
    ['a middleware', corsMiddleware(OPEN, seen)],
  ])('hides cookies from %s, parsed or not', async (_what, handler: (given: Request, context: unknown) => unknown) => {
    expect(await ((await handler(request(), {})) as Response).json()).toEqual([[], null])
  })

  it('is the only one that hides cookies', async () => {
    expect(await withCors(OPTIONS, seen)(request()).json()).toEqual([['a=1', 'b=2'], 'a=1; b=2'])
  })

  /** The same response as `NextResponse.rewrite()`. */
  const rewrite = (): Response => new Response(null, { headers: { 'x-middleware-rewrite': 'https://api.example/v2' } })

  it.each([corsMiddleware(OPEN), corsMiddleware(OPEN, () => undefined), corsMiddleware(OPEN, rewrite)])(
    'passes the other headers on to the route behind a middleware',
    async (middleware) => {
      const { headers } = await middleware(request(), {})
      const names = headers.get('x-middleware-override-headers')?.split(',') ?? []

      expect(names).toEqual(expect.arrayContaining(['origin', 'x-id']))
      expect(names).not.toContain('cookie')
      expect(headers.get('x-middleware-request-x-id')).toBe('7')
      expect(headers.get('x-middleware-request-cookie')).toBeNull()
    },
  )

  it('takes what is no response, or no longer one, as every other layer does', async () => {
    const sent = new Response('sent', { headers: { 'x-middleware-next': '1' } })
    await sent.text()
    const report = vi.spyOn(console, 'error').mockReturnValue()
    const answer = async (value: unknown) => corsMiddleware(OPEN, () => value as Response)(request(), {})

    await expect(answer('data')).rejects.toThrow('answered with "data", expected a Response')
    await expect(answer(null)).rejects.toThrow('answered with null, expected a Response')
    expect((await answer(sent)).status).toBe(502)
    report.mockRestore()
  })

  it('does not change the headers that a middleware passes on, or its own answers', async () => {
    const own = { 'x-middleware-next': '1', 'x-middleware-override-headers': 'x-own' }
    const handOn = await corsMiddleware(OPEN, () => new Response(null, { headers: own }))(request(), {})
    const answer = await corsMiddleware(OPEN, () => new Response('answer'))(request(), {})
    const usual = await corsMiddleware(OPTIONS)(request(), {})

    expect(handOn.headers.get('x-middleware-override-headers')).toBe('x-own')
    expect(answer.headers.has('x-middleware-override-headers')).toBe(false)
    expect(usual.headers.has('x-middleware-override-headers')).toBe(false)
  })
})
