import { describe, expect, it } from 'vitest'
import { cors, type CorsOptions, type CorsRequest } from '../../../src/index.ts'
import { preflightFrom, requestFrom, syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const EVIL = 'https://evil.example'

const OPTIONS: CorsOptions = {
  origin: [A],
  credentials: true,
  allowMethods: ['GET', 'PUT'],
  allowHeaders: ['x-id'],
  exposeHeaders: ['x-total'],
  maxAge: 600,
}

describe('the answer as data', () => {
  it('has lines to set, names to merge and lines to remove, for an actual request', () => {
    expect(syncPolicy(OPTIONS).headers(requestFrom(A))).toEqual({
      set: [
        ['Access-Control-Allow-Origin', A],
        ['Access-Control-Allow-Credentials', 'true'],
        ['Access-Control-Expose-Headers', 'x-total'],
      ],
      vary: 'Origin',
      remove: /^access-control-/i,
    })
  })

  it('is complete for a preflight', () => {
    expect(syncPolicy(OPTIONS).headers(preflightFrom(A, 'PUT'))).toEqual({
      status: 204,
      set: [
        ['Access-Control-Allow-Origin', A],
        ['Access-Control-Allow-Credentials', 'true'],
        ['Access-Control-Allow-Methods', 'GET, PUT'],
        ['Access-Control-Allow-Headers', 'x-id'],
        ['Access-Control-Max-Age', '600'],
      ],
      vary: 'Origin',
      remove: /^access-control-/i,
    })
  })

  it('sets nothing for a refused request, but has Vary', () => {
    expect(syncPolicy(OPTIONS).headers(requestFrom(EVIL))).toMatchObject({ set: [], vary: 'Origin' })
    expect(syncPolicy(OPTIONS).headers(preflightFrom(EVIL))).toMatchObject({ status: 204, set: [], vary: 'Origin' })
    expect(syncPolicy({ origin: '*' }).headers(requestFrom(null))).toMatchObject({
      set: [['Access-Control-Allow-Origin', '*']],
      vary: '',
    })
  })

  it('is a 403 with a body if an enforced policy refuses', () => {
    expect(syncPolicy({ ...OPTIONS, enforce: true }).headers(requestFrom(EVIL))).toMatchObject({
      status: 403,
      body: 'Cross-origin request refused: origin-not-listed',
      set: [['Cache-Control', 'no-store']],
      vary: 'Origin, Sec-Fetch-Site',
    })
  })

  it('is a copy, so that changing it changes no other answer', () => {
    const policy = syncPolicy(OPTIONS)
    for (const request of [requestFrom(A), preflightFrom(A, 'PUT')]) {
      const before = JSON.stringify(policy.headers(request))
      for (const line of policy.headers(request).set as [string, string][]) line[1] = EVIL
      expect(JSON.stringify(policy.headers(request))).toBe(before)
    }
  })

  it('needs only a method, a URL and headers.get(), not a Request', async () => {
    const raw: CorsRequest = {
      method: 'GET',
      url: 'https://api.example/',
      headers: { get: (name) => (name === 'origin' ? A : null) },
    }
    const policy = cors({ origin: async ({ host }) => Promise.resolve(host === 'a.example') })

    expect((await policy.headers(raw)).set).toEqual([['Access-Control-Allow-Origin', A]])
    expect((await policy.decide(raw)).allowed).toBe(true)
  })
})

const POLICIES: Readonly<Record<string, CorsOptions>> = {
  listed: OPTIONS,
  public: { origin: '*', exposeHeaders: ['*'] },
  enforced: { ...OPTIONS, enforce: true },
  reflecting: { origin: [A], dangerouslyReflectHeaders: true, allowHeaders: ['x-a'] },
  null: { origin: [A], dangerouslyAllowNullOrigin: true, timingAllowOrigin: true },
  timing: { ...OPTIONS, enforce: true, timingAllowOrigin: true },
  predicate: { origin: ({ host }) => host === 'a.example', vary: ['x-key'], preflightStatus: 200 },
}

const LONG = Array.from({ length: 200 }, (_, at) => `x-${at}`).join(',')

/** Each origin with an actual request, and with preflights that ask for these names. */
const REQUESTS = [A, EVIL, 'null', 'https://A.example', null].flatMap((origin) =>
  [undefined, 'x-a, x-b', 'x-id', 'x y', LONG, ''].map((names) => [origin, names] as const),
)

function makeRequest(origin: string | null, names: string | undefined): Request {
  if (names === undefined) return requestFrom(origin)
  const headers = new Headers({ 'Access-Control-Request-Method': 'PUT', 'Access-Control-Request-Headers': names })
  if (origin !== null) headers.set('Origin', origin)
  return new Request('https://api.example/', { method: 'OPTIONS', headers })
}

describe.each(Object.entries(POLICIES))(
  'the data of the policy %s, applied by hand, gives the same response as wrap()',
  (_name, options) => {
    it.each(REQUESTS)('for %s that asks for %j', async (...asked) => {
      const policy = cors(options)
      const app = {
        'Access-Control-Allow-Origin': 'https://app.example',
        'Timing-Allow-Origin': '*, https://app.example',
        'X-App': '1',
        Vary: 'Accept',
      }
      const { status, body, set, vary, remove } = await policy.headers(makeRequest(...asked))
      const expected = new Headers(status === undefined ? app : {})
      for (const name of [...expected.keys()]) if (remove.test(name)) expected.delete(name)
      for (const [name, value] of set) expected.set(name, value)
      if (vary) expected.append('Vary', vary)

      const response = await policy.wrap(() => new Response('app', { headers: app }))(makeRequest(...asked))
      expect(response.status).toBe(status ?? 200)
      expect(await response.text()).toBe(status === undefined ? 'app' : (body ?? ''))
      response.headers.delete('content-type')
      expected.delete('content-type')
      expect([...response.headers]).toEqual([...expected])
    })
  },
)
