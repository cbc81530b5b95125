import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bearerAuth } from 'hono/bearer-auth'
import { every, except, some } from 'hono/combine'
import { HTTPException } from 'hono/http-exception'
import { stream } from 'hono/streaming'
import { describe, expect, it, vi } from 'vitest'
import { withCors } from '../../../adapters/cloudflare.ts'
import { cors } from '../../../adapters/hono.ts'
import { csrf } from '../../../src/csrf/index.ts'
import { corsHeaders, preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'
import { SELF } from '../support/writes.ts'

const A = 'https://a.example'
const EVIL = 'https://evil.example'
const LISTED = { origin: [A], credentials: true, exposeHeaders: ['x-id'] } as const
const SHARED = {
  'access-control-allow-origin': A,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'x-id',
}
const FOREIGN = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'TRACE', Vary: 'Accept' }

const failing: MiddlewareHandler = async () => {
  throw new HTTPException(401, { message: 'Sign in' })
}
const late: MiddlewareHandler = async (_context, next) => {
  await next()
  throw new HTTPException(401, { message: 'Sign in' })
}
/** Middleware of an application that only passes on. */
const passing: MiddlewareHandler = async (_context, next) => {
  await next()
}

/** Every way to put the policy in front of something that throws. Each answers `/items` with the thrown 401. */
const MOUNTED: Readonly<Record<string, (policy: MiddlewareHandler) => Hono>> = {
  'every(cors, bearerAuth)': (policy) =>
    new Hono().use(every(policy, bearerAuth({ token: 'secret' }))).get('/items', (c) => c.text('data')),
  'every(cors, a middleware that throws after the handler)': (policy) =>
    new Hono()
      .use(every(policy, late))
      .get('/items', (c) => c.text('data', 200, { 'Access-Control-Allow-Origin': '*', Vary: 'Accept' })),
  'every(every(cors), failing)': (policy) =>
    new Hono().use(every(every(passing, policy), passing, failing)).get('/items', (c) => c.text('data')),
  'some(every(cors, failing))': (policy) =>
    new Hono().use(some(every(policy, failing))).get('/items', (c) => c.text('data')),
  'except("/login", cors, failing)': (policy) =>
    new Hono().use(except('/login', policy, failing)).get('/items', (c) => c.text('data')),
  'app.use(cors) and app.use(failing)': (policy) =>
    new Hono()
      .use(policy)
      .use(failing)
      .get('/items', (c) => c.text('data')),
  'cors and failing on one route': (policy) => new Hono().get('/items', policy, failing),
  'every on one route': (policy) => new Hono().get('/items', passing, every(policy, failing)),
  'a nested app': (policy) =>
    new Hono().route(
      '/',
      new Hono().use(every(policy, failing)).get('/items', (c) => c.text('data')),
    ),
  'a policy outside of the nested app': (policy) =>
    new Hono().use(policy).route(
      '/',
      new Hono().use(failing).get('/items', (c) => c.text('data')),
    ),
  'a mounted app that throws': (policy) => {
    const inner = new Hono().all('*', failing).onError((error) => {
      throw error
    })
    return new Hono().use(every(policy, passing)).mount('/', inner.fetch, { replaceRequest: false })
  },
  'middleware that catches and throws on': (policy) =>
    new Hono()
      .use(
        every(
          async (_context: Context, next: () => Promise<void>) =>
            next().catch(async (error: unknown) => Promise.reject(error as Error)),
          policy,
          failing,
        ),
      )
      .get('/items', (c) => c.text('data')),
  'no route': (policy) => new Hono().use(every(policy, failing)),
}

/** Every way in which `app.onError` makes a response. The last member says whether the context makes it. */
const ANSWERS: readonly (readonly [
  name: string,
  answer: (error: Error, context: Context) => Response | Promise<Response>,
  byContext: boolean,
])[] = [
  ['c.text with its own headers', (_error, c) => c.text('Sign in', 401, FOREIGN), true],
  ['c.json', (_error, c) => c.json('Sign in', 401, FOREIGN), true],
  ['c.body', (_error, c) => c.body('Sign in', 401, FOREIGN), true],
  ['c.html', (_error, c) => c.html('Sign in', 401, FOREIGN), true],
  ['c.newResponse', (_error, c) => c.newResponse('Sign in', { status: 401, headers: FOREIGN }), true],
  [
    'c.header and c.text',
    (_error, c) => {
      for (const [name, value] of Object.entries(FOREIGN)) c.header(name, value)
      return c.text('Sign in', 401)
    },
    true,
  ],
  ['a Response', () => new Response('Sign in', { status: 401, headers: FOREIGN }), false],
  [
    'error.getResponse()',
    () => new HTTPException(401, { res: new Response('Sign in', { headers: FOREIGN }) }).getResponse(),
    false,
  ],
]

const allowed = { ...SHARED, vary: 'Accept, Origin' }
const refused = { vary: 'Accept, Origin' }

describe.each(Object.entries(MOUNTED))('an error in %s', (mounted, mount) => {
  it('is answered by Hono, with the policy', async () => {
    const app = mount(cors(LISTED))
    const answer = await app.request(requestFrom(A))
    const { vary, ...permission } = corsHeaders(answer)

    expect([answer.status, permission]).toEqual([401, SHARED])
    // Hono keeps the headers of a response that the handler made before the error.
    expect(vary).toMatch(/^(Accept, )?Origin$/)
    expect(corsHeaders(await app.request(requestFrom(EVIL)))).toEqual({ vary })
  })

  it.each(ANSWERS)('is answered by app.onError with %s, with the policy', async (_name, answer, byContext) => {
    const seen = vi.fn<typeof answer>(answer)
    const app = mount(cors(LISTED)).onError(seen)
    // Hono returns this answer without any middleware, see docs/hosts.md.
    if (mounted === 'no route' && !byContext) return
    const good = await app.request(requestFrom(A))

    expect([good.status, corsHeaders(good)]).toEqual([401, allowed])
    expect(corsHeaders(await app.request(requestFrom(EVIL)))).toEqual(refused)
    expect(seen.mock.calls[0]?.[0]).toBeInstanceOf(HTTPException)
  })
})

describe('what next() throws', () => {
  it.each([new Error('Down'), new HTTPException(403), 'a string', undefined, { status: 401 }])(
    'reaches the middleware outside: %s',
    async (thrown) => {
      const caught: unknown[] = []
      const app = new Hono()
        .use(async (context, next) => {
          try {
            await next()
          } catch (error) {
            caught.push(error)
            context.res = context.json({}, 418, FOREIGN)
          }
        })
        .use(
          every(cors(LISTED), async () => {
            throw thrown
          }),
        )
        .get('/items', (c) => c.text('data'))
        .onError((_error, c) => c.json({}, 418, FOREIGN))
      const answer = await app.request(requestFrom(A))

      // Hono itself answers an Error before any middleware outside of the combinator sees it.
      expect(caught).toEqual(thrown instanceof Error ? [] : [thrown])
      expect([answer.status, corsHeaders(answer)]).toEqual([418, allowed])
      expect(corsHeaders(await app.request(requestFrom(EVIL)))).toEqual(refused)
    },
  )

  it('reaches the host if it is not an Error', async () => {
    const app = new Hono().use(cors(LISTED)).get('/items', async () => {
      // oxlint-disable-next-line typescript/only-throw-error -- applications do
      throw 'a string'
    })

    await expect((async () => app.request(requestFrom(A)))()).rejects.toBe('a string')
  })

  it('reaches try and catch inside of the combinator, by identity', async () => {
    const thrown = new HTTPException(409)
    let caught: unknown
    const app = new Hono()
      .use(
        every(
          async (context: Context, next: () => Promise<void>) => {
            try {
              await next()
            } catch (error) {
              caught = error
              context.res = new Response('busy', { status: 503, headers: FOREIGN })
            }
          },
          cors(LISTED),
          async () => {
            throw thrown
          },
        ),
      )
      .get('/items', (c) => c.text('data'))
    const answer = await app.request(requestFrom(A))

    expect(caught).toBe(thrown)
    expect([answer.status, corsHeaders(answer)]).toEqual([503, allowed])
  })

  it('may be thrown again after an answer was set', async () => {
    const app = new Hono()
      .use(
        every(
          async (context: Context, next: () => Promise<void>) =>
            next().catch(async (error: unknown) => {
              context.res = context.text('busy', 503)
              return Promise.reject(error)
            }),
          cors(LISTED),
          failing,
        ),
      )
      .get('/items', (c) => c.text('data'))
      .onError(() => new Response('Sign in', { status: 401, headers: FOREIGN }))
    const answer = await app.request(requestFrom(A))

    expect([answer.status, corsHeaders(answer)]).toEqual([401, { ...SHARED, vary: 'Origin, Accept' }])
    expect(corsHeaders(await app.request(requestFrom(EVIL)))).toEqual({ vary: 'Origin, Accept' })
  })

  it('is not an error if some() finds other middleware', async () => {
    const app = new Hono()
      .use(some(every(cors(LISTED), failing), passing))
      .get('/items', (c) => c.text('data', 200, FOREIGN))

    expect(corsHeaders(await app.request(requestFrom(A)))).toEqual(allowed)
    expect(corsHeaders(await app.request(requestFrom(EVIL)))).toEqual(refused)
  })

  it('may be ignored after an answer, which has the policy then', async () => {
    const app = new Hono()
      .use(async (_context, next) => next().catch(() => {}))
      .use(
        every(cors(LISTED), async (_context, next) => {
          await next()
          throw 'late'
        }),
      )
      .get('/items', (c) => c.text('data', 200, FOREIGN))
    const answer = await app.request(requestFrom(EVIL))

    expect([answer.status, corsHeaders(answer)]).toEqual([200, refused])
  })

  it('is never answered by the policy’s onError, with or without "throw"', async () => {
    const onError = vi.fn<() => Response>(() => new Response('policy'))
    for (const policy of [syncPolicy({ ...LISTED, onError }), syncPolicy({ ...LISTED, onError: 'throw' })]) {
      const app = new Hono().use(every(cors(policy), failing)).get('/items', (c) => c.text('data'))
      // oxlint-disable-next-line no-await-in-loop
      const answer = await app.request(requestFrom(A))
      expect([answer.status, corsHeaders(answer)]).toEqual([401, { ...SHARED, vary: 'Origin' }])
    }
    expect(onError).not.toHaveBeenCalled()
  })

  it('is an answer if it is a Response', async () => {
    const app = new Hono().use(every(cors(LISTED), failing)).get('/items', (c) => c.text('data'))
    const throwing = new Hono()
      .use(
        every(cors(LISTED), async () => {
          throw new Response('No entry', { status: 403, headers: FOREIGN })
        }),
      )
      .get('/items', (c) => c.text('data'))
    const answer = await throwing.request(requestFrom(A))

    expect((await app.request(requestFrom(A))).status).toBe(401)
    expect([answer.status, corsHeaders(answer)]).toEqual([403, allowed])
  })
})

describe('the answer to an error', () => {
  it('keeps its cookies, its body and its other headers', async () => {
    const app = new Hono()
      .use(async (context, next) => {
        context.header('X-Request-Id', '7')
        await next()
      })
      .use(every(cors(LISTED), failing))
      .get('/items', (c) => c.text('data'))
      .onError((_error, c) => {
        c.header('Set-Cookie', 'a=1', { append: true })
        c.header('Set-Cookie', 'b=2', { append: true })
        return c.json({ error: 'sign-in' }, 401)
      })
    const answer = await app.request(requestFrom(A))

    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect([answer.headers.get('X-Request-Id'), answer.headers.get('Content-Type')]).toEqual(['7', 'application/json'])
    await expect(answer.json()).resolves.toEqual({ error: 'sign-in' })
    expect(corsHeaders(answer)).toEqual({ ...SHARED, vary: 'Origin' })
  })

  it('may be one object for all requests, and frozen', async () => {
    const constant = new Response(null, { status: 401, headers: FOREIGN })
    // Deno itself cannot read a frozen response.
    if (!('Deno' in globalThis)) Object.freeze(constant)
    const app = new Hono()
      .use(every(cors(LISTED), failing))
      .get('/items', (c) => c.text('data'))
      .onError(() => constant)

    expect(corsHeaders(await app.request(requestFrom(A)))).toEqual(allowed)
    expect(corsHeaders(await app.request(requestFrom(EVIL)))).toEqual(refused)
    expect(Object.fromEntries(constant.headers)).toEqual({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'TRACE',
      vary: 'Accept',
    })
  })

  it('has the headers of the outer of two policies, and Vary of both', async () => {
    const inner = cors({ origin: ({ serialized }) => serialized === A, vary: ['X-Inner'] })
    const app = new Hono()
      .use(cors({ origin: ({ host }) => host === 'outer.example', vary: ['X-Outer'] }))
      .use(every(inner, failing))
      .get('/items', (c) => c.text('data'))
    const both = new Hono()
      .use(every(cors({ origin: ['https://outer.example'] }), inner, failing))
      .get('/items', (c) => c.text('data'))

    expect(corsHeaders(await app.request(requestFrom(A)))).toEqual({ vary: 'Origin, X-Inner, X-Outer' })
    expect(corsHeaders(await both.request(requestFrom(A)))).toEqual({ vary: 'Origin, X-Inner' })
    expect(corsHeaders(await both.request(requestFrom('https://outer.example')))).toEqual({
      'access-control-allow-origin': 'https://outer.example',
      vary: 'Origin, X-Inner',
    })
  })

  it('is unchanged by a guard', async () => {
    const app = new Hono()
      .use(every(cors(csrf({ self: SELF })), failing))
      .get('/items', (c) => c.text('data'))
      .onError((_error, c) => c.text('Sign in', 401, FOREIGN))
    const answer = await app.request(requestFrom(null))

    expect([answer.status, corsHeaders(answer)]).toEqual([
      401,
      { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'TRACE', vary: 'Accept' },
    ])
  })
})

describe('a handler that returned no response', () => {
  const forgetful = (() => {}) as unknown as () => Response

  it.each(ANSWERS)('is an error, answered by app.onError with %s, with the policy', async (_name, answer) => {
    const seen = vi.fn<typeof answer>(answer)
    const app = new Hono().use(passing).use(cors(LISTED)).get('/items', forgetful).onError(seen)

    expect(corsHeaders(await app.request(requestFrom(A)))).toEqual(allowed)
    expect(corsHeaders(await app.request(requestFrom(EVIL)))).toEqual(refused)
    expect(String(seen.mock.calls[0]?.[0])).toMatch(/^TypeError: The Hono handler returned undefined/)
  })

  it.each([
    ['a string', 'data', 'returned "data"'],
    ['an object', { items: [] }, 'returned an Object'],
    ['a number', 42, 'returned 42'],
  ])('is the same error if it returned %s', async (_name, value, words) => {
    const seen = vi.fn<(error: Error, c: Context) => Response>((_error, c) => c.text('Sorry', 500))
    const app = new Hono()
      .use(passing)
      .use(cors(LISTED))
      .get('/items', (() => value) as unknown as () => Response)
      .onError(seen)
    const answer = await app.request(requestFrom(A))

    expect([answer.status, corsHeaders(answer)]).toEqual([500, { ...SHARED, vary: 'Origin' }])
    expect(corsHeaders(await app.request(requestFrom(EVIL)))).toEqual({ vary: 'Origin' })
    expect(String(seen.mock.calls[0]?.[0])).toContain(`The Hono handler ${words}, expected a Response`)
  })
})

describe('a policy in front of the whole app', () => {
  const send = async (app: Hono, origin: string): Promise<Response> =>
    withCors(syncPolicy(LISTED), app).fetch(requestFrom(origin), {}, {} as never)

  it.each(ANSWERS)('covers app.onError with %s, where no route matches', async (_name, answer) => {
    const app = new Hono().use(every(passing, failing)).onError(answer)

    expect(corsHeaders(await send(app, A))).toEqual(allowed)
    expect(corsHeaders(await send(app, EVIL))).toEqual(refused)
  })

  it('covers values that Hono does not catch, and routes registered before all middleware', async () => {
    const report = vi.spyOn(console, 'error').mockReturnValue()
    const thrown = await send(
      new Hono().get('/items', () => {
        // oxlint-disable-next-line typescript/only-throw-error -- applications do
        throw 'a string'
      }),
      A,
    )
    report.mockRestore()
    const early = await send(new Hono().get('/items', (c) => c.text('data', 200, FOREIGN)).use(passing), EVIL)

    expect([thrown.status, corsHeaders(thrown)]).toEqual([500, { ...SHARED, vary: 'Origin' }])
    expect(corsHeaders(early)).toEqual(refused)
  })
})

it('covers a stream that fails after its start', async () => {
  const report = vi.spyOn(console, 'error').mockReturnValue()
  const app = new Hono().use(cors(LISTED)).get('/items', (c) =>
    stream(c, async (out) => {
      await out.write('start')
      throw new Error('Down')
    }),
  )
  const answer = await app.request(requestFrom(A))

  expect(corsHeaders(answer)).toEqual({ ...SHARED, vary: 'Origin' })
  await expect(answer.text()).resolves.toBe('start')
  report.mockRestore()
})

it('lets the policy that is mounted first decide', async () => {
  const app = new Hono()
    .use('/items', cors({ origin: [A] }))
    .use('*', cors({ origin: [EVIL], allowMethods: ['DELETE'] }))
    .get('/items', (c) => c.text('data'))

  expect(corsHeaders(await app.request(requestFrom(A)))).toEqual({ 'access-control-allow-origin': A, vary: 'Origin' })
  expect(corsHeaders(await app.request(requestFrom(EVIL)))).toEqual({ vary: 'Origin' })
  expect(corsHeaders(await app.request(preflightFrom(EVIL, 'DELETE')))).toEqual({ vary: 'Origin' })
})

it('lets a switch of protocols through that is made after an error', async () => {
  const upgrade = Object.defineProperty(new Response(null), 'status', { value: 101 })
  const app = new Hono().use(some(every(cors(LISTED), failing), passing)).get('/items', () => upgrade)

  expect(await app.request(requestFrom(A))).toBe(upgrade)
})
