import { describe, expect, it } from 'vitest'
import type { Header, ProfileName, WireRequest } from '../../../src/browser/index.ts'
import { type Answerer, generous, networkOf, PAGE } from '../../support/portable-network.ts'

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

describe('each browser in its own way', () => {
  it.each([
    ['huge', '100000', [86_400, 7200, 86_400, 600]],
    ['garbled', 'abc', [5, 5, 0, 5]],
    ['signed', '+60', [5, 60, 0, 60]],
    ['empty', '', [5, 5, 5, 5]],
  ])('keeps answers with a %s max-age', async (_, value, seconds) => {
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
      'Authorization under a star',
      answering([['Access-Control-Allow-Headers', '*']]),
      [{ headers: [['Authorization', 'x']] }],
      ['preflight-header-not-allowed', 2, 2, 2],
    ],
    [
      'a star in the cache',
      answering([
        ['Access-Control-Allow-Methods', '*'],
        ['Access-Control-Max-Age', '60'],
      ]),
      [{ method: 'PUT' }, { method: 'PUT' }],
      [3, 3, 4, 3],
    ],
    [
      'an answer with credentials, then none',
      answering([
        ['Access-Control-Allow-Methods', 'PUT'],
        ['Access-Control-Max-Age', '60'],
      ]),
      [{ method: 'PUT', credentials: 'include' }, { method: 'PUT' }],
      [3, 3, 4, 3],
    ],
    [
      'a star in an answer with credentials, then none',
      answering([
        ['Access-Control-Allow-Methods', 'PUT, *'],
        ['Access-Control-Max-Age', '60'],
      ]),
      [{ method: 'PUT', credentials: 'include' }, { method: 'DELETE' }],
      [3, 4, 4, 3],
    ],
    [
      'an answer that refuses, and then something else',
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
      'a URL that is just not long',
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
      ['preflight-header-not-allowed', 'preflight-header-not-allowed', 'preflight-header-not-allowed', 1],
    ],
    [
      'a client hint that is just not too long',
      answering([]),
      [{ headers: [['Save-Data', 'a'.repeat(128)]] }],
      ['preflight-header-not-allowed', 1, 'preflight-header-not-allowed', 'preflight-header-not-allowed'],
    ],
    [
      'a client hint that is too long',
      answering([]),
      [{ headers: [['Save-Data', 'a'.repeat(129)]] }],
      Array.from({ length: 4 }, () => 'preflight-header-not-allowed'),
    ],
    [
      'a client hint',
      answering([]),
      [{ headers: [['Save-Data', 'on']] }],
      ['preflight-header-not-allowed', 1, 'preflight-header-not-allowed', 'preflight-header-not-allowed'],
    ],
    [
      'a bad status without permission',
      () => ({ status: 403 }),
      [{ method: 'PUT' }],
      ['preflight-acao-missing', 'preflight-acao-missing', 'preflight-acao-missing', 'preflight-status'],
    ],
    [
      'a redirect without permission',
      () => ({ status: 302 }),
      [{ method: 'PUT' }],
      ['preflight-acao-missing', 'preflight-redirect', 'preflight-acao-missing', 'preflight-redirect'],
    ],
    [
      'an unlisted method and a bad list of headers',
      answering([
        ['Access-Control-Allow-Methods', 'GET'],
        ['Access-Control-Allow-Headers', 'a b'],
      ]),
      [{ method: 'PUT' }],
      ['preflight-acah-invalid', 'preflight-acah-invalid', 'preflight-method-not-allowed', 'preflight-acah-invalid'],
    ],
    [
      'HEAD with a known header',
      answering([
        ['Access-Control-Allow-Headers', 'x-a'],
        ['Access-Control-Max-Age', '60'],
      ]),
      [{ headers: [['X-A', '1']] }, { method: 'HEAD', headers: [['X-A', '1']] }],
      [3, 3, 4, 3],
    ],
  ]

  it.each(cases)('%s', async (_, answer, requests, expected) => {
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

  it('keeps an answer that refused, or does not', async () => {
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
    ['a refusal', answering([['Access-Control-Allow-Methods', 'PUT']]), 'preflight-method-not-allowed', [5, 5, 5, 4]],
    [
      'a broken answer',
      (seen, index) => (seen.headers['access-control-request-method'] === 'QUERY' ? {} : generous(seen, index)),
      'preflight-acao-missing',
      [5, 5, 5, 5],
    ],
  ])('forgets what it knows after %s', async (_, answer, code, expected) => {
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

  it('tells each step once', async () => {
    const answer = answering([['Access-Control-Allow-Methods', 'PUT']])
    const found = NAMES.map(async (name) => {
      const { fetch, steps } = networkOf(answer, name)
      await fetch({ method: 'PUT' })
      return steps.filter(({ id }) => id === 'preflight-status').length
    })
    expect(await Promise.all(found)).toEqual([1, 1, 1, 1])
  })

  it('answers that name what was asked add up, or do not', async () => {
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
})
