import { describe, expect, it, vi } from 'vitest'
import { cors } from '../../../src/index.ts'
import { corsHeaders, preflightFrom, requestFrom, respond, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const B = 'https://b.example'
const EVIL = 'https://evil.example'
const SHARED = { 'access-control-allow-origin': A, vary: 'Origin' }

/** An object that has `then`, but is not a promise. */
function thenable<Value>(value: Value): Promise<Value> {
  // oxlint-disable-next-line unicorn/no-thenable
  return { then: (resolve: (value: Value) => void) => resolve(value) } as unknown as Promise<Value>
}

/** What a call over RPC gives on Workers: a promise that can also be called, so that its type is `function`. */
function callable<Value>(value: Value): Promise<Value> {
  return Object.assign(() => {}, thenable(value))
}

describe.each([thenable, callable])('thenables: %o', (promise) => {
  it.each([
    [true, 'allowed'],
    [false, 'predicate-refused'],
  ])('a predicate may return one: %s gives %s', async (answer, reason) => {
    const policy = cors({ origin: () => promise(answer), credentials: true, allowMethods: ['PUT'] })

    expect(await policy.decide(preflightFrom(EVIL))).toMatchObject({ reason })
    expect((await policy.preflight(preflightFrom(EVIL)))?.headers.has('access-control-allow-origin')).toBe(answer)
  })

  it('a handler may return one', async () => {
    const handler = cors({ origin: A }).wrap(() =>
      promise(new Response('data', { headers: { 'Access-Control-Allow-Origin': '*' } })),
    )

    expect(corsHeaders(await handler(requestFrom(A)))).toEqual(SHARED)
    expect(corsHeaders(await handler(requestFrom(EVIL)))).toEqual({ vary: 'Origin' })
  })
})

describe('a response that the application shares between requests', () => {
  it('never names the origin of another request', () => {
    const shared = new Response(null, { status: 204 })
    const handler = syncPolicy({ origin: [A, B] }).wrap(() => shared)
    const [first, second] = [handler(requestFrom(A)) as Response, handler(requestFrom(B)) as Response]

    expect([first, second].map((response) => response.headers.get('access-control-allow-origin'))).toEqual([A, B])
    expect(second.status).toBe(204)
  })
})

describe('onError', () => {
  const fault = new Error('broken')
  const options = { origin: [A] }
  const fail = (): never => {
    throw fault
  }

  it('may return nothing, which gives the empty 500', () => {
    const report = vi.spyOn(console, 'error').mockReturnValue()
    const response = respond({ ...options, onError: (() => {}) as unknown as () => Response }, requestFrom(A), fail)

    expect([response.status, corsHeaders(response), report.mock.calls]).toEqual([500, SHARED, [[fault]]])
    report.mockRestore()
  })

  it('may throw a response', () => {
    const onError = (): never => {
      throw new Response('sorry', { status: 503 })
    }

    expect(respond({ ...options, onError }, requestFrom(A), fail)).toMatchObject({ status: 503 })
  })
})

it('wrap keeps this', async () => {
  const host = {
    name: 'host',
    fetch: cors({ origin: A }).wrap(function (this: { name: string } | void, _request: Request) {
      return new Response(this?.name)
    }),
  }

  await expect((await host.fetch(requestFrom(A))).text()).resolves.toBe('host')
})

describe('a polluted Object.prototype', () => {
  it.each(['webSocket', 'wrap', 'isPublic', 'predicate', 'onError'])('cannot turn protection off: %s', (name) => {
    const answer = new Response('data', { headers: { 'Access-Control-Allow-Origin': '*' } })
    const request = requestFrom(EVIL)
    // oxlint-disable-next-line eslint/no-extend-native
    Object.defineProperty(Object.prototype, name, { value: true, configurable: true })
    try {
      expect(corsHeaders(respond({ origin: [A] }, request, () => answer))).toEqual({ vary: 'Origin' })
    } finally {
      Reflect.deleteProperty(Object.prototype, name)
    }
  })
})

describe('odd input', () => {
  it('null as origin is never allowed', () => {
    const origin = new Headers().get('origin') as string

    expect(syncPolicy({ origin: [A] }).allowsOrigin(origin)).toBe(false)
    expect(syncPolicy({ origin: () => true }).allowsOrigin(origin)).toBe(false)
  })

  it('a list is read once, so that it cannot change after the check', () => {
    let reads = 0
    const methods = new Proxy(['PUT'], {
      get: (list, key) => (key === '0' && reads++ ? '*' : Reflect.get(list, key)),
    })

    expect(syncPolicy({ origin: [A], credentials: true, allowMethods: methods }).toJSON().allowMethods).toEqual(['PUT'])
  })

  it.each(['https://a.example', [['origin', A]], () => A])('%o as options has no origin', (options) => {
    expect(() => cors(options as unknown as { origin: string })).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ code: 'origin-missing' })] }),
    )
  })
})
