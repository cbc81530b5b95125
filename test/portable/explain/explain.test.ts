import { describe, expect, test } from 'vitest'
import { cors } from '../../../src/cors.ts'
import { explain, FLOW_CHARTS, type Question } from '../../../src/explain/index.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'
const policy = cors({ origin: [PAGE], allowMethods: ['GET', 'PUT'], allowHeaders: ['accept'], maxAge: 60 })

describe('the steps', () => {
  test('are those of both sides, in order', async () => {
    const call = { method: 'PUT', headers: { accept: 'a'.repeat(129) } }
    const { steps, request } = await explain({ policy, page: `${PAGE}/users`, url: API, ...call })
    expect(request).toEqual({ origin: PAGE, url: API, method: 'PUT', credentials: 'same-origin', profile: 'spec' })
    expect(steps.map(({ id, side, sentence }) => [side, id, sentence])).toEqual([
      [
        'browser',
        'same-origin-shortcut',
        'The page is of `https://app.example.com`, and the URL of another origin, `https://api.example.com`: CORS decides.',
      ],
      [
        'browser',
        'classify-request',
        'The browser asks first, with a preflight: `PUT` is not safelisted (GET, HEAD, POST are); `accept` is 129 bytes, and at most 128 are safelisted.',
      ],
      ['browser', 'preflight-cache-lookup', 'No earlier preflight covers this.'],
      ['browser', 'preflight-request', 'OPTIONS is sent, without cookies: may the page send `PUT` with `accept`?'],
      ['server', 'server-classify', 'It is a preflight, which the policy answers itself.'],
      ['server', 'server-origin', 'The policy allows `https://app.example.com`.'],
      ['server', 'server-method', 'The policy allows the method `PUT`.'],
      ['server', 'server-headers', 'The policy allows the header `accept`.'],
      [
        'server',
        'server-answer',
        'The server answers with status 204, with `Access-Control-Allow-Headers: accept`, `Access-Control-Allow-Methods: GET, PUT`, `Access-Control-Allow-Origin: https://app.example.com` and `Access-Control-Max-Age: 60`.',
      ],
      ['browser', 'preflight-cors-check', 'The answer allows the origin.'],
      ['browser', 'preflight-status', 'Its status, 204, is from 200 to 299.'],
      ['browser', 'preflight-parse-lists', 'Its lists can be read.'],
      ['browser', 'preflight-method', 'It allows the method `PUT`.'],
      ['browser', 'preflight-header', 'It allows the header `accept`.'],
      [
        'browser',
        'preflight-cache-store',
        'The browser keeps the answer for 60 seconds (`Access-Control-Max-Age` `60`).',
      ],
      ['browser', 'actual-request', '`PUT https://api.example.com/users` is sent, without cookies.'],
      ['server', 'server-classify', 'It is a request with an origin.'],
      ['server', 'server-origin', 'The policy allows `https://app.example.com`.'],
      [
        'server',
        'server-answer',
        'The server answers with status 200, with `Access-Control-Allow-Origin: https://app.example.com`.',
      ],
      ['browser', 'cors-check', 'The answer, of status 200, allows the origin.'],
      ['browser', 'timing-check', 'The page sees no detailed timing (`Timing-Allow-Origin`).'],
      ['browser', 'filter', 'The page can read the response, without `vary`.'],
    ])
    expect(steps.every(({ spec }) => /^https:\/\/fetch\.spec\.whatwg\.org\/#[a-z\d-]+$/.test(spec))).toBe(true)
    expect(steps.every(({ passed }) => passed)).toBe(true)
  })

  test.each([
    [
      { 'content-type': 'application/json' },
      '`content-type` is `application/json`, which is not safelisted as forms and plain text are',
    ],
    [{ 'content-type': 'json' }, '`content-type` is `json`, which is no type'],
    [{ accept: 'text/html:1' }, '`accept` holds `:` (0x3A), which is not safelisted there'],
    [{ 'accept-language': 'de_DE' }, '`accept-language` holds `_` (0x5F), which is not safelisted there'],
    [{ range: 'bytes=-5' }, '`range` is `bytes=-5`, and only `bytes=` with a start is safelisted'],
    [{ 'x-id': '1' }, 'the header `x-id` is not safelisted'],
  ])('say why %j needs a preflight', async (headers, reason) => {
    const { steps } = await explain({ policy, page: PAGE, url: API, headers })
    const { sentence } = steps.find(({ id }) => id === 'classify-request')!
    expect(sentence).toBe(`The browser asks first, with a preflight: ${reason}.`)
  })

  test('say when all of the headers are too long together', async () => {
    const headers = Array.from({ length: 9 }, (): [string, string] => ['content-language', 'a'.repeat(120)])
    const { steps } = await explain({ policy, page: PAGE, url: API, headers })
    const { sentence } = steps.find(({ id }) => id === 'classify-request')!
    expect(sentence).toMatch(/ are \d{4} bytes together, and at most 1024 are safelisted\.$/)
  })

  test.each([
    [
      { page: 'https://evil.example' },
      'server-origin',
      'The policy does not list `https://evil.example`; `https://app.example.com` is listed.',
    ],
    [
      { page: null },
      'server-origin',
      'The origin is `null`, which any page can take on: the policy does not allow it.',
    ],
    [{ method: 'DELETE' }, 'server-method', 'The policy does not list the method `DELETE`; it lists `GET` and `PUT`.'],
    [
      { headers: { 'x-a': '1', 'x-b': '2' } },
      'server-headers',
      'The policy does not list the headers `x-a` and `x-b`.',
    ],
  ])('say why the policy refuses %j', async (call, id, sentence) => {
    const { steps } = await explain({ policy, page: PAGE, url: API, ...call })
    expect(steps.find(({ side, passed }) => side === 'server' && !passed)).toMatchObject({ id, sentence })
  })

  test('say what is not CORS', async () => {
    const sentences = async (call: Partial<Question>): Promise<string[]> =>
      (await explain({ policy, page: `${PAGE}/`, url: API, ...call })).steps.map(({ sentence }) => sentence)
    expect(await sentences({ url: '/own' })).toContain(
      'The page and the URL have the same origin, `https://app.example.com`: CORS has no part in it.',
    )
    expect(await sentences({ url: 'data:,x' })).toContain('A `data:` URL holds its own answer: nobody is asked.')
  })
})

describe('what is no failure and cannot be read', () => {
  test('an opaque response', async () => {
    const { verdict, fixes } = await explain({ policy, page: PAGE, url: API, mode: 'no-cors' })
    expect(fixes.map(({ value }) => value)).toEqual(["mode: 'cors'"])
    expect(verdict.readable).toBe(false)
    expect(verdict.sentence).toBe(
      "The call has `mode: 'no-cors'`: the request is sent, and the page can read neither status nor body.",
    )
  })

  test('a redirect that is not followed', async () => {
    const headers = { 'access-control-allow-origin': '*', location: '/' }
    const network = (): Response => new Response(null, { status: 302, headers })
    const { verdict } = await explain({ network, page: PAGE, url: API, redirect: 'manual' })
    expect(verdict).toMatchObject({ readable: false })
    expect(verdict.code).toBeUndefined()
  })
})

describe('bad input', () => {
  const good = { policy, page: PAGE, url: API }
  const ROWS: readonly (readonly [unknown, string])[] = [
    [undefined, 'Question is undefined, expected { policy, page, url }'],
    [{ page: PAGE, url: API }, 'Neither policy nor network is given, expected one that answers the request'],
    [{ ...good, policy: { origin: PAGE } }, 'Policy is object, expected what cors() returns'],
    [{ ...good, network: API }, 'Network is string, expected a function from Request to Response'],
    [null, 'Question is null, expected { policy, page, url }'],
    [{ ...good, policy: null }, 'Policy is null, expected what cors() returns'],
    [{ ...good, network: null }, 'Network is null, expected a function from Request to Response'],
    [{ ...good, headers: null }, 'Headers is null, expected an object of names and values'],
    [
      { policy, url: API },
      'Page is undefined, expected a URL such as "https://app.example.com/", or null for an opaque origin',
    ],
    [
      { ...good, page: 'app.example.com' },
      'Page is "app.example.com", expected a URL such as "https://app.example.com/"',
    ],
    [{ policy, page: PAGE }, 'URL is undefined, expected one such as "https://api.example.com/users"'],
    [
      { ...good, page: null, url: '/users' },
      'URL is "/users", expected an absolute URL, since the page has no URL of its own',
    ],
    [{ ...good, method: 'TRACE' }, 'Method is "TRACE", expected none of CONNECT, TRACE and TRACK'],
    [{ ...good, headers: 'x-id: 1' }, 'Headers is string, expected an object of names and values'],
    [{ ...good, headers: { 'x id': '1' } }, 'Header name is "x id", expected a token such as "x-request-id"'],
    [{ ...good, profile: 'opera' }, 'Profile is "opera", expected spec, chromium, firefox, webkit'],
    [{ ...good, credentials: true }, 'Request credentials is true, expected omit, same-origin, include'],
  ]

  test.each(ROWS)('%#: %j', async (question, message) => {
    await expect(explain(question as Question)).rejects.toThrow(new TypeError(message))
  })
})

describe('the flow charts', () => {
  const nodes = FLOW_CHARTS.flatMap((chart) => chart.nodes.map(({ id }) => id))

  test('have nodes of which each is known by its id, and edges between them', () => {
    expect(new Set(nodes).size).toBe(nodes.length)
    for (const chart of FLOW_CHARTS) {
      const ids = chart.nodes.map(({ id }) => id)
      const linked = new Set(chart.edges.flatMap(({ from, to }) => [from, to]))
      expect(new Set(ids)).toEqual(linked)
    }
  })

  const redirecting = ({ url }: Request): Response => {
    const headers = { 'access-control-allow-origin': '*', location: 'https://b.example/' }
    return new Response(null, { status: url === API ? 302 : 200, headers })
  }
  const enforced = cors({ origin: [PAGE], enforce: true, allowMethods: ['GET'] })
  const CALLS: readonly (readonly [Partial<Question>, end: string, server: string | undefined])[] = [
    [{}, 'b-readable', 's-shared'],
    [{ method: 'PUT' }, 'b-readable', 's-shared'],
    [{ method: 'DELETE' }, 'b-blocked', 's-lists'],
    [{ page: 'https://evil.example' }, 'b-blocked', 's-unshared'],
    [{ page: 'https://evil.example', method: 'PUT' }, 'b-blocked', 's-nothing'],
    [{ url: '/own' }, 'b-readable', 's-plain'],
    [{ mode: 'no-cors' }, 'b-opaque', 's-plain'],
    [{ policy: enforced, mode: 'no-cors' }, 'b-opaque', 's-forbidden'],
    [{ mode: 'same-origin' }, 'b-blocked', undefined],
    [{ url: 'ftp://a.example/' }, 'b-blocked', undefined],
    [{ policy: enforced, method: 'POST' }, 'b-blocked', 's-forbidden'],
    [{ network: redirecting }, 'b-readable', 's-shared'],
    [{ network: redirecting, redirect: 'error' }, 'b-blocked', 's-shared'],
    [{ network: () => Promise.reject(new Error('down')) }, 'b-blocked', 's-unshared'],
    [{ network: () => Promise.reject(new Error('down')), method: 'PUT' }, 'b-blocked', 's-nothing'],
  ]

  test.each(CALLS)('have the path of %j, edge by edge', async (call, end, server) => {
    const { paths } = await explain({ policy, page: `${PAGE}/`, url: API, ...call })
    const edges = new Set(FLOW_CHARTS.flatMap((chart) => chart.edges.map(({ from, to }) => `${from} ${to}`)))
    const taken = paths.flatMap((path) => path.slice(1).map((node, index) => `${path[index]} ${node}`))
    expect(taken.filter((edge) => !edges.has(edge))).toEqual([])
    expect(paths[0]?.at(-1)).toBe(end)
    expect(paths.slice(1).at(-1)?.at(-1)).toBe(server)
  })
})
