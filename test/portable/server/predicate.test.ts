import { beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest'
import { cors, type Decision, type TupleOrigin } from '../../../src/index.ts'
import { corsHeaders, preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const EVIL = 'https://evil.example'

const logged = vi.spyOn(console, 'error')
beforeEach(() => {
  logged.mockReset()
  logged.mockReturnValue()
})

const isA = ({ host }: TupleOrigin): boolean => host === 'a.example'

describe('a predicate', () => {
  it.each([
    ['https://a.example', { scheme: 'https', host: 'a.example', port: null }],
    ['http://localhost:5173', { scheme: 'http', host: 'localhost', port: 5173 }],
    ['https://[2001:db8::1]:8443', { scheme: 'https', host: '[2001:db8::1]', port: 8443 }],
    ['http://127.0.0.1', { scheme: 'http', host: '127.0.0.1', port: null }],
    ['capacitor://localhost', { scheme: 'capacitor', host: 'localhost', port: null }],
  ])('gets the parts of %s', (origin, parts) => {
    const predicate = vi.fn<(origin: TupleOrigin) => boolean>(() => true)

    expect(syncPolicy({ origin: predicate }).allowsOrigin(origin)).toBe(true)
    expect(predicate.mock.calls[0]?.[0]).toEqual({ ...parts, serialized: origin })
    expect(Object.isFrozen(predicate.mock.calls[0]?.[0])).toBe(true)
  })

  it.each([
    ['null', 'origin-null'],
    ['', 'origin-malformed'],
    ['https://a.example/', 'origin-malformed'],
    ['https://A.example', 'origin-malformed'],
    ['https://a.example:443', 'origin-malformed'],
    ['https://a.example, https://a.example', 'origin-malformed'],
    ['https://a.example@evil.example', 'origin-malformed'],
    ['https://[-1::1]', 'origin-malformed'],
    [`https://${'a'.repeat(400)}`, 'origin-malformed'],
  ])('never sees %j', (origin, reason) => {
    const predicate = vi.fn<() => boolean>(() => true)
    const policy = syncPolicy({ origin: predicate })

    expect(policy.decide(requestFrom(origin))).toMatchObject({ allowed: false, reason })
    expect(policy.allowsOrigin(origin)).toBe(false)
    expect(predicate).not.toHaveBeenCalled()
  })

  it('is not asked without Origin', () => {
    const predicate = vi.fn<() => boolean>(() => true)

    expect(syncPolicy({ origin: predicate }).decide(requestFrom(null))).toMatchObject({ kind: 'none', allowed: true })
    expect(predicate).not.toHaveBeenCalled()
  })

  it('is asked once per request', async () => {
    const predicate = vi.fn<() => boolean>(() => true)
    const { wrap } = syncPolicy({ origin: predicate })
    await wrap(() => new Response())(requestFrom(A))
    await wrap(() => new Response())(preflightFrom(A))

    expect(predicate).toHaveBeenCalledTimes(2)
  })

  it('decides who gets permission, and all responses have Vary', async () => {
    const { wrap } = syncPolicy({ origin: isA, credentials: true })
    const answer = async (request: Request) => corsHeaders(await wrap(() => new Response())(request))

    await expect(answer(requestFrom(A))).resolves.toEqual({
      'access-control-allow-origin': A,
      'access-control-allow-credentials': 'true',
      vary: 'Origin',
    })
    await expect(answer(requestFrom(EVIL))).resolves.toEqual({ vary: 'Origin' })
    await expect(answer(requestFrom(null))).resolves.toEqual({ vary: 'Origin' })
  })

  it.each([1, 'true', '*', A, {}, [], undefined, null, 0, ''])('allows only with true, not with %j', (answer) => {
    const policy = syncPolicy({ origin: () => answer as boolean })

    expect(policy.decide(requestFrom(A))).toMatchObject({ allowed: false, reason: 'predicate-refused' })
  })

  it('that throws refuses, and its error is reported', async () => {
    const onDecision = vi.fn<(decision: Decision) => void>()
    const origin = () => {
      throw new Error('Database is down')
    }
    const response = await syncPolicy({ origin, onDecision }).wrap(() => new Response('data'))(requestFrom(A))

    expect(response.status).toBe(200)
    expect(corsHeaders(response)).toEqual({ vary: 'Origin' })
    expect(onDecision.mock.calls[0]?.[0]).toMatchObject({ allowed: false, reason: 'predicate-failed' })
    expect(logged.mock.calls).toEqual([[new Error('Database is down')]])
  })
})

describe('an async predicate', () => {
  const policy = cors({ origin: async (origin: TupleOrigin) => Promise.resolve(isA(origin)) })

  it('makes the policy async, also in its type', async () => {
    expectTypeOf(policy.decide(requestFrom(A))).toEqualTypeOf<Promise<Decision>>()
    await expect(policy.decide(requestFrom(A))).resolves.toMatchObject({ allowed: true, reason: 'allowed' })
    await expect(policy.decide(requestFrom(EVIL))).resolves.toMatchObject({ reason: 'predicate-refused' })
    await expect(policy.allowsOrigin(A)).resolves.toBe(true)
    await expect(policy.allowsOrigin(EVIL)).resolves.toBe(false)
  })

  it('makes the policy async even for requests that the predicate is not asked about', async () => {
    await expect(policy.decide(requestFrom(null))).resolves.toMatchObject({ kind: 'none' })
    await expect(policy.decide(requestFrom('null'))).resolves.toMatchObject({ reason: 'origin-null' })
    await expect(policy.preflight(requestFrom(A))).resolves.toBeUndefined()
    await expect(policy.allowsOrigin('null')).resolves.toBe(false)
  })

  it('answers preflights and decorates', async () => {
    const preflight = await policy.preflight(preflightFrom(A, 'GET'))
    const response = await policy.decorate(new Response(), requestFrom(A))
    const wrapped = await policy.wrap(() => new Response())(requestFrom(EVIL))

    expect(preflight?.headers.get('Access-Control-Allow-Origin')).toBe(A)
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(A)
    expect(corsHeaders(wrapped)).toEqual({ vary: 'Origin' })
  })

  it.each([1, 'true', {}, undefined])('allows only with true, not with %j', async (answer) => {
    const { decide } = cors({ origin: async () => answer as boolean })

    await expect(decide(requestFrom(A))).resolves.toMatchObject({ allowed: false, reason: 'predicate-refused' })
  })

  it('that rejects refuses, and its error is reported', async () => {
    const handler = vi.fn<() => Response>(() => new Response())
    const { wrap } = cors({ origin: () => Promise.reject<boolean>(new Error('Database is down')) })
    const response = await wrap(handler)(requestFrom(A))

    expect(corsHeaders(response)).toEqual({ vary: 'Origin' })
    expect(handler).toHaveBeenCalledOnce()
    expect(logged.mock.calls).toEqual([[new Error('Database is down')]])
  })
})

describe('a predicate that answers with anything but a boolean', () => {
  const messagesFor = (origin: () => unknown) => {
    const policy = cors({ origin: origin as () => boolean })
    return async (): Promise<string[]> => {
      const response = await policy.wrap(() => new Response())(requestFrom(A))
      expect(corsHeaders(response)).toEqual({ vary: 'Origin' })
      return logged.mock.calls.map(([error]) => String(error))
    }
  }

  it.each([
    [A, '"https://a.example"'],
    [undefined, 'undefined'],
    [null, 'null'],
    [1, '1'],
    ['', '""'],
    [[A], 'an Array'],
    [{ origin: A }, 'an Object'],
    [() => true, 'a Function'],
    ['\u001B[31mred', String.raw`"\u001b[31mred"`],
  ])('%j is reported with the way out, now or later', async (answer, quoted) => {
    const message =
      `TypeError: The predicate returned ${quoted}, expected true or false: return whether the origin is ` +
      `allowed, not the origin as in hono/cors`

    expect(await messagesFor(() => answer)()).toEqual([message])
    logged.mockClear()
    expect(await messagesFor(async () => Promise.resolve(answer))()).toEqual([message])
  })

  it('is reported once for each policy', async () => {
    const origin = (): unknown => A
    const ask = messagesFor(origin)
    await ask()
    await ask()

    expect(await ask()).toHaveLength(1)
    expect(await messagesFor(origin)()).toHaveLength(2)
  })

  it('is not asked a second time for the report', async () => {
    const origin = vi.fn<() => unknown>(() => A)
    await messagesFor(origin)()

    expect(origin).toHaveBeenCalledOnce()
  })

  it.each(['decide', 'headers', 'answer'] as const)('is reported by %s', (method) => {
    syncPolicy({ origin: () => A as never })[method](requestFrom(A))

    expect(logged).toHaveBeenCalledOnce()
  })

  it('is reported by allowsOrigin', () => {
    expect(syncPolicy({ origin: () => A as never }).allowsOrigin(A)).toBe(false)
    expect(logged).toHaveBeenCalledOnce()
  })

  it.each([true, false])('%j is not reported', async (answer) => {
    const policy = cors({ origin: async () => answer })
    await policy.decide(requestFrom(A))
    syncPolicy({ origin: () => answer }).decide(requestFrom(EVIL))

    expect(logged).not.toHaveBeenCalled()
  })
})

describe('the context', () => {
  it('is the object that the host passes after the request', async () => {
    const tenants = { hosts: ['a.example'] }
    const policy = syncPolicy({ origin: ({ host }, context) => (context as typeof tenants).hosts.includes(host) })

    expect(policy.allowsOrigin(A, tenants)).toBe(true)
    expect(policy.decide(requestFrom(A), { hosts: [] }).allowed).toBe(false)
    expect(policy.preflight(preflightFrom(A), tenants)?.headers.get('Access-Control-Allow-Origin')).toBe(A)
    expect(corsHeaders(policy.decorate(new Response(), requestFrom(A), tenants))).toHaveProperty(
      'access-control-allow-origin',
    )
    expect(
      corsHeaders(await policy.wrap((_request: Request, _env: object) => new Response())(requestFrom(A), tenants)),
    ).toHaveProperty('access-control-allow-origin')
  })
})

describe('the request in the context', () => {
  const seen: unknown[] = []
  const origin = (_origin: TupleOrigin, context: unknown): boolean => seen.push(context) > 0
  const policy = syncPolicy({ origin })
  beforeEach(() => void seen.splice(0))

  it.each<[string, (request: Request) => unknown]>([
    ['decide', (request) => policy.decide(request)],
    ['headers', (request) => policy.headers(request)],
    ['decorate', (request) => policy.decorate(new Response(), request)],
    ['wrap', (request) => policy.wrap(() => new Response())(request)],
  ])('is there for %s, even if the host passes nothing', (_name, ask) => {
    const request = requestFrom(A)
    ask(request)

    expect(seen).toEqual([{ request }])
    expect((seen[0] as { request: Request }).request).toBe(request)
  })

  it('is there for preflight', () => {
    const request = preflightFrom(A)
    policy.preflight(request)

    expect((seen[0] as { request: Request }).request).toBe(request)
  })

  it('is added to a copy of the object that the host passes', async () => {
    const env = { tenants: ['a'] }
    const request = requestFrom(A)
    await policy.wrap((_request: Request, _env: object) => new Response())(request, env)

    expect(seen).toEqual([{ request, tenants: ['a'] }])
    expect(Object.keys(env)).toEqual(['tenants'])
  })

  it('joins an instance of a class that the host passes to a wrapped handler', async () => {
    const request = requestFrom(A)
    const info = new Map([['tenant', 'a']])
    await policy.wrap((_request: Request, _info: object) => new Response())(request, info)

    expect(seen).toEqual([{ request, context: info }])
    expect((seen[0] as { context: unknown }).context).toBe(info)
  })

  it('is not added to an object that has its own request, or to an instance of a class', () => {
    class HostContext {
      readonly #tenant = 'a'
      tenant(): string {
        return this.#tenant
      }
    }
    const own = { request: requestFrom(EVIL) }
    const instance = new HostContext()
    for (const context of [own, instance, 'text', null]) policy.decide(requestFrom(A), context)

    expect(seen[0]).toBe(own)
    expect(seen[1]).toBe(instance)
    expect(seen[2]).toBe('text')
    expect(Object.keys(seen[3] as object)).toEqual(['request'])
  })

  it('lets a predicate decide by path, key or tenant', async () => {
    const byTenant = syncPolicy({
      origin: ({ host }, { request }: { request: Request }) =>
        new URL(request.url).pathname.startsWith('/a/') && host === 'a.example' && request.headers.get('x-key') === '1',
      vary: ['x-key'],
    })
    const ask = async (url: string, key: string): Promise<unknown> => {
      const request = new Request(url, { headers: { Origin: A, 'x-key': key } })
      return corsHeaders(await byTenant.wrap(() => new Response())(request))
    }

    expect(await ask('https://api.example/a/1', '1')).toEqual({
      'access-control-allow-origin': A,
      vary: 'Origin, x-key',
    })
    expect(await ask('https://api.example/b/1', '1')).toEqual({ vary: 'Origin, x-key' })
    expect(await ask('https://api.example/a/1', '2')).toEqual({ vary: 'Origin, x-key' })
  })
})

describe('the request headers in the option vary', () => {
  const policy = syncPolicy({ origin: isA, vary: ['X-Key', 'origin'] })

  it('are in Vary on every response', async () => {
    const answers = await Promise.all(
      [requestFrom(A), requestFrom(EVIL), requestFrom(null), preflightFrom(A), preflightFrom(EVIL)].map(
        async (request) => await policy.wrap(() => new Response(null, { headers: { Vary: 'Accept' } }))(request),
      ),
    )

    expect(answers.map(({ headers }) => headers.get('Vary'))).toEqual([
      'Accept, Origin, X-Key',
      'Accept, Origin, X-Key',
      'Accept, Origin, X-Key',
      'Origin, X-Key',
      'Origin, X-Key',
    ])
  })

  it('may be a star, which keeps caches out', async () => {
    const { wrap } = syncPolicy({ origin: isA, vary: ['*'] })

    expect((await wrap(() => new Response())(requestFrom(A))).headers.get('Vary')).toBe('*')
  })
})
