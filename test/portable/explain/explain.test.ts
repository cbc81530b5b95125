import { describe, expect, test } from 'vitest'
import { cors } from '../../../src/cors.ts'
import { explain, FLOW_CHARTS, type Question } from '../../../src/explain/index.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'
const policy = cors({ origin: [PAGE], allowMethods: ['GET', 'PUT'], allowHeaders: ['accept'], maxAge: 60 })

describe('the steps', () => {
  test('of both sides come in order', async () => {
    const call = { method: 'PUT', headers: { accept: 'a'.repeat(129) } }
    const { steps, request } = await explain({ policy, page: `${PAGE}/users`, url: API, ...call })
    expect(request).toEqual({ origin: PAGE, url: API, method: 'PUT', credentials: 'same-origin', profile: 'spec' })
    expect(steps.map(({ id, side, sentence }) => [side, id, sentence])).toEqual([
      [
        'browser',
        'same-origin-shortcut',
        "The page's origin is `https://app.example.com` and the URL's origin is `https://api.example.com`, so CORS decides.",
      ],
      [
        'browser',
        'classify-request',
        'The browser sends a preflight first, because `PUT` is not CORS-safelisted (GET, HEAD and POST are); `accept` is 129 bytes long, and at most 128 are safelisted.',
      ],
      ['browser', 'preflight-cache-lookup', 'No earlier preflight covers this request.'],
      [
        'browser',
        'preflight-request',
        'The browser sends OPTIONS, without cookies, to ask whether the page may send `PUT` with `accept`.',
      ],
      ['server', 'server-classify', 'The request is a preflight, which the policy answers itself.'],
      ['server', 'server-origin', 'The policy allows the origin `https://app.example.com`.'],
      ['server', 'server-method', 'The policy allows the method `PUT`.'],
      ['server', 'server-headers', 'The policy allows the header `accept`.'],
      [
        'server',
        'server-answer',
        'The server answers with status 204 and the headers `Access-Control-Allow-Headers: accept`, `Access-Control-Allow-Methods: GET, PUT`, `Access-Control-Allow-Origin: https://app.example.com` and `Access-Control-Max-Age: 60`.',
      ],
      ['browser', 'preflight-cors-check', 'The preflight response allows the origin.'],
      ['browser', 'preflight-status', 'The preflight response has status 204, which is from 200 to 299.'],
      ['browser', 'preflight-parse-lists', 'The lists of methods and headers in the preflight response are valid.'],
      ['browser', 'preflight-method', 'The preflight response allows the method `PUT`.'],
      ['browser', 'preflight-header', 'The preflight response allows the header `accept`.'],
      [
        'browser',
        'preflight-cache-store',
        'The browser keeps the preflight response for 60 seconds (`Access-Control-Max-Age` is `60`).',
      ],
      ['browser', 'actual-request', 'The browser sends `PUT https://api.example.com/users` without cookies.'],
      [
        'server',
        'server-classify',
        'The request has an `Origin`, so the policy decides whether the page may read the response.',
      ],
      ['server', 'server-origin', 'The policy allows the origin `https://app.example.com`.'],
      [
        'server',
        'server-answer',
        'The server answers with status 200 and the header `Access-Control-Allow-Origin: https://app.example.com`.',
      ],
      ['browser', 'cors-check', 'The response (status 200) allows the origin.'],
      [
        'browser',
        'timing-check',
        'The page cannot see detailed timing, because `Timing-Allow-Origin` does not allow it.',
      ],
      ['browser', 'filter', 'The page can read the response, except the header `vary`.'],
    ])
    expect(steps.every(({ spec }) => /^https:\/\/fetch\.spec\.whatwg\.org\/#[a-z\d-]+$/.test(spec))).toBe(true)
    expect(steps.every(({ passed }) => passed)).toBe(true)
  })

  test.each([
    [
      { 'content-type': 'application/json' },
      '`content-type` is `application/json`, which is not safelisted (`text/plain` and the types of forms are)',
    ],
    [{ 'content-type': 'json' }, '`content-type` is `json`, which is not a valid MIME type'],
    [{ accept: 'text/html:1' }, '`accept` contains `:` (0x3A), which is not safelisted there'],
    [{ 'accept-language': 'de_DE' }, '`accept-language` contains `_` (0x5F), which is not safelisted there'],
    [
      { range: 'bytes=-5' },
      '`range` is `bytes=-5`, which is not safelisted (one range with a start is, such as `bytes=0-99`)',
    ],
    [{ 'x-id': '1' }, 'the header `x-id` is not safelisted'],
  ])('say why %j needs a preflight', async (headers, reason) => {
    const { steps } = await explain({ policy, page: PAGE, url: API, headers })
    const { sentence } = steps.find(({ id }) => id === 'classify-request')!
    expect(sentence).toBe(`The browser sends a preflight first, because ${reason}.`)
  })

  test('say when all headers together are too long', async () => {
    const headers = Array.from({ length: 9 }, (): [string, string] => ['content-language', 'a'.repeat(120)])
    const { steps } = await explain({ policy, page: PAGE, url: API, headers })
    const { sentence } = steps.find(({ id }) => id === 'classify-request')!
    expect(sentence).toMatch(/ are \d{4} bytes long together, and at most 1024 are safelisted\.$/)
  })

  test.each([
    [
      { page: 'https://evil.example' },
      'server-origin',
      'The policy does not list the origin `https://evil.example`; it lists `https://app.example.com`.',
    ],
    [{ page: null }, 'server-origin', 'The policy does not allow the origin `null`, because any page can have it.'],
    [{ method: 'DELETE' }, 'server-method', 'The policy does not list the method `DELETE`; it lists `GET` and `PUT`.'],
    [
      { headers: { 'x-a': '1', 'x-b': '2' } },
      'server-headers',
      'The policy does not list the headers `x-a` and `x-b`; it lists `accept`.',
    ],
  ])('say why the policy refuses %j', async (call, id, sentence) => {
    const { steps } = await explain({ policy, page: PAGE, url: API, ...call })
    expect(steps.find(({ side, passed }) => side === 'server' && !passed)).toMatchObject({ id, sentence })
  })

  test('say what is not CORS', async () => {
    const sentences = async (call: Partial<Question>): Promise<string[]> =>
      (await explain({ policy, page: `${PAGE}/`, url: API, ...call })).steps.map(({ sentence }) => sentence)
    expect(await sentences({ url: '/own' })).toContain(
      'The page and the URL have the same origin, `https://app.example.com`, so CORS does not apply.',
    )
    expect(await sentences({ url: 'data:,x' })).toContain(
      'A `data:` URL contains its own response, so no server is asked.',
    )
  })
})

describe('a response that cannot be read without a failure', () => {
  test('is an opaque one', async () => {
    const { verdict, fixes } = await explain({ policy, page: PAGE, url: API, mode: 'no-cors' })
    expect(fixes.map(({ value }) => value)).toEqual(["mode: 'cors'"])
    expect(verdict.readable).toBe(false)
    expect(verdict.sentence).toBe(
      "The call has `mode: 'no-cors'`, so the browser sends the request but the page can read neither the status nor the body.",
    )
  })

  test('is a redirect that is not followed', async () => {
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
    [{ page: PAGE, url: API }, 'Policy and network are missing, expected one of them to answer the request'],
    [{ ...good, policy: { origin: PAGE } }, 'Policy is an Object, expected what cors() or routes() returns'],
    [
      { ...good, network: API },
      'Network is "https://api.example.com/users", expected a function from Request to Response',
    ],
    [null, 'Question is null, expected { policy, page, url }'],
    [{ ...good, policy: null }, 'Policy is null, expected what cors() or routes() returns'],
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
    [{ ...good, headers: 'x-id: 1' }, 'Headers is "x-id: 1", expected an object of names and values'],
    [{ ...good, headers: { 'x id': '1' } }, 'Header name is "x id", expected a token such as "x-request-id"'],
    [{ ...good, profile: 'opera' }, 'Profile is "opera", expected spec, chromium, firefox, webkit'],
    [{ ...good, credentials: true }, 'Request credentials is true, expected omit, same-origin, include'],
  ]

  test.each(ROWS)('%#: %j', async (question, message) => {
    await expect(explain(question as Question)).rejects.toThrow(new TypeError(message))
  })
})

describe.each(['alone', 'as a network'])('a policy with enforce, asked %s,', (how) => {
  const HTTP = 'http://api.example.com'
  const POST = { url: `${HTTP}/users`, method: 'POST' }
  const others = ['The policy does not list the origin `', '`; it lists `https://app.example.com`.'] as const
  const refused = '`enforce` refuses the request, so the application does not run.'
  const passes = "`enforce` lets the request pass, because it comes from the application's own origin."

  test.each([
    ['refuses a page of another origin', {}, { page: 'https://evil.example', url: API }, refused, 403],
    ['refuses a page of its own origin over plain http', {}, { page: HTTP, ...POST }, refused, 403],
    ['lets it pass by self', { self: HTTP }, { page: HTTP, ...POST }, passes, 200],
    ['lets it pass by Sec-Fetch-Site', {}, { page: 'https://api.example.com', url: API, method: 'POST' }, passes, 200],
  ])('%s, and a step says so', async (_what, options, call, sentence, status) => {
    const enforced = cors({ origin: [PAGE], enforce: true, ...options })
    const network = how === 'alone' ? undefined : (enforced.wrap(() => new Response()) as () => Response)
    const { steps, warnings } = await explain({ policy: enforced, network, ...call })
    const said = steps.filter(({ side }) => side === 'server').map((step) => step.sentence)

    expect(said.slice(1)).toEqual([
      others.join(call.page),
      sentence,
      `The server answers with status ${status} and without CORS headers.`,
    ])
    expect(warnings.some(({ code }) => code === 'own-page-refused')).toBe(call.page === HTTP && status === 403)
  })
})

describe('the flow charts', () => {
  const nodes = FLOW_CHARTS.flatMap((chart) => chart.nodes.map(({ id }) => id))

  test('have nodes with unique ids, and edges between them', () => {
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
  const HTTP = 'http://app.example.com'
  const owned = cors({ origin: [PAGE], enforce: true, self: HTTP })
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
    [{ policy: enforced, method: 'POST', url: '/own' }, 'b-readable', 's-shared'],
    [{ policy: owned, page: HTTP, url: `${HTTP}/own`, method: 'POST' }, 'b-readable', 's-unshared'],
    [{ policy: enforced, page: HTTP, url: `${HTTP}/own`, method: 'POST' }, 'b-readable', 's-forbidden'],
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
