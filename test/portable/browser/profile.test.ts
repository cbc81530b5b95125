import { describe, expect, it } from 'vitest'
import type { Header, ProfileName, WireRequest } from '../../../src/browser/index.ts'
import { type Answer, type Answerer, generous, networkOf, PAGE, type Seen } from '../support/network.ts'

const NAMES: ProfileName[] = ['spec', 'chromium', 'firefox', 'webkit']

function answering(preflight: Header[], status = 204): Answerer {
  return ({ method, headers }) => ({
    status: method === 'OPTIONS' ? status : 200,
    headers: [
      ['Access-Control-Allow-Origin', headers['origin'] ?? '*'],
      ['Access-Control-Allow-Credentials', 'true'],
      ...(method === 'OPTIONS' ? preflight : []),
    ],
  })
}

describe('the profiles differ', () => {
  it.each([
    ['huge', '100000', [86_400, 7200, 86_400, 600]],
    ['garbled', 'abc', [5, 5, 0, 5]],
    ['signed', '+60', [5, 60, 0, 60]],
    ['empty', '', [5, 5, 5, 5]],
  ])('in how long they cache a preflight whose max-age is %s', async (_, value, seconds) => {
    const isKept = async (name: ProfileName, after: number): Promise<boolean> => {
      const methods: Header = ['Access-Control-Allow-Methods', 'PUT']
      const { fetch, seen, pass } = networkOf(answering([methods, ['Access-Control-Max-Age', value]]), name)
      await fetch({ method: 'PUT' })
      pass(after)
      await fetch({ method: 'PUT' })
      return seen.length === 3
    }
    const found = NAMES.map(async (name, index) => {
      const limit = (seconds[index] ?? 0) * 1000
      return [await isKept(name, Math.max(limit - 1, 0)), await isKept(name, limit)]
    })

    expect(await Promise.all(found)).toEqual(seconds.map((limit) => [limit > 0, false]))
  })

  const cases: [string, Answerer, Partial<WireRequest>[], (string | number)[]][] = [
    [
      'Authorization, covered by *',
      answering([['Access-Control-Allow-Headers', '*']]),
      [{ headers: [['Authorization', 'x']] }],
      ['preflight-header-not-allowed', 2, 2, 2],
    ],
    [
      'a cached *',
      answering([
        ['Access-Control-Allow-Methods', '*'],
        ['Access-Control-Max-Age', '60'],
      ]),
      [{ method: 'PUT' }, { method: 'PUT' }],
      [3, 3, 4, 3],
    ],
    [
      'a preflight with credentials, then a request without',
      answering([
        ['Access-Control-Allow-Methods', 'PUT'],
        ['Access-Control-Max-Age', '60'],
      ]),
      [{ method: 'PUT', credentials: 'include' }, { method: 'PUT' }],
      [3, 3, 4, 3],
    ],
    [
      'a * given with credentials, then a request without',
      answering([
        ['Access-Control-Allow-Methods', 'PUT, *'],
        ['Access-Control-Max-Age', '60'],
      ]),
      [{ method: 'PUT', credentials: 'include' }, { method: 'DELETE' }],
      [3, 4, 4, 3],
    ],
    [
      'a preflight that permits the method, but not the header',
      answering([
        ['Access-Control-Allow-Methods', 'DELETE'],
        ['Access-Control-Max-Age', '60'],
      ]),
      [{ method: 'DELETE' }, { method: 'DELETE', headers: [['X-A', '1']] }],
      Array.from({ length: 4 }, () => 'preflight-header-not-allowed'),
    ],
    [
      'a long URL',
      answering([
        ['Access-Control-Allow-Methods', 'PUT'],
        ['Access-Control-Max-Age', '60'],
      ]),
      Array.from({ length: 2 }, () => ({ method: 'PUT', url: `https://api.example/${'a'.repeat(1004)}` })),
      [3, 4, 3, 3],
    ],
    [
      'a URL that is just short enough',
      answering([
        ['Access-Control-Allow-Methods', 'PUT'],
        ['Access-Control-Max-Age', '60'],
      ]),
      Array.from({ length: 2 }, () => ({ method: 'PUT', url: `https://api.example/${'a'.repeat(1003)}` })),
      [3, 3, 3, 3],
    ],
    [
      '1025 safelisted bytes',
      answering([['Access-Control-Max-Age', '60']]),
      [{ headers: Array.from({ length: 9 }, (): Header => ['Accept', 'a'.repeat(114)]) }],
      ['preflight-header-not-allowed', 'preflight-header-not-allowed', 1, 'preflight-header-not-allowed'],
    ],
    [
      'a client hint of 128 bytes',
      answering([]),
      [{ headers: [['Width', '1'.repeat(128)]] }],
      ['preflight-header-not-allowed', 1, 'preflight-header-not-allowed', 'preflight-header-not-allowed'],
    ],
    [
      'a client hint of 129 bytes',
      answering([]),
      [{ headers: [['Width', '1'.repeat(129)]] }],
      Array.from({ length: 4 }, () => 'preflight-header-not-allowed'),
    ],
    [
      'a client hint',
      answering([]),
      [{ headers: [['Save-Data', 'on']] }],
      ['preflight-header-not-allowed', 1, 'preflight-header-not-allowed', 'preflight-header-not-allowed'],
    ],
    [
      'a bad status without CORS headers',
      () => ({ status: 403 }),
      [{ method: 'PUT' }],
      ['preflight-acao-missing', 'preflight-acao-missing', 'preflight-acao-missing', 'preflight-status'],
    ],
    [
      'a redirect without CORS headers',
      () => ({ status: 302 }),
      [{ method: 'PUT' }],
      ['preflight-acao-missing', 'preflight-redirect', 'preflight-acao-missing', 'preflight-redirect'],
    ],
    [
      'an unlisted method and a malformed list of headers',
      answering([
        ['Access-Control-Allow-Methods', 'GET'],
        ['Access-Control-Allow-Headers', 'a b'],
      ]),
      [{ method: 'PUT' }],
      ['preflight-acah-invalid', 'preflight-acah-invalid', 'preflight-method-not-allowed', 'preflight-acah-invalid'],
    ],
    [
      'HEAD with a header that a cached response permits',
      answering([
        ['Access-Control-Allow-Headers', 'x-a'],
        ['Access-Control-Max-Age', '60'],
      ]),
      [{ headers: [['X-A', '1']] }, { method: 'HEAD', headers: [['X-A', '1']] }],
      [3, 3, 4, 3],
    ],
  ]

  it.each(cases)('with %s', async (_, answer, requests, expected) => {
    const found = await Promise.all(
      NAMES.map(async (name) => {
        const { fetch, seen } = networkOf(answer, name)
        let code: string | undefined
        for (const request of requests) {
          // oxlint-disable-next-line no-await-in-loop
          code ??= (await fetch(request)).code
        }
        return code ?? seen.length
      }),
    )
    expect(found).toEqual(expected)
  })

  it('in whether they cache a preflight response that refused the request', async () => {
    const answer = answering([
      ['Access-Control-Allow-Methods', 'DELETE'],
      ['Access-Control-Max-Age', '60'],
    ])
    const counts = await Promise.all(
      NAMES.map(async (name) => {
        const { fetch, seen } = networkOf(answer, name)
        expect((await fetch({ method: 'PUT' })).code).toBe('preflight-method-not-allowed')
        await fetch({ method: 'DELETE' })
        return seen.length
      }),
    )
    expect(counts).toEqual([3, 3, 3, 2])
  })

  it.each<[string, Answerer, string, number[]]>([
    [
      'a preflight that refuses',
      answering([['Access-Control-Allow-Methods', 'PUT']]),
      'preflight-method-not-allowed',
      [5, 5, 5, 4],
    ],
    [
      'a preflight without CORS headers',
      (seen, index) => (seen.headers['access-control-request-method'] === 'QUERY' ? {} : generous(seen, index)),
      'preflight-acao-missing',
      [5, 5, 5, 5],
    ],
  ])('in what they forget after %s', async (_, answer, code, expected) => {
    const counts = await Promise.all(
      NAMES.map(async (name) => {
        const { fetch, seen } = networkOf(answer, name)
        await fetch({ method: 'PUT' })
        expect((await fetch({ method: 'QUERY' })).code).toBe(code)
        await fetch({ method: 'PUT' })
        return seen.length
      }),
    )
    expect(counts).toEqual(expected)
  })

  it('but each reports every step once', async () => {
    const answer = answering([['Access-Control-Allow-Methods', 'PUT']])
    const found = NAMES.map(async (name) => {
      const { fetch, steps } = networkOf(answer, name)
      await fetch({ method: 'PUT' })
      return steps.filter(({ id }) => id === 'preflight-status').length
    })
    expect(await Promise.all(found)).toEqual([1, 1, 1, 1])
  })

  it('in whether cached responses add up', async () => {
    const echo: Answerer = ({ method, headers }) => ({
      status: method === 'OPTIONS' ? 204 : 200,
      headers: [
        ['Access-Control-Allow-Origin', PAGE],
        ['Access-Control-Allow-Methods', headers['access-control-request-method'] ?? ''],
        ['Access-Control-Max-Age', '60'],
      ],
    })
    const counts = await Promise.all(
      NAMES.map(async (name) => {
        const { fetch, seen } = networkOf(echo, name)
        for (const method of ['PUT', 'DELETE', 'PUT', 'DELETE']) {
          // oxlint-disable-next-line no-await-in-loop
          await fetch({ method })
        }
        return seen.length
      }),
    )
    expect(counts).toEqual([6, 8, 6, 8])
  })

  /** An answer that permits PUT and every header it is asked for, and may be cached. */
  const permitting = ({ method, headers }: Seen): Answer => ({
    status: method === 'OPTIONS' ? 204 : 200,
    headers: [
      ['Access-Control-Allow-Origin', headers['origin'] ?? '*'],
      ['Access-Control-Allow-Credentials', 'true'],
      ['Access-Control-Allow-Methods', 'PUT'],
      ['Access-Control-Allow-Headers', headers['access-control-request-headers'] ?? ''],
      ['Access-Control-Max-Age', '60'],
    ],
  })
  const wildcards: Answerer = (request) => ({
    ...permitting(request),
    headers: [
      ['Access-Control-Allow-Origin', request.headers['origin'] ?? '*'],
      ['Access-Control-Allow-Credentials', 'true'],
      ['Access-Control-Allow-Methods', 'PUT, *'],
      ['Access-Control-Allow-Headers', '*'],
      ['Access-Control-Max-Age', '60'],
    ],
  })
  const put: Partial<WireRequest> = { method: 'PUT' }
  const remove: Partial<WireRequest> = { method: 'DELETE' }
  const conditional: Partial<WireRequest> = { method: 'PUT', headers: [['If-Match', '"1"']] }
  const half: Header = ['Accept', 'a'.repeat(100)]
  const sandboxed: Partial<WireRequest> = { method: 'PUT', client: { origin: 'null' } }
  const away: Answerer = (request) =>
    request.method === 'OPTIONS' || request.url.includes('end')
      ? permitting(request)
      : {
          ...permitting(request),
          status: 302,
          headers: [...(permitting(request).headers ?? []), ['Location', 'https://other.example/end']],
        }

  /** The same calls are cases of `npm run test:engines`, which asks the engines themselves. */
  const ways: [string, Answerer, Partial<WireRequest>[], number[]][] = [
    ['two lines of one header, together longer than 128 bytes', permitting, [{ headers: [half, half] }], [1, 2, 1, 2]],
    [
      'more than 1024 safelisted bytes',
      permitting,
      [{ headers: Array.from({ length: 11 }, () => half) }],
      [2, 2, 1, 2],
    ],
    ['a client hint with an invalid value', permitting, [{ headers: [['DPR', 'abc']] }], [2, 2, 2, 2]],
    ['a client hint with a valid value', permitting, [{ headers: [['DPR', '1.5']] }], [2, 1, 2, 2]],
    ['cache mode no-store, the second time', permitting, [put, { ...put, cacheMode: 'no-store' }], [3, 4, 4, 3]],
    ['cache mode no-cache, the second time', permitting, [put, { ...put, cacheMode: 'no-cache' }], [3, 4, 3, 3]],
    ['cache mode no-store, the first time', permitting, [{ ...put, cacheMode: 'no-store' }, put], [3, 4, 3, 3]],
    ['If-Match twice', permitting, [conditional, conditional], [3, 4, 4, 3]],
    ['a refused method between two permitted ones', permitting, [put, remove, put], [5, 5, 5, 4]],
    ['a sandboxed page', permitting, [sandboxed, sandboxed], [3, 4, 3, 3]],
    ['a redirect with preflights', away, [put, put], [6, 7, 6, 7]],
    [
      'a * given with credentials, then another method without',
      wildcards,
      [{ ...put, credentials: 'include' }, remove],
      [3, 4, 4, 3],
    ],
    [
      'a *, then Authorization',
      wildcards,
      [{ headers: [['X-A', '1']] }, { headers: [['Authorization', 'x']] }],
      [3, 4, 4, 3],
    ],
    [
      'a forced preflight after one for a header',
      permitting,
      [
        { method: 'POST', headers: [['X-A', '1']] },
        { method: 'POST', forcePreflight: true },
      ],
      [4, 3, 3, 3],
    ],
  ]

  it.each(ways)('with %s', async (_, answer, requests, expected) => {
    const counts = NAMES.map(async (name) => {
      const { fetch, seen } = networkOf(answer, name)
      for (const request of requests) {
        // oxlint-disable-next-line no-await-in-loop
        await fetch(request)
      }
      return seen.length
    })
    expect(await Promise.all(counts)).toEqual(expected)
  })

  it.each([
    ['that was preflighted', put, [4, 3, 4, 3]],
    ['that was not', {}, [3, 3, 4, 3]],
  ])('in what they forget after a failed request %s', async (_, failing, expected) => {
    const counts = NAMES.map(async (name) => {
      let isShared = true
      const { fetch, seen } = networkOf(
        (request) => (isShared || request.method === 'OPTIONS' ? permitting(request) : { status: 200 }),
        name,
      )
      await fetch(put)
      isShared = false
      await fetch(failing)
      isShared = true
      seen.length = 0
      await fetch(put)
      return seen.length + 2
    })
    expect(await Promise.all(counts)).toEqual(expected)
  })

  it('in the origin of a preflight after a redirect', async () => {
    const origins = NAMES.map(async (name) => {
      const { fetch, seen } = networkOf(away, name)
      await fetch(put)
      return seen.slice(2).map(({ headers }) => headers['origin'])
    })
    expect(await Promise.all(origins)).toEqual([
      ['null', 'null'],
      ['null', 'null'],
      [PAGE, 'null'],
      ['null', 'null'],
    ])
  })
})
