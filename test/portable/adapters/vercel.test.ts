import { describe, expect, it, vi } from 'vitest'
import { corsMiddleware, corsRoute, withCors } from '../../../adapters/vercel.ts'
import { type Finding, observe } from '../../../src/audit/index.ts'
import { cors } from '../../../src/cors.ts'
import { csrf, protect } from '../../../src/csrf/index.ts'
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

    expect(corsHeaders(route.GET(requestFrom(A), context))).toEqual(SHARED)
    expect(corsHeaders(route.GET(requestFrom(EVIL), context))).toEqual({ vary: 'Origin' })
    expect(GET.mock.calls[0]?.[1]).toBe(context)
  })

  it('answers every other method with 405 and the policy’s headers', async () => {
    const { DELETE, HEAD, PATCH, POST } = route
    expect(Object.keys(route).toSorted()).toEqual(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'])

    const answers = await Promise.all([POST, PATCH, DELETE].map(async (handler) => handler(requestFrom(A, 'POST'))))
    for (const answer of answers) {
      expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'GET, HEAD, OPTIONS, PUT'])
      expect(corsHeaders(answer)).toEqual(SHARED)
    }
    // Next.js answers HEAD by GET.
    expect(await HEAD(requestFrom(A, 'HEAD'))).toMatchObject({ status: 200 })
    expect(await corsRoute(OPTIONS, { PUT: () => new Response() }).HEAD(requestFrom(A))).toMatchObject({ status: 405 })
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
  // Next.js must see this signal to know that the route cannot be rendered while it builds.
  const signal = Object.assign(new Error('Dynamic'), { digest: 'DYNAMIC_SERVER_USAGE' })
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

  const thrownWith = (digest: string) => thrower(Object.assign(new Error('Signal'), { digest }))

  it.each([
    ['NEXT_REDIRECT;replace;/login;307;', 307, '/login'],
    ['NEXT_REDIRECT;push;https://b.example/?a=1;b=2;308;', 308, 'https://b.example/?a=1;b=2'],
    ['NEXT_REDIRECT;push;/done;303;', 303, '/done'],
    ['NEXT_HTTP_ERROR_FALLBACK;404', 404, null],
    ['NEXT_HTTP_ERROR_FALLBACK;403', 403, null],
    ['NEXT_HTTP_ERROR_FALLBACK;401', 401, null],
    ['NEXT_NOT_FOUND', 404, null],
  ])('is answered as Next.js would, with the policy’s headers: %s', async (digest, status, location) => {
    const onError = vi.fn<() => Response>(() => new Response())
    const answers = await Promise.all([
      get(thrownWith(digest), { ...OPTIONS, onError }),
      get(async () => thrownWith(digest)(), { ...OPTIONS, onError }),
    ])

    expect(onError).not.toHaveBeenCalled()
    for (const answer of answers) {
      expect([answer.status, answer.headers.get('Location'), answer.body]).toEqual([status, location, null])
      expect(corsHeaders(answer)).toEqual(SHARED)
    }
  })

  it.each([
    ['POST', { 'Content-Type': 'application/x-www-form-urlencoded' }, 303],
    ['POST', { 'Content-Type': 'multipart/form-data; boundary=x' }, 303],
    ['POST', { 'Next-Action': 'id' }, 303],
    ['POST', { 'Content-Type': 'application/json' }, 307],
    ['PUT', { 'Next-Action': 'id' }, 307],
  ])('redirects a %s with %o with the status of Next.js', (method, headers, status) => {
    const { POST } = corsRoute(OPTIONS, {
      POST: (_request: Request): Response => thrownWith('NEXT_REDIRECT;replace;/done;307;')(),
    })

    expect(POST(new Request('https://api.example/', { method, headers }))).toMatchObject({ status })
  })

  it.each([
    'NEXT_REDIRECT;replace;/login;200;',
    'NEXT_REDIRECT;/login',
    'NEXT_HTTP_ERROR_FALLBACK;500',
    'NEXT_STATIC_GEN_BAILOUT',
    'BAILOUT_TO_CLIENT_SIDE_RENDERING',
    'HANGING_PROMISE_REJECTION',
  ])('reaches Next.js if its digest is %s', async (digest) => {
    await expect(get(thrownWith(digest))).rejects.toHaveProperty('digest', digest)
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

describe('an observed policy', () => {
  const own = (headers: Record<string, string> = {}): Response =>
    new Response(null, { headers: { ...headers, 'Access-Control-Allow-Origin': '*' } })

  it.each([
    ['a route', (policy: Layer) => corsRoute(policy, { GET: (_request: Request, _context: unknown) => own() }).GET],
    ['a middleware', (policy: Layer) => corsMiddleware(policy, () => own({ 'x-middleware-next': '1' }))],
  ])('reports and replaces the CORS headers of %s', async (_what, mount) => {
    const findings: Finding[] = []
    const policy = observe(cors(OPTIONS), { sink: (finding) => findings.push(finding) })

    expect(corsHeaders(await mount(policy)(requestFrom(A), {}))).toEqual(SHARED)
    expect(findings).toMatchObject([{ rule: 'X-01', message: expect.stringContaining('access-control-allow-origin') }])
  })
})

describe('odd input', () => {
  it('only handlers are taken from the exports of a route', () => {
    const handlers = { GET: () => new Response(), POST: undefined, dynamic: 'force-static' }
    const route = corsRoute(OPTIONS, handlers as { GET: () => Response })

    expect(Object.keys(route)).not.toContain('dynamic')
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
    ['undefined at once', () => undefined],
    ['undefined later', async () => undefined],
    // As `NextProxy` may return.
    ['null at once', () => null],
    ['null later', async () => null],
  ])('a middleware of the user that returns %s lets the request pass', async (_what, next) => {
    const response = await corsMiddleware(OPTIONS, next)(requestFrom(A), {})

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
    await expect(answer(false)).rejects.toThrow('answered with false, expected a Response')
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

/** A request as a route of Next.js with `dynamic = 'force-static'` gets it: Node throws when `method` is read. */
function hiddenRequest(): Request {
  const refuse = (): never => {
    throw new Error('Headers cannot be modified')
  }
  const seal = <Target extends object>(target: Target, writers: readonly string[]): Target =>
    new Proxy(target, {
      get: (of, name) => {
        if (writers.includes(String(name))) return refuse
        const member: unknown = Reflect.get(of, name)
        return typeof member === 'function' ? member.bind(of) : member
      },
    })
  return Object.defineProperties(new Request('https://api.example/static'), {
    headers: { value: seal(new Headers(), ['append', 'delete', 'set']) },
    cookies: { value: seal({ size: 0, clear: () => {} }, ['clear', 'delete', 'set']) },
    nextUrl: { value: { pathname: '/static' } },
    method: { get: refuse },
  })
}

describe('a route whose request headers Next.js hides', () => {
  const routes = (layer: CorsOptions | Layer) =>
    corsRoute(layer as Layer, { GET: (_request: Request) => new Response('static') })
  const layers = [OPTIONS, { origin: () => true }, csrf({ self: A }), protect({ origin: '*' }, { self: A })]

  it.each([{ origin: '*' } as const, { origin: '*', cookieless: true } as const])('works with %o', async (options) => {
    const { GET, OPTIONS: preflight } = routes(options)

    expect(corsHeaders(GET(hiddenRequest()))).toEqual({ 'access-control-allow-origin': '*' })
    expect(await preflight(hiddenRequest())).toMatchObject({ status: 204 })
    expect((await preflight(hiddenRequest())).headers.has('Access-Control-Allow-Methods')).toBe(true)
  })

  it.each(layers)('is an error with a layer that needs headers: %o', (layer) => {
    const { GET, OPTIONS: preflight } = routes(layer)
    const message = `The route "/static" has dynamic = 'force-static', so Next.js hides the headers`

    expect(() => GET(hiddenRequest())).toThrow(message)
    expect(() => preflight(hiddenRequest())).toThrow(message)
  })

  it.each(layers)('is not confused with a request that has no headers: %o', (layer) => {
    const request = Object.assign(new Request('https://api.example/'), { nextUrl: { pathname: '/' } })

    expect(routes(layer).GET(request)).toMatchObject({ status: 200 })
  })
})
