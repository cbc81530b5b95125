import { describe, expect, it } from 'vitest'
import { createUserAgent, type Header, type WireRequest } from '../../../../src/browser/index.ts'
import { type Answerer, API, generous, networkOf, PAGE } from '../../support/network.ts'

describe('the preflight cache', () => {
  it.each<[string, Partial<WireRequest>, Partial<WireRequest>, boolean]>([
    ['the same request', { method: 'PUT' }, { method: 'PUT' }, true],
    ['another method of the list', { method: 'PUT' }, { method: 'DELETE' }, true],
    ['a header of the list', { method: 'PUT' }, { method: 'PUT', headers: [['x-a', '1']] }, true],
    ['a method that is not listed', { method: 'PUT' }, { method: 'QUERY' }, false],
    ['another URL', { method: 'PUT' }, { method: 'PUT', url: 'https://api.example/y' }, false],
    ['another query', { method: 'PUT' }, { method: 'PUT', url: 'https://api.example/x?y' }, false],
    ['another fragment', { method: 'PUT' }, { method: 'PUT', url: 'https://api.example/x#y' }, false],
    ['another page', { method: 'PUT' }, { method: 'PUT', client: { origin: 'https://b.example' } }, false],
    [
      'the page in a frame of another site',
      { method: 'PUT' },
      { method: 'PUT', client: { origin: PAGE, topLevelSite: 'https://b.example' } },
      false,
    ],
    [
      'the page in frames of two sites',
      { method: 'PUT', client: { origin: PAGE, topLevelSite: 'https://b.example' } },
      { method: 'PUT', client: { origin: PAGE, topLevelSite: 'https://c.example' } },
      false,
    ],
    [
      'the page with its own site in the address bar',
      { method: 'PUT' },
      { method: 'PUT', client: { origin: PAGE, topLevelSite: PAGE } },
      true,
    ],
    ['credentials, after a request without', { method: 'PUT' }, { method: 'PUT', credentials: 'include' }, false],
    ['no credentials, after a request with', { method: 'PUT', credentials: 'include' }, { method: 'PUT' }, true],
  ])('is looked up for %s', async (_, first, second, isCovered) => {
    const { fetch, seen } = networkOf(generous)
    await fetch(first)
    await fetch(second)

    expect(seen[2]?.method === 'OPTIONS').toBe(!isCovered)
  })

  it('forgets the permissions of a URL after a failure there', async () => {
    let works = true
    const { fetch, seen } = networkOf((entry, index) =>
      works || entry.method === 'OPTIONS' ? generous(entry, index) : {},
    )
    await fetch({ method: 'PUT' })
    works = false
    expect((await fetch({ method: 'PUT' })).code).toBe('acao-missing')
    works = true
    await fetch({ method: 'PUT' })

    expect(seen.map(({ method }) => method)).toEqual(['OPTIONS', 'PUT', 'PUT', 'OPTIONS', 'PUT'])
  })

  /** Answers each preflight with the next list of headers, and shares every other response. */
  const inTurn = (...answers: Header[][]): Answerer => {
    const left = [...answers]
    return ({ method, headers }) => ({
      status: method === 'OPTIONS' ? 204 : 200,
      headers: [
        ['Access-Control-Allow-Origin', headers['origin'] ?? '*'],
        ['Access-Control-Allow-Credentials', 'true'],
        ...(method === 'OPTIONS' ? (left.shift() ?? []) : []),
      ],
    })
  }
  const METHODS = 'Access-Control-Allow-Methods'
  const HEADERS = 'Access-Control-Allow-Headers'
  const AGE = 'Access-Control-Max-Age'
  const withHeader: Partial<WireRequest> = { method: 'PUT', headers: [['X-A', '1']] }

  it.each<[string, Answerer, Partial<WireRequest>[], number, string]>([
    [
      'a second response with max-age 0 ends the permissions of the first',
      inTurn(
        [
          [METHODS, 'PUT'],
          [AGE, '60'],
        ],
        [
          [METHODS, 'PUT'],
          [HEADERS, 'x-a'],
          [AGE, '0'],
        ],
      ),
      [{ method: 'PUT' }, withHeader],
      0,
      'PUT',
    ],
    [
      'a second response prolongs the permissions of the first',
      inTurn(
        [
          [METHODS, 'PUT'],
          [AGE, '5'],
        ],
        [
          [METHODS, 'PUT'],
          [HEADERS, 'x-a'],
          [AGE, '60'],
        ],
      ),
      [{ method: 'PUT' }, withHeader],
      30_000,
      '',
    ],
    [
      'a * expires with the last response that it covers',
      inTurn(
        [
          [METHODS, '*'],
          [AGE, '60'],
        ],
        [
          [METHODS, 'PUT'],
          [HEADERS, 'x-a'],
          [AGE, '5'],
        ],
      ),
      [{ method: 'PUT' }, withHeader],
      5000,
      'PUT',
    ],
    [
      'a * that has expired does not come back',
      inTurn(
        [
          [METHODS, '*'],
          [AGE, '5'],
        ],
        [
          [METHODS, 'DELETE'],
          [AGE, '60'],
        ],
      ),
      [{ method: 'PUT' }, {}, { method: 'DELETE', url: 'https://api.example/x' }],
      5000,
      'PUT',
    ],
    [
      'a method and a header of one name are two entries',
      inTurn([
        [METHODS, 'PUT'],
        [HEADERS, 'x-a, DELETE'],
        [AGE, '60'],
      ]),
      [withHeader],
      0,
      'DELETE',
    ],
    [
      'a * given with credentials covers requests without',
      inTurn([
        [METHODS, 'PUT, *'],
        [AGE, '60'],
      ]),
      [{ method: 'PUT', credentials: 'include' }],
      0,
      '',
    ],
  ])('%s', async (_, answer, before, after, asked) => {
    const { fetch, seen, pass } = networkOf(answer)
    for (const request of before) {
      // oxlint-disable-next-line no-await-in-loop
      await fetch(request)
    }
    pass(after)
    const count = seen.length
    await fetch({ method: asked || 'PUT' })

    expect(seen.slice(count).find(({ method }) => method === 'OPTIONS')?.headers['access-control-request-method']).toBe(
      asked || undefined,
    )
  })

  it('does not let * cover Authorization', async () => {
    const { fetch, seen } = networkOf(
      inTurn(
        [
          [HEADERS, '*'],
          [AGE, '60'],
        ],
        [[HEADERS, '*']],
      ),
    )
    await fetch({ headers: [['X-A', '1']] })
    expect((await fetch({ headers: [['Authorization', 'x']] })).code).toBe('preflight-header-not-allowed')
    expect(seen.map(({ method }) => method)).toEqual(['OPTIONS', 'GET', 'OPTIONS'])
  })

  it('needs an entry for a safelisted method only when the preflight is forced', async () => {
    const { fetch, seen } = networkOf(
      inTurn(
        [
          [HEADERS, 'x-a'],
          [AGE, '60'],
        ],
        [[AGE, '60']],
      ),
    )
    await fetch({ headers: [['X-A', '1']] })
    await fetch({ method: 'POST', headers: [['X-A', '1']] })
    await fetch({ headers: [['X-A', '1']], forcePreflight: true })

    expect(seen.map(({ method }) => method)).toEqual(['OPTIONS', 'GET', 'POST', 'OPTIONS'])
  })

  it('forgets nothing when a request without a preflight fails', async () => {
    const { fetch, seen } = networkOf((entry, index) => (entry.method === 'GET' ? {} : generous(entry, index)))
    await fetch({ method: 'PUT' })
    expect((await fetch()).code).toBe('acao-missing')
    await fetch({ method: 'PUT' })
    expect(seen.map(({ method }) => method)).toEqual(['OPTIONS', 'PUT', 'GET', 'PUT'])
  })

  it('forgets the permissions of the last URL of a redirect only', async () => {
    let works = true
    const { fetch, seen } = networkOf((entry, index) => {
      const answer = generous(entry, index)
      const isThere = entry.method === 'OPTIONS' || entry.url.endsWith('y')
      if (isThere) return works || entry.method === 'OPTIONS' ? answer : {}
      return { ...answer, status: 307, headers: [...(answer.headers ?? []), ['Location', '/y']] }
    })
    await fetch({ method: 'PUT' })
    works = false
    await fetch({ method: 'PUT' })
    works = true
    await fetch({ method: 'PUT' })

    expect(seen.map(({ method, url }) => `${method} ${url.at(-1)}`)).toEqual([
      ...['OPTIONS x', 'PUT x', 'OPTIONS y', 'PUT y'],
      ...['PUT x', 'PUT y'],
      ...['PUT x', 'OPTIONS y', 'PUT y'],
    ])
  })

  it('does not let * cover a request with credentials', async () => {
    const { fetch, seen } = networkOf(({ method, headers }) => ({
      status: method === 'OPTIONS' ? 204 : 200,
      headers: [
        ['Access-Control-Allow-Origin', headers['origin'] ?? '*'],
        ['Access-Control-Allow-Credentials', 'true'],
        ['Access-Control-Allow-Methods', 'PUT, *'],
        ['Access-Control-Max-Age', '60'],
      ],
    }))
    await fetch({ method: 'PUT', credentials: 'include' })
    const response = await fetch({ method: 'DELETE', credentials: 'include' })

    expect(response.code).toBe('preflight-method-not-allowed')
    expect(seen.map(({ method }) => method)).toEqual(['OPTIONS', 'PUT', 'OPTIONS'])
  })

  it('has a limit: it forgets the URL that was used longest ago', async () => {
    const asked: string[] = []
    const { fetch } = createUserAgent({
      clock: () => 0,
      transport: ({ method, url }) => {
        if (method === 'OPTIONS') asked.push(url.pathname)
        const headers: Header[] = [
          ['Access-Control-Allow-Origin', PAGE],
          ['Access-Control-Allow-Methods', 'PUT'],
        ]
        return { status: 200, headers }
      },
    })
    const put = (path: string) => fetch({ url: API + path, method: 'PUT', client: { origin: PAGE } })
    const paths = Array.from({ length: 1024 }, (_, index) => `/${index}`)
    // oxlint-disable-next-line no-await-in-loop -- the order matters
    for (const path of [...paths, '/0', '/new', '/0', '/1', '/1023']) await put(path)

    expect(asked.slice(1024)).toEqual(['/new', '/1'])
  })
})
