import { describe, expect, it } from 'vitest'
import { cors } from '../../../src/index.ts'
import { corsHeaders, permissions, preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const B = 'https://b.example'

describe('a compiled policy', () => {
  it('works without this', async () => {
    const { decide, preflight, decorate, wrap, allowsOrigin, toJSON } = syncPolicy({ origin: [A] })

    expect(decide(requestFrom(A)).allowed).toBe(true)
    expect(preflight(preflightFrom(A))?.status).toBe(204)
    expect(permissions(decorate(new Response(), requestFrom(A)))).toHaveLength(1)
    expect((await wrap(() => new Response())(requestFrom(A))).status).toBe(200)
    expect(allowsOrigin(A)).toBe(true)
    expect(toJSON().origin).toEqual([A])
  })

  it('is frozen, and so is its JSON', () => {
    const policy = syncPolicy({ origin: [A], allowHeaders: ['x-a'], exposeHeaders: ['x-b'] })
    const { origin, allowMethods, allowHeaders, exposeHeaders } = policy.toJSON()

    for (const part of [policy, policy.toJSON(), origin, allowMethods, allowHeaders, exposeHeaders])
      expect(Object.isFrozen(part)).toBe(true)
  })

  it.each([
    ['no origin', requestFrom(null), { kind: 'none', allowed: true, reason: 'no-origin', origin: null }],
    ['an actual request', requestFrom(A), { kind: 'actual', allowed: true, reason: 'allowed', origin: A }],
    ['another origin', requestFrom(B), { kind: 'actual', allowed: false, reason: 'origin-not-listed', origin: B }],
    [
      'a malformed origin',
      requestFrom('x'),
      { kind: 'actual', allowed: false, reason: 'origin-malformed', origin: 'x' },
    ],
    [
      'a preflight',
      preflightFrom(A, 'GET'),
      { kind: 'preflight', allowed: true, reason: 'allowed', origin: A, method: 'GET' },
    ],
    [
      'another header',
      preflightFrom(A, 'GET', 'x-b'),
      {
        kind: 'preflight',
        allowed: false,
        reason: 'headers-not-listed',
        origin: A,
        method: 'GET',
        refusedHeaders: ['x-b'],
      },
    ],
  ])('makes decisions that are plain, frozen data without unused properties: %s', (_, request, expected) => {
    const decision = syncPolicy({ origin: [A] }).decide(request)

    expect(decision).toStrictEqual(expected)
    expect(Object.isFrozen(decision) && Object.isFrozen(decision.refusedHeaders)).toBe(true)
  })

  it('ignores later changes of the options', () => {
    const origin = [A]
    const allowMethods = ['GET']
    const allowHeaders = ['x-a']
    const exposeHeaders = ['x-b']
    const options = { origin, allowMethods, allowHeaders, exposeHeaders, credentials: false }
    const policy = syncPolicy(options)
    const before = [policy.toJSON(), corsHeaders(policy.preflight(preflightFrom(A)) as Response)]
    for (const list of [origin, allowMethods, allowHeaders, exposeHeaders]) list.splice(0, 1, '*')
    options.credentials = true

    expect([policy.toJSON(), corsHeaders(policy.preflight(preflightFrom(A)) as Response)]).toEqual(before)
    expect(policy.allowsOrigin(A)).toBe(true)
    expect(policy.allowsOrigin(B)).toBe(false)
  })

  it('accepts frozen options', () => {
    expect(syncPolicy(Object.freeze({ origin: Object.freeze([A]) })).allowsOrigin(A)).toBe(true)
  })
})

describe('toJSON', () => {
  it.each([
    { origin: '*' },
    { origin: [A, 'https://*.b.example', 'http://localhost:*'], credentials: true, enforce: true },
    {
      origin: A,
      allowMethods: ['PUT'],
      allowHeaders: ['X-A'],
      exposeHeaders: ['x-b'],
      maxAge: 0,
      preflightStatus: 200,
    },
    { origin: [], onError: 'throw', dangerouslyAllowNullOrigin: true, dangerouslyReflectHeaders: true },
    { origin: ['http://a.example'], credentials: true, dangerouslyAllowInsecureOrigins: true },
    { origin: ['https://*.vercel.app'], credentials: true, dangerouslyAllowPublicSuffixes: true },
  ] as const)('describes the same policy as %j', (options) => {
    const json = syncPolicy(options).toJSON()

    expect(json).toMatchObject({ ...options, origin: options.origin === '*' ? '*' : [options.origin].flat() })
    expect(syncPolicy(json).toJSON()).toEqual(json)
    expect(syncPolicy(JSON.parse(JSON.stringify(json))).toJSON()).toEqual(json)
  })

  it('leaves out functions', () => {
    const json = cors({ origin: A, onDecision: () => {}, onError: () => new Response() }).toJSON()

    expect(Object.values(json).some((value) => typeof value === 'function')).toBe(false)
  })

  it('throws if the policy has a predicate', () => {
    const policy = syncPolicy({ origin: () => true })

    expect(() => policy.toJSON()).toThrow(TypeError)
    expect(() => JSON.stringify(policy)).toThrow(/^A policy with a predicate has no JSON/)
  })
})

describe('options', () => {
  const predicate = ({ host }: { host: string }) => host === 'a.example'

  it.each([
    [{ origin: A, credentials: true }, [A]],
    [{ origin: '*' }, '*'],
    [{ origin: predicate, credentials: true }, predicate],
  ] as const)('are %j with defaults, frozen, without hooks', (given, origin) => {
    const { options } = cors(Object.assign({ onDecision: () => {} }, given as { origin: string }))

    expect(options).toMatchObject({ ...given, origin, allowMethods: ['GET', 'HEAD', 'POST'] })
    expect(Reflect.get(options, 'onDecision')).toBeUndefined()
    expect(Object.isFrozen(options)).toBe(true)
    expect([A, B].map((one) => cors(options).allowsOrigin(one))).toEqual([true, given.origin === '*'])
  })
})

describe('dangerouslyAllowNullOrigin', () => {
  const policy = syncPolicy({ origin: [A], exposeHeaders: ['x-b'], dangerouslyAllowNullOrigin: true })

  it('answers an opaque origin with a star, not with null', () => {
    expect(policy.allowsOrigin('null')).toBe(true)
    expect(corsHeaders(policy.decorate(new Response(), requestFrom('null')))).toEqual({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'x-b',
      vary: 'Origin',
    })
    expect(policy.preflight(preflightFrom('null', 'GET'))?.headers.get('Access-Control-Allow-Origin')).toBe('*')
  })

  it.each(['NULL', 'null, null', 'https://null', B, ''])('does not allow %j', (origin) => {
    expect(policy.allowsOrigin(origin)).toBe(false)
    expect(permissions(policy.decorate(new Response(), requestFrom(origin)))).toEqual([])
  })

  it('allows null without asking the predicate, which sees tuple origins only', () => {
    const { allowsOrigin } = syncPolicy({ origin: () => false, dangerouslyAllowNullOrigin: true })

    expect([allowsOrigin('null'), allowsOrigin(A)]).toEqual([true, false])
  })
})

describe('dangerouslyReflectHeaders', () => {
  const policy = syncPolicy({ origin: [A], credentials: true, allowHeaders: ['X-A'], dangerouslyReflectHeaders: true })
  const lists = (names?: string) => {
    const headers = policy.preflight(preflightFrom(A, 'GET', names))?.headers
    return [headers?.get('Access-Control-Allow-Headers'), headers?.get('Vary')]
  }

  it.each([
    [undefined, 'X-A'],
    ['x-b, X-C', 'X-A, x-b, x-c'],
    ['x-a,x-b,x-b', 'X-A, x-b'],
    ['authorization', 'X-A, authorization'],
    ['x b', 'X-A'],
    ['x-b\u007f', 'X-A'],
    ['x-b,*', 'X-A, x-b'],
    ['*', 'X-A'],
    ['x-b,'.repeat(129), null],
  ])('answers %j with %j', (names, list) => {
    expect(lists(names)).toEqual([list, 'Origin, Access-Control-Request-Headers'])
  })

  it('allows the names that it reflects, but not a star', () => {
    expect(policy.decide(preflightFrom(A, 'GET', 'x-b,authorization')).allowed).toBe(true)
    expect(policy.decide(preflightFrom(A, 'GET', 'x-b,*'))).toMatchObject({ allowed: false, refusedHeaders: ['*'] })
    expect(policy.decide(preflightFrom(A, 'GET', 'x b'))).toMatchObject({ reason: 'headers-malformed' })
  })

  it('sends no names to a refused origin, and adds nothing to Vary on actual responses', () => {
    expect(corsHeaders(policy.preflight(preflightFrom(B, 'GET', 'x-b')) as Response)).toEqual({ vary: 'Origin' })
    expect(policy.decorate(new Response(), requestFrom(A)).headers.get('Vary')).toBe('Origin')
  })

  it('makes a public policy vary on the requested names only', () => {
    const { preflight, decorate } = syncPolicy({ origin: '*', dangerouslyReflectHeaders: true })

    expect(preflight(preflightFrom(A, 'GET', 'x-b'))?.headers.get('Vary')).toBe('Access-Control-Request-Headers')
    expect(decorate(new Response(), requestFrom(A)).headers.get('Vary')).toBeNull()
  })
})
