import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Finding, observe, type ObserveOptions } from '../../../src/audit/index.ts'
import { cors, type CorsOptions, PolicyError } from '../../../src/index.ts'
import { routes } from '../../../src/routes/index.ts'
import { preflightFrom, requestFrom, rawRequest } from '../support/requests.ts'

const A = 'https://a.example'
const EVIL = 'https://evil.example'
const NOTHING = () => new Response('data')

/** An observed policy, and the findings so far. */
function watched(options: CorsOptions, more: Partial<ObserveOptions> = {}) {
  const found: Finding[] = []
  const policy = observe(cors(options as { origin: string }), {
    sink: (finding) => found.push(finding),
    after: 3,
    ...more,
  })
  return { policy, found, rules: () => found.map(({ rule }) => rule) }
}

async function call(
  options: CorsOptions,
  times: number,
  respond: () => Response,
  request: () => Request = () => requestFrom(A),
): Promise<readonly Finding[]> {
  const { policy, found } = watched(options)
  const handler = policy.wrap(respond)
  // oxlint-disable-next-line no-await-in-loop
  for (let time = 0; time < times; time++) await handler(request())
  return found
}

const answer =
  (...headers: [string, string][]) =>
  () =>
    new Response('data', { headers })
const WITH: CorsOptions = { origin: [A], credentials: true }
const MINE = { origin: [A] }

describe('observe finds', () => {
  it.each<readonly [string, CorsOptions, () => Response, string]>([
    [
      'X-01',
      MINE,
      answer(['Access-Control-Allow-Origin', '*'], ['access-control-max-age', '1']),
      'access-control-allow-origin, access-control-max-age',
    ],
    ['V-02', MINE, answer(['Cache-Control', 'public, max-age=60']), 'cache-control: public, max-age=60'],
    ['V-02', MINE, answer(['CDN-Cache-Control', 's-maxage=60']), 'cdn-cache-control: s-maxage=60'],
    ['V-02', MINE, answer(['CDN-Cache-Control', 'Max-Age=3600']), 'cdn-cache-control: Max-Age=3600'],
    ['V-02', MINE, answer(['Surrogate-Control', 'max-age=60']), 'surrogate-control: max-age=60'],
    ['V-02', MINE, answer(['Cache-Control', 'public, a="\u009b2J"']), 'cache-control: public, a="\\u009b2J"'],
    ['C-05', WITH, answer(['Set-Cookie', 'Secure=1; HttpOnly; SameSite=Lax']), '"Secure" without Secure'],
    [
      'C-05',
      WITH,
      answer(
        ['Set-Cookie', 'ok=1; Secure; httponly; samesite = lax'],
        ['Set-Cookie', 'id=secret; Path=/; SameSite=Lax'],
      ),
      '"id" without Secure, HttpOnly',
    ],
  ])('%s at once, and only once', async (rule, options, respond, detail) => {
    const [finding, ...rest] = await call(options, 2, respond)
    expect(rest).toEqual([])
    expect(finding).toMatchObject({ rule, path: ['routes', '/items'] })
    expect(finding?.message.split(': got ')[1]).toBe(detail)
    expect(finding?.message).not.toContain('secret')
  })

  it.each<readonly [string, CorsOptions, () => Response]>([
    ['no CORS header', MINE, answer(['X-Access-Control-Allow-Origin', '*'])],
    ['a private answer', MINE, answer(['Cache-Control', 'private, max-age=60'])],
    ['an answer that browsers only keep', MINE, answer(['Cache-Control', 'max-age=60'])],
    ['an answer that networks do not keep', MINE, answer(['CDN-Cache-Control', 'max-age=0'])],
    ['an answer that no network keeps', MINE, answer(['Surrogate-Control', 'no-store, max-age=60'])],
    ['an answer that is private to networks', MINE, answer(['CDN-Cache-Control', 'max-age=60, private'])],
    ['a shared answer that is the same for all', { origin: '*' }, answer(['Cache-Control', 'public'])],
    ['a cookie without credentials', MINE, answer(['Set-Cookie', 'id=1'])],
    ['a cookie as it should be', WITH, answer(['Set-Cookie', '__Host-id=1; Secure; HttpOnly; SameSite=Lax; Path=/'])],
  ])('nothing wrong with %s', async (_what, options, respond) => {
    expect(await call(options, 2, respond)).toEqual([])
  })

  it('C-01 if no request carried credentials', async () => {
    expect(await call(WITH, 2, NOTHING)).toEqual([])
    expect(await call(WITH, 9, NOTHING)).toMatchObject([{ rule: 'C-01', checklist: 6 }])
    expect(await call(MINE, 9, NOTHING)).toEqual([])
    expect(await call(WITH, 9, NOTHING, () => preflightFrom(A))).toEqual([])
  })

  it('C-01 with the number of requests', async () => {
    const [finding] = await call(WITH, 3, NOTHING)
    expect(finding?.message).toMatch(/: got 3 requests without any$/)
  })

  it('C-05 with the name of the cookie, cut short', async () => {
    const [flag] = await call(WITH, 1, answer(['Set-Cookie', 'flag']))
    expect(flag?.message).toMatch(/: got "flag" without Secure, HttpOnly, SameSite$/)
    const [long] = await call(WITH, 1, answer(['Set-Cookie', `${'a'.repeat(200)}=1`]))
    expect(long?.message).toContain(`: got "${'a'.repeat(99)}" without`)
  })

  it.each<
    readonly [string, origin: CorsOptions['origin'], line: string, fix: string, request: (() => Request) | undefined]
  >([
    [
      'pages of the same site',
      ['https://app.example.com', 'https://*.example.com'],
      'id=1',
      'Set it with Secure, HttpOnly and SameSite=Lax',
      undefined,
    ],
    [
      'pages of another site',
      ['https://app.example.com', A],
      'id=1; Secure',
      'Set it with HttpOnly, SameSite=None and Partitioned, because the policy lists pages of other sites; each of these sites then has a cookie of its own, so let its page log in by a call',
      undefined,
    ],
    [
      'an app',
      ['capacitor://localhost'],
      'id=1; HttpOnly; Secure',
      'Set it with SameSite=None and Partitioned, because the policy lists pages of other sites; each of these sites then has a cookie of its own, so let its page log in by a call',
      undefined,
    ],
    ['pages of another site, and a SameSite', [A], 'id=1; HttpOnly; SameSite=Strict', 'Set it with Secure', undefined],
    [
      'pages of another site, and a SameSite that no browser knows',
      [A],
      'id=1; Secure; HttpOnly; SameSite=Other',
      'Set it with SameSite=None and Partitioned, because the policy lists pages of other sites; each of these sites then has a cookie of its own, so let its page log in by a call',
      undefined,
    ],
    [
      'a predicate',
      () => true,
      'id=1',
      'Set it with Secure, HttpOnly and SameSite=Lax; for pages of other sites, with SameSite=None and Partitioned in place of SameSite=Lax',
      undefined,
    ],
    [
      'a URL that a proxy has made, and a page that is near for its browser',
      ['https://app.example.com'],
      'id=1; Secure; HttpOnly',
      'Set it with SameSite=Lax',
      () =>
        rawRequest(
          'GET',
          { origin: 'https://app.example.com', 'sec-fetch-site': 'same-site' },
          'http://10.0.0.5:3000/',
        ),
    ],
  ])('C-05 with what %s need', async (_what, origin, line, fix, request) => {
    const options = { origin, credentials: true } as CorsOptions
    const [finding] = await call(options, 1, answer(['Set-Cookie', line]), request)
    expect(finding).toMatchObject({ rule: 'C-05', fix })
  })

  it('no C-01 once a request carried credentials', async () => {
    let count = 0
    const request = () => rawRequest('GET', { origin: A, ...(count++ === 1 && { cookie: 'id=1' }) })
    expect(await call(WITH, 9, NOTHING, request)).toEqual([])
  })

  it('R-01 with the refused origins, and how often each was refused', async () => {
    const origins = ['null', EVIL, EVIL]
    let count = 0
    const [finding, ...rest] = await call(MINE, 9, NOTHING, () => requestFrom(origins[count++ % 3] ?? ''))
    expect(rest).toEqual([])
    expect(finding?.message).toContain(': got 3 requests, 2 of "https://evil.example", 1 of "null"')
    expect(await call(MINE, 9, NOTHING, () => preflightFrom(EVIL))).toMatchObject([{ rule: 'R-01' }])
  })

  it('no R-01 for the same origin, for no origin, and for a refused method', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const own = () => rawRequest('POST', { origin: 'https://api.example.com', 'sec-fetch-site': 'same-origin' })
    expect(await call(MINE, 9, NOTHING, own)).toEqual([])
    expect(await call(MINE, 9, NOTHING, () => requestFrom(null))).toEqual([])
    expect(await call({ ...MINE, enforce: true }, 9, NOTHING, () => requestFrom(A, 'DELETE'))).toEqual([])
    expect(error).not.toHaveBeenCalled()
    error.mockRestore()
  })

  it('no R-01 for requests whose origin a predicate may have allowed', async () => {
    const origin = vi.fn<() => boolean>(() => true)
    const onlyGet: CorsOptions = { origin, enforce: true, allowMethods: ['GET'] }
    expect(await call(onlyGet, 9, NOTHING, () => requestFrom(A, 'POST'))).toEqual([])
    expect(origin).toHaveBeenCalledTimes(9)
    const socket = () => Object.assign(new Response(), { webSocket: {} })
    expect(await call({ origin }, 9, socket)).toEqual([])
  })

  it('R-01 for origins that a predicate refused, if the policy enforces', async () => {
    const options: CorsOptions = { origin: () => false, enforce: true, allowMethods: ['PUT'] }
    expect(await call(options, 9, NOTHING, () => requestFrom(A, 'PUT'))).toMatchObject([{ rule: 'R-01' }])
    expect(await call(options, 9, NOTHING, () => preflightFrom(A))).toMatchObject([{ rule: 'R-01' }])
    const any: CorsOptions = { ...options, allowMethods: ['*'] }
    expect(await call(any, 9, NOTHING, () => requestFrom(A, 'PUT'))).toMatchObject([{ rule: 'R-01' }])
  })

  it('faults of a response that the handler throws or rejects with', async () => {
    const thrown = answer(['Cache-Control', 'public'])
    const { policy, rules } = watched(MINE)
    const broken = policy.wrap(() => {
      // oxlint-disable-next-line only-throw-error
      throw thrown()
    })
    expect((await broken(requestFrom(A))).headers.get('cache-control')).toBe('public')
    expect(rules()).toEqual(['V-02'])
    const other = watched(MINE)
    // oxlint-disable-next-line prefer-promise-reject-errors
    const rejecting = other.policy.wrap(() => Promise.reject(thrown()))
    expect((await rejecting(requestFrom(A))).headers.get('access-control-allow-origin')).toBe(A)
    expect(other.rules()).toEqual(['V-02'])
  })

  it('the same with a predicate', async () => {
    const { policy, rules } = watched({ origin: async ({ host }) => host === 'a.example' })
    const handler = policy.wrap(async () => answer(['Cache-Control', 'public'])())
    for (const origin of [A, EVIL, EVIL, EVIL]) {
      // oxlint-disable-next-line no-await-in-loop
      await handler(requestFrom(origin))
    }
    expect(rules()).toEqual(['V-02', 'R-01'])
  })
})

describe('the observed policy', () => {
  it('answers like the original', async () => {
    const { policy } = watched(WITH)
    const plain = cors({ origin: [A], credentials: true })
    const respond = answer(['Access-Control-Allow-Origin', '*'])
    const seen = (response: Response) => [response.status, [...response.headers]]
    for (const request of [
      requestFrom(A),
      requestFrom(EVIL),
      requestFrom(null),
      preflightFrom(A),
      preflightFrom(EVIL),
    ]) {
      // oxlint-disable-next-line no-await-in-loop
      expect(seen(await policy.wrap(respond)(request))).toEqual(seen(await plain.wrap(respond)(request)))
      expect(policy.decide(request)).toEqual(plain.decide(request))
    }
    expect(policy.toJSON()).toEqual(plain.toJSON())
    expect(Object.isFrozen(policy)).toBe(true)
  })

  it('observes preflight and decorate called by hand, and passes on `this` and the other arguments', async () => {
    const { policy, rules } = watched(MINE)
    policy.decorate(answer(['access-control-a', '1'])(), requestFrom(A))
    expect(rules()).toEqual(['X-01'])
    for (let time = 0; time < 3; time++) void policy.preflight(preflightFrom(EVIL))
    expect(rules()).toEqual(['X-01', 'R-01'])
    const other = watched(MINE)
    for (let time = 0; time < 3; time++) void other.policy.decorate(NOTHING(), requestFrom(EVIL))
    expect(other.rules()).toEqual(['R-01'])
    expect(policy.preflight(requestFrom(A))).toBeUndefined()
    const host = {
      name: 'host',
      fetch: policy.wrap(function (this: unknown, _request: Request, env: string) {
        return new Response(`${(this as { name: string }).name} ${env}`)
      }),
    }
    await expect((await host.fetch(requestFrom(A), 'env')).text()).resolves.toBe('host env')
  })

  it('gives a predicate the context that the host makes', async () => {
    const seen: unknown[] = []
    const policy = observe(cors({ origin: (_origin, context) => seen.push(context) > 0 }), { sink: () => {} })
    const request = requestFrom(A)
    const handler = policy.wrap(
      (_request: Request, _env: string) => new Response(),
      (env) => ({ env }),
    )
    await handler(request, 'env')
    expect(seen).toEqual([{ request, env: 'env' }])
  })

  it('leaves answers alone that are not responses', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { policy, rules } = watched(MINE)
    const upgrade = requestFrom(A, 'GET', { Upgrade: 'websocket' })
    expect(await policy.wrap(() => undefined as never)(upgrade)).toBeUndefined()
    const socket = Object.defineProperty(new Response(), 'webSocket', { value: {} })
    expect(await policy.wrap(() => socket)(upgrade)).toBe(socket)
    expect(error).not.toHaveBeenCalled()
    expect(rules()).toEqual([])
    error.mockRestore()
  })

  it('can be observed again', () => {
    const { policy } = watched(WITH)
    expect(observe(policy, { sink: () => {} }).options).toBe(policy.options)
  })
})

describe('observed routes', () => {
  it('are paths without a query, or named by the option', async () => {
    const { policy, found } = watched(MINE, { route: ({ url }) => (url.includes('/users/') ? '/users/:id' : '/') })
    const handler = policy.wrap(answer(['Cache-Control', 'public']))
    await handler(new Request('https://api.example.com/users/1?a=/b'))
    await handler(new Request('https://api.example.com/users/2'))
    expect(found.map(({ path }) => path)).toEqual([['routes', '/users/:id']])
    const other = watched(MINE)
    await other.policy.wrap(answer(['Cache-Control', 'public']))(new Request('https://api.example.com/a/b?c=/d#e'))
    expect(other.found[0]?.path).toEqual(['routes', '/a/b'])
  })

  it('are observed together after the first hundred, so that memory is bounded', async () => {
    const { policy, found } = watched(MINE)
    const handler = policy.wrap(answer(['Cache-Control', 'public']))
    for (let at = 0; at < 300; at++) {
      // oxlint-disable-next-line no-await-in-loop
      await handler(new Request(`https://api.example.com/${at}`))
    }
    expect(found).toHaveLength(101)
    expect(found[100]?.path).toEqual(['routes', 'other routes'])
  })

  it('are cut short', async () => {
    const { policy, found } = watched(MINE)
    await policy.wrap(answer(['Cache-Control', 'public']))(new Request(`https://api.example.com/${'a'.repeat(200)}`))
    expect(found[0]?.path).toEqual(['routes', `/${'a'.repeat(98)}`])
  })

  it('are recognised by the part that is kept', async () => {
    const { policy, found } = watched(MINE)
    const handler = policy.wrap(answer(['Cache-Control', 'public']))
    const long = `https://api.example.com/${'a'.repeat(200)}`
    await handler(new Request(long))
    for (let at = 0; at < 99; at++) {
      // oxlint-disable-next-line no-await-in-loop
      await handler(new Request(`https://api.example.com/${at}`))
    }
    await handler(new Request(long))
    expect(found).toHaveLength(100)
  })

  it('keep little of the origins that clients make up', async () => {
    let count = 0
    const long = () => rawRequest('GET', { origin: `https://${count++}.${'a'.repeat(9000)}.example` })
    const { policy, found } = watched(MINE, { after: 50 })
    const handler = policy.wrap(NOTHING)
    // oxlint-disable-next-line no-await-in-loop
    for (let time = 0; time < 50; time++) await handler(long())
    expect(found[0]?.message.length).toBeLessThan(1500)
    expect(found[0]?.message).toContain('42 of "others"')
  })
})

function issuesOf(attempt: () => unknown): readonly string[] {
  try {
    attempt()
    return []
  } catch (error) {
    if (error instanceof PolicyError) return error.issues.map(({ message }) => message)
    throw error
  }
}

describe('faults', () => {
  afterEach(() => vi.restoreAllMocks())

  it('of the sink are reported on the console', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const sink = () => {
      throw new Error('full')
    }
    const { policy } = watched(MINE, { sink })
    const response = await policy.wrap(answer(['access-control-a', '1']))(requestFrom(A))
    expect(response.status).toBe(200)
    expect(error).toHaveBeenCalledExactlyOnceWith(new Error('full'))
  })

  it('of the handler are left to the policy', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { policy } = watched(MINE)
    const response = await policy.wrap(() => {
      throw new Error('broken')
    })(requestFrom(A))
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([500, A])
    expect(error).toHaveBeenCalledExactlyOnceWith(new Error('broken'))
  })

  it('of the arguments are reported all at once', () => {
    const attempt = () => observe({ origin: A } as never, { sink: 1, route: '/', after: 0 } as never)
    expect(attempt).toThrow(PolicyError)
    expect(issuesOf(attempt)).toEqual([
      'policy is an Object, expected the result of cors() or routes()',
      'sink is 1, expected a function',
      'route is "/", expected a function',
      'after is 0, expected a whole number above 0',
    ])
    expect(issuesOf(() => observe(cors({ origin: [] }), undefined as never))).toEqual([
      'sink is missing, expected a function',
    ])
  })
})

describe('a table', () => {
  const open = cors({ origin: '*' })
  const ours = cors({ origin: [A], credentials: true })
  const ask = (path: string, origin = A, method = 'GET') =>
    rawRequest(method, { origin }, `https://api.example.com${path}`)

  it('is watched by the row of each request, with the policy of the row', async () => {
    const found: Finding[] = []
    const table = observe(routes({ 'GET /doc/:id': open, '/doc/:id': ours, '/api/*': ours }), {
      sink: (finding) => found.push(finding),
      after: 2,
    })
    const handler = table.wrap(answer(['Cache-Control', 'public']))
    for (const path of ['/doc/1', '/doc/2', '/api/1', '/api/2', '/a', '/b', '/api'])
      // oxlint-disable-next-line no-await-in-loop
      for (let time = 0; time < 2; time++) await handler(ask(path))
    expect(found.map(({ rule, path }) => `${rule} ${path[1]}`)).toEqual([
      'V-02 /api/*',
      'C-01 /api/*',
      'V-02 otherwise',
      'R-01 otherwise',
      'V-02 uncertain',
      'R-01 uncertain',
    ])
    expect(table.find(ask('/doc/1')).key).toBe('GET /doc/:id')
  })

  it('may have other names for its routes', async () => {
    const found: Finding[] = []
    const table = observe(routes({ '/*': ours }), { sink: (finding) => found.push(finding), route: () => 'mine' })
    await table.wrap(answer(['Cache-Control', 'public']))(ask('/x'))
    expect(found[0]?.path).toEqual(['routes', 'mine'])
  })

  it('is what `observe` takes, but no other layer', () => {
    const layer = { wrap: () => {} }
    expect(() => observe(layer as never, { sink: () => {} })).toThrow('expected the result of cors() or routes()')
  })
})
