import { type Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { describe, expect, it, vi } from 'vitest'
import { cors } from '../../../adapters/hono.ts'
import type { TupleOrigin } from '../../../src/index.ts'
import { corsHeaders, preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const EVIL = 'https://evil.example'
const OPTIONS = { origin: [A] }
const WRONG: { origin: string } = { origin: 'null' }
const SHARED = { 'access-control-allow-origin': A, vary: 'Origin' }

function app(middleware = cors(OPTIONS)): Hono {
  const hono = new Hono()
  hono.use(middleware)
  hono.get('/items', (context) => context.text('data', 201, { 'X-Id': '1' }))
  hono.options('/items', (context) => context.text('own'))
  return hono
}

describe('the middleware', () => {
  it('decorates the responses of the app', async () => {
    const response = await app().request(requestFrom(A))

    expect([response.status, response.headers.get('X-Id'), corsHeaders(response)]).toEqual([201, '1', SHARED])
    await expect(response.text()).resolves.toBe('data')
    expect(corsHeaders(await app().request(requestFrom(EVIL)))).toEqual({ vary: 'Origin' })
    expect(corsHeaders(await app().request(requestFrom(null)))).toEqual({ vary: 'Origin' })
  })

  it('answers preflights, also without a route, and leaves other OPTIONS requests to the app', async () => {
    const handler = vi.fn<(context: Context) => Response>((context) => context.text('own'))
    const hono = app().put('/items', handler)

    expect((await hono.request(preflightFrom(A))).status).toBe(204)
    expect(handler).not.toHaveBeenCalled()
    await expect((await hono.request(requestFrom(A, 'OPTIONS'))).text()).resolves.toBe('own')
  })

  it('refuses without calling the app if the policy is enforced', async () => {
    const response = await app(cors({ ...OPTIONS, enforce: true })).request(requestFrom(EVIL))

    expect(response.status).toBe(403)
    expect(corsHeaders(response)).toEqual({ vary: 'Origin, Sec-Fetch-Site' })
  })

  it('decorates the responses of notFound and onError', async () => {
    const hono = new Hono()
    hono.use(cors(OPTIONS))
    hono.get('/items', () => {
      throw new Error('Down')
    })
    hono.post('/items', () => {
      throw new HTTPException(401, { message: 'Sign in' })
    })
    hono.onError((error, context) =>
      error instanceof HTTPException ? error.getResponse() : context.text('sorry', 503),
    )
    const answers = await Promise.all(
      ['GET', 'POST', 'PUT'].map(async (method) => hono.request(requestFrom(A, method))),
    )

    expect(answers.map(({ status }) => status)).toEqual([503, 401, 404])
    expect(answers.map(corsHeaders)).toEqual([SHARED, SHARED, SHARED])
  })

  it('removes the CORS headers of the app or an upstream', async () => {
    const hono = new Hono()
    hono.use(cors(OPTIONS))
    hono.get('/items', (context) => {
      context.header('Access-Control-Allow-Origin', '*')
      context.header('Vary', 'Accept')
      return context.text('data')
    })

    expect(corsHeaders(await hono.request(requestFrom(EVIL)))).toEqual({ vary: 'Accept, Origin' })
    expect(corsHeaders(await hono.request(requestFrom(A)))).toEqual({ ...SHARED, vary: 'Accept, Origin' })
  })

  it('decorates immutable responses, keeps their cookies and replaces their permissions', async () => {
    const headers = new Headers({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'x-internal' })
    for (const cookie of ['a=1', 'b=2']) headers.append('Set-Cookie', cookie)
    const upstream = new Response('data', { status: 206, headers })
    Object.defineProperty(upstream.headers, 'set', {
      value: () => {
        throw new TypeError('immutable')
      },
    })
    Object.defineProperty(upstream.headers, 'delete', Object.getOwnPropertyDescriptor(upstream.headers, 'set') ?? {})
    const hono = new Hono()
    hono.use(cors(OPTIONS))
    hono.get('/items', () => upstream)
    const response = await hono.request(requestFrom(A))

    expect(response.status).toBe(206)
    expect(corsHeaders(response)).toEqual(SHARED)
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  it('decorates redirects', async () => {
    const hono = new Hono()
    hono.use(cors(OPTIONS))
    hono.get('/items', () => Response.redirect('https://api.example.com/next'))
    const response = await hono.request(requestFrom(A))

    expect([response.status, response.headers.get('Location')]).toEqual([302, 'https://api.example.com/next'])
    expect(corsHeaders(response)).toEqual(SHARED)
  })

  it('may be different for each route', async () => {
    const hono = new Hono()
    hono.use('/items', cors(OPTIONS))
    hono.use('/public', cors({ origin: '*' }))
    hono.get('/items', (context) => context.text('data'))
    hono.get('/public', (context) => context.text('data'))
    const toPublic = new Request('https://api.example.com/public', { headers: { Origin: EVIL } })

    expect(corsHeaders(await hono.request(requestFrom(EVIL)))).toEqual({ vary: 'Origin' })
    expect(corsHeaders(await hono.request(toPublic))).toEqual({ 'access-control-allow-origin': '*' })
  })
})

it('gives predicates the Context', async () => {
  const origin = vi.fn<(origin: TupleOrigin, context: Context) => boolean>((_, { env }) => env.ALLOWED === true)
  const response = await app(cors({ origin })).request(requestFrom(A), {}, { ALLOWED: true })

  expect(corsHeaders(response)).toEqual(SHARED)
  expect(origin.mock.calls[0]?.[1].req.raw.headers.get('Origin')).toBe(A)
})

it('waits for async predicates', async () => {
  const middleware = cors({ origin: async ({ host }: TupleOrigin) => Promise.resolve(host === 'a.example') })

  expect(corsHeaders(await app(middleware).request(requestFrom(A)))).toEqual(SHARED)
  expect(corsHeaders(await app(middleware).request(requestFrom(EVIL)))).toEqual({ vary: 'Origin' })
})

it('accepts a policy or options, and refuses invalid options', async () => {
  expect(corsHeaders(await app(cors(syncPolicy(OPTIONS))).request(requestFrom(A)))).toEqual(SHARED)
  expect(() => cors(WRONG)).toThrow('origin is "null"')
})

describe('together with other middleware', () => {
  it.each([
    ['a refused preflight', preflightFrom(EVIL), 204, 'Origin'],
    ['an enforced request', requestFrom(EVIL, 'POST'), 403, 'Origin, Sec-Fetch-Site'],
  ])('removes permissions of an outer middleware from the answer to %s', async (_case, request, status, vary) => {
    const hono = new Hono()
    hono.use(async (context, next) => {
      context.res.headers.set('Access-Control-Allow-Origin', '*')
      await next()
    })
    hono.use(cors({ ...OPTIONS, enforce: true }))
    hono.all('/items', (context) => context.text('data'))
    const response = await hono.request(request)

    expect([response.status, corsHeaders(response)]).toEqual([status, { vary }])
  })

  it('does not hide that a handler forgot to return a response', async () => {
    const report = vi.spyOn(console, 'error').mockReturnValue()
    const hono = new Hono().use(cors(OPTIONS))
    hono.get('/items', (() => {}) as unknown as () => Response)

    expect((await hono.request(requestFrom(A))).status).not.toBe(200)
    report.mockRestore()
  })
})
