import * as fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { cors, type CorsOptions, type CorsPolicy, PolicyError } from '../../../src/index.ts'
import { type Difference, shadow } from '../../../src/rollout/index.ts'
import { allOptions, anyAnswer, anyRequest, FEWER_RUNS } from '../support/arbitraries.ts'
import { routes } from '../../../src/routes/index.ts'
import { preflightFrom, rawRequest, requestFrom } from '../support/requests.ts'

const A = 'https://a.example'
const B = 'https://b.example'
const EVIL = 'https://evil.example'
const data = () => new Response('data')

afterEach(() => vi.useRealTimers())

/** Two policies, and the differences so far. */
function tried(current: CorsOptions, next: CorsOptions, percent?: number) {
  const found: Difference[] = []
  const policy = shadow(cors(current as typeof CURRENT), cors(next as typeof CURRENT), {
    onDifference: (difference) => found.push(difference),
    percent,
  })
  return { policy, found, handler: policy.wrap(data) }
}
const CURRENT = { origin: '*' } as const
const brief = ({ kind, origin, method, current, next }: Difference) => [
  kind,
  origin,
  method,
  current.reason,
  next.reason,
]
const bytes = async (response: Response | undefined) =>
  response && [response.status, [...response.headers], await response.text()]

describe('shadow', () => {
  it('reports what the next policy would refuse or allow, and answers with the current one', async () => {
    const { handler, found } = tried(
      { origin: [A, B], allowMethods: ['GET', 'PUT'], allowHeaders: ['x-a'] },
      { origin: [A, 'https://c.example'], allowMethods: ['GET'] },
    )
    const requests = [
      requestFrom(A),
      requestFrom(B),
      requestFrom('https://c.example'),
      requestFrom(EVIL),
      requestFrom(null),
      preflightFrom(A, 'PUT'),
      preflightFrom(A, 'GET', 'x-a'),
      preflightFrom(B, 'GET'),
    ]
    const answers = await Promise.all(requests.map(async (request) => handler(request)))
    expect(answers.map(({ headers }) => headers.get('access-control-allow-origin'))).toEqual([
      ...[A, B, null, null, null],
      ...[A, A, B],
    ])
    expect(found.map(brief)).toEqual([
      ['actual', B, 'GET', 'allowed', 'origin-not-listed'],
      ['actual', 'https://c.example', 'GET', 'origin-not-listed', 'allowed'],
      ['preflight', A, 'PUT', 'allowed', 'method-not-listed'],
      ['preflight', A, 'GET', 'allowed', 'headers-not-listed'],
      ['preflight', B, 'GET', 'allowed', 'origin-not-listed'],
    ])
    expect(found.every(({ answered, omitted }) => answered === 'current' && omitted === 0)).toBe(true)
  })

  it('reports cookies that the next policy would not take', async () => {
    const { handler, found } = tried({ origin: [A], credentials: true }, { origin: [A] })
    await handler(requestFrom(A))
    expect(found).toEqual([])
    // Not every runtime lets a script set this header.
    const request = requestFrom(A)
    const headers = { get: (name: string) => (name === 'cookie' ? 'a=1' : request.headers.get(name)) }
    await handler(new Proxy(request, { get: (_, name) => (name === 'headers' ? headers : Reflect.get(request, name)) }))
    expect(found.map(brief)).toEqual([['actual', A, 'GET', 'allowed', 'allowed']])
  })

  it('changes no byte of an answer, whatever the policies and the request are', async () => {
    await fc.assert(
      fc.asyncProperty(allOptions, allOptions, anyRequest, anyAnswer, async (first, second, request, answer) => {
        const [current, next] = [cors(first as typeof CURRENT), cors(second as typeof CURRENT)]
        const policy = shadow(current, next, { onDifference: () => {} })
        for (const [shadowed, alone] of [
          [(asked: Request) => policy.wrap(answer)(asked), (asked: Request) => current.wrap(answer)(asked)],
          [(asked: Request) => policy.preflight(asked), (asked: Request) => current.preflight(asked)],
          [(asked: Request) => policy.decorate(answer(), asked), (asked: Request) => current.decorate(answer(), asked)],
        ] as const) {
          // oxlint-disable-next-line no-await-in-loop
          expect(await bytes(await shadowed(request.clone()))).toEqual(await bytes(await alone(request.clone())))
        }
        for (const name of ['answer', 'headers', 'decide'] as const)
          // oxlint-disable-next-line no-await-in-loop
          expect(await policy[name](request)).toEqual(await (current as CorsPolicy)[name](request))
      }),
      FEWER_RUNS,
    )
  })

  it('answers each origin with one of the two, and says in Vary that the origin decides', async () => {
    await fc.assert(
      fc.asyncProperty(
        allOptions,
        allOptions,
        anyRequest,
        fc.integer({ min: 1, max: 99 }),
        async (first, second, request, percent) => {
          const { policy, found } = tried(first, second, percent)
          const answer = await policy.answer(request)
          const both = [cors(first as typeof CURRENT), cors(second as typeof CURRENT)]
          const expected = await Promise.all(both.map(async (one: CorsPolicy) => (await one.headers(request)).set))
          expect(expected).toContainEqual(answer.set)
          expect(answer.vary.toLowerCase()).toMatch(/\borigin\b/)
          const decision = await policy.decide(request)
          for (const { answered, ...decisions } of found) expect(decisions[answered]).toEqual(decision)
        },
      ),
      FEWER_RUNS,
    )
  })

  it('divides origins by the percentage, and moves them only to the next policy when it grows', async () => {
    const origins = Array.from({ length: 2000 }, (_, at) => `https://tenant-${at}.example`)
    const nextOnes = (percent: number) => {
      const { policy } = tried({ origin: [A] }, CURRENT, percent)
      return new Set(origins.filter((origin) => policy.allowsOrigin(origin)))
    }
    const sets = [0, 1, 10, 50, 99, 100].map(nextOnes)
    const [none, one, ten, half, most, all] = sets.map(({ size }) => size / origins.length)
    expect([none, all]).toEqual([0, 1])
    // Four standard deviations of a fair choice.
    expect(Math.abs(one! - 0.01)).toBeLessThan(0.01)
    expect(Math.abs(ten! - 0.1)).toBeLessThan(0.03)
    expect(Math.abs(half! - 0.5)).toBeLessThan(0.05)
    expect(Math.abs(most! - 0.99)).toBeLessThan(0.01)
    const lost = sets.flatMap((set, at) => [...set].filter((origin) => !(sets[at + 1] ?? set).has(origin)))
    expect(lost).toEqual([])
  })

  it('reports each kind of difference once a minute, at most 100 in all, and counts the others', async () => {
    vi.useFakeTimers()
    const { handler, found } = tried(CURRENT, { origin: [A] })
    await handler(requestFrom(EVIL))
    for (let time = 0; time < 10; time++) void handler(requestFrom(EVIL))
    expect(found).toHaveLength(1)
    for (let time = 0; time < 10_000; time++) void handler(requestFrom(`https://${time}.example`))
    expect(found).toHaveLength(100)
    vi.advanceTimersByTime(60_000)
    await handler(requestFrom(EVIL))
    expect(found.at(-1)).toMatchObject({ origin: EVIL, omitted: 10_000 + 1 - 100 })
    // A clock that is set back does not silence the reports.
    vi.setSystemTime(0)
    await handler(requestFrom(EVIL))
    expect(found).toHaveLength(102)
  })

  it('does not wait for the next policy, and survives its errors and those of the hook', async () => {
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    const never = cors({ origin: () => new Promise<boolean>(() => {}) })
    const fails = cors({
      origin: () => {
        throw new Error('Down')
      },
    })
    for (const next of [never, fails]) {
      const policy = shadow(cors({ origin: [A] }), next, {
        onDifference: () => {
          throw new Error('Sink')
        },
      })
      // oxlint-disable-next-line no-await-in-loop
      const response = await policy.wrap(data)(requestFrom(A))
      expect(response.headers.get('access-control-allow-origin')).toBe(A)
    }
    expect(errors.mock.calls.map(([error]) => (error as Error).message)).toEqual(['Down', 'Sink'])
    errors.mockRestore()
  })

  it('reports an error of a hook that is async', async () => {
    const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
    const policy = shadow(cors({ origin: [A] }), cors({ origin: [B] }), {
      onDifference: async () => {
        throw new Error('Sink')
      },
    })
    await policy.wrap(data)(requestFrom(A))
    await new Promise((wake) => setTimeout(wake))
    expect(errors).toHaveBeenCalledTimes(1)
    errors.mockRestore()
  })

  it('gives both predicates the context of the host', async () => {
    const contexts: unknown[] = []
    const policy = (answer: boolean) =>
      cors({ origin: (_origin, context: { env: unknown }) => contexts.push(context.env) > 0 && answer })
    const handler = shadow(policy(true), policy(false), { onDifference: () => {} }).wrap(
      (_request: Request, _env: string) => data(),
      (env) => ({ env }),
    )
    await handler(requestFrom(A), 'production')
    expect(contexts).toEqual(['production', 'production', 'production'])
  })

  it('has the options and the JSON of the current policy', () => {
    const { policy } = tried({ origin: [A] }, { origin: [B] })
    expect(policy.options.origin).toEqual([A])
    expect(policy.toJSON().origin).toEqual([A])
  })

  it('refuses wrong arguments, all at once', () => {
    const wrong = () => shadow({} as CorsPolicy, cors({ origin: [A] }), { percent: 101, onDifference: 'log' as never })
    expect(wrong).toThrow(PolicyError)
    expect(wrong).toThrow(/current[^]*onDifference[^]*percent/)
    expect(() => shadow(cors(CURRENT), cors({ origin: '*', cookieless: true }), { onDifference: () => {} })).toThrow(
      'cookieless is true, expected false',
    )
    expect(() => shadow(cors(CURRENT), cors(CURRENT), { onDifferences: () => {} } as never)).toThrow(/onDifference/)
  })
})

describe('shadow of tables', () => {
  const ask = (path: string, origin: string, method = 'GET') =>
    rawRequest(method, { origin, cookie: 'a=1' }, `https://api.example.com${path}`)
  const current = routes({ '/a': { origin: [A, B], credentials: true }, '/b': { origin: [A] } })
  const next = routes({ '/a': { origin: [A] }, '/*': { origin: [A] } })

  it('compares the rows of each request, and is a table', async () => {
    const found: Difference[] = []
    const table = shadow(current, next, { onDifference: (difference) => found.push(difference) })
    for (const path of ['/a', '/b', '/c']) {
      // oxlint-disable-next-line no-await-in-loop
      await table.answer(ask(path, A))
      // oxlint-disable-next-line no-await-in-loop
      await table.answer(ask(path, B))
    }
    expect(found.map(brief)).toEqual([
      ['actual', A, 'GET', 'allowed', 'allowed'],
      ['actual', B, 'GET', 'allowed', 'origin-not-listed'],
      ['actual', A, 'GET', 'origin-not-listed', 'allowed'],
    ])
    expect([table.rows, table.otherwise]).toEqual([current.rows, current.otherwise])
    expect(table.find(ask('/c', A)).key).toBeUndefined()
    const all = shadow(current, next, { onDifference: () => {}, percent: 100 })
    expect(all.find(ask('/c', A)).key).toBe('/*')
    expect((await all.answer(ask('/c', A))).set).toContainEqual(['Access-Control-Allow-Origin', A])
  })

  it('compares no table with a policy', () => {
    const policy = cors({ origin: [A] })
    const options = { onDifference: () => {} }
    expect(() => shadow(current, policy as never, options)).toThrow(
      'next is an Object, expected a table, as the current one: routes({}, { otherwise: policy })',
    )
    expect(() => shadow(policy, next as never, options)).toThrow('expected a policy, as the current one')
    expect(shadow(current, routes({}, { otherwise: policy }), options).rows).toHaveLength(2)
  })
})
