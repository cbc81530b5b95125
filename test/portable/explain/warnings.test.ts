import { describe, expect, test } from 'vitest'
import { cors } from '../../../src/cors.ts'
import { explain, type Question, type WarningCode } from '../../../src/explain/index.ts'
import { WARNINGS } from '../../../src/explain/warnings/index.ts'
import { isKnownMethod } from '../support/requests.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'
const STAR = { 'access-control-allow-origin': '*' }
const ORIGIN = { 'access-control-allow-origin': PAGE }
const TRUE = { 'access-control-allow-credentials': 'true' }
const PUT = { method: 'PUT' }
const ALLOW_PUT = { ...STAR, 'access-control-allow-methods': 'PUT' }

type Answers = Readonly<Record<string, string>> | ((request: Request) => Response)

/** A warning, its sentence, the headers of the server or all of it, and the call. */
type Row = readonly [WarningCode, sentence: string, answers: Answers, call?: Partial<Question>]
const ROWS: readonly Row[] = [
  [
    'vary-origin-missing',
    'The answer depends on the origin, and has no `Vary: Origin`: caches may hand it to another site.',
    ({ headers }) => new Response(null, { headers: headers.get('origin') === PAGE ? ORIGIN : {} }),
  ],
  [
    'origin-null-allowed',
    'The server allows the origin `null`, which any page can take on, and even with credentials.',
    ({ headers }) =>
      new Response(null, {
        headers: { 'access-control-allow-origin': headers.get('origin') ?? '*', ...TRUE, vary: 'Origin' },
      }),
  ],
  [
    'origin-null-allowed',
    'The server allows the origin `null`, which any page can take on.',
    ({ headers }) => {
      const origin = headers.get('origin') ?? '*'
      const more = origin === 'null' ? {} : TRUE
      return new Response(null, { headers: { 'access-control-allow-origin': origin, ...more, vary: 'Origin' } })
    },
  ],
  [
    'origin-null-allowed',
    'The server allows the origin `null`, which any page can take on, and even with credentials.',
    ({ headers }) => {
      const origin = headers.get('origin') ?? '*'
      const more = origin === 'null' ? TRUE : {}
      return new Response(null, { headers: { 'access-control-allow-origin': origin, ...more, vary: 'Origin' } })
    },
  ],
  [
    'request-header-dropped',
    "With `mode: 'no-cors'`, no script can set `content-type` and `x-a`: browsers leave that out without a word.",
    STAR,
    { mode: 'no-cors', headers: { 'content-type': 'application/json', 'x-a': '1' } },
  ],
  [
    'acao-wildcard-plus-acac',
    '`Access-Control-Allow-Credentials` does nothing beside `Access-Control-Allow-Origin: *`: list the origins, or leave it out.',
    { ...STAR, ...TRUE },
  ],
  [
    'duplicate-headers',
    '`Access-Control-Allow-Origin` came with several values: let only one of server, middleware and proxy set it.',
    { 'access-control-allow-origin': '*, *' },
  ],
  [
    'expose-headers-invalid',
    '`Access-Control-Expose-Headers` holds what is no name of a header, so that browsers ignore all of it.',
    { ...STAR, 'access-control-expose-headers': 'x-total; x-page' },
  ],
  [
    'expose-wildcard-with-credentials',
    'With credentials, `*` in `Access-Control-Expose-Headers` is a mere name: list the headers.',
    { ...ORIGIN, ...TRUE, 'access-control-expose-headers': '*' },
    { credentials: 'include' },
  ],
  [
    'response-header-not-exposed',
    'The page cannot read `etag` and `x-total`: if it has to, list that in `exposeHeaders`.',
    { ...STAR, etag: '"1"', 'x-total': '7', server: 'nginx' },
  ],
  [
    'set-cookie-ignored',
    "Browsers ignore the `Set-Cookie` of this answer, since the call has no `credentials: 'include'`.",
    { ...STAR, 'set-cookie': 'a=1' },
  ],
  [
    'max-age-capped',
    '`Access-Control-Max-Age` is 86400, of which browsers keep to less: 7200 in Chrome and 600 in Safari.',
    { ...ALLOW_PUT, 'access-control-max-age': '86400' },
    PUT,
  ],
  [
    'max-age-zero',
    '`Access-Control-Max-Age` is 0, so that each call costs a preflight.',
    { ...ALLOW_PUT, 'access-control-max-age': '0' },
    PUT,
  ],
  [
    'max-age-invalid',
    '`Access-Control-Max-Age` is `1h`, and only whole seconds count.',
    { ...ALLOW_PUT, 'access-control-max-age': '1h' },
    PUT,
  ],
  [
    'wildcard-not-cached-firefox',
    'Firefox asks anew each time where a preflight is answered with `*`: list methods and headers.',
    { ...STAR, 'access-control-allow-methods': '*' },
    PUT,
  ],
  [
    'authorization-wildcard',
    'Chrome, Firefox and Safari let `*` cover `authorization`, and the standard does not: list it in `Access-Control-Allow-Headers`.',
    { ...STAR, 'access-control-allow-headers': '*' },
    { headers: { authorization: '1' }, profile: 'chromium' },
  ],
  [
    'preflight-unauthorized',
    'The preflight got status 401: something asks for a login before CORS is answered, and preflights never carry one.',
    () => new Response(null, { status: 401 }),
    PUT,
  ],
  [
    'error-without-cors-headers',
    'The answer is an error of status 500: look at that first, it may be all that is wrong.',
    () => new Response(null, { status: 500 }),
  ],
  [
    'side-effects-already-happened',
    'The server got the `POST` all the same, and may have done what it says: CORS keeps the page from reading, not from sending.',
    {},
    { method: 'POST' },
  ],
  [
    'request-header-dropped',
    'No script can set `cookie` and `host`: browsers leave that out without a word.',
    STAR,
    { headers: { Cookie: 'a=1', Host: 'a.example' } },
  ],
  [
    'mixed-content',
    'The page is on https and `http://api.example.com` is not: browsers block that as mixed content, whatever CORS says.',
    STAR,
    { url: 'http://api.example.com/' },
  ],
  [
    'local-network-access',
    '`192.168.1.1` is on the local network: browsers may ask the user for permission (Local Network Access). No header can give it.',
    STAR,
    { url: 'https://192.168.1.1/' },
  ],
  [
    'local-network-access',
    '`192.168.1.1` is on the local network: browsers may block that for a page on http (Local Network Access). No header can give it.',
    STAR,
    { page: 'http://app.example.com', url: 'http://192.168.1.1/' },
  ],
  [
    'authorization-dropped-on-redirect',
    'The redirect leads to another origin, so the browser leaves `authorization` out.',
    ({ url, method }) => {
      const isRedirect = url === API && method !== 'OPTIONS'
      const headers = { ...STAR, 'access-control-allow-headers': 'authorization', location: 'https://b.example/' }
      return new Response(null, { status: isRedirect ? 302 : 200, headers })
    },
    { headers: { authorization: '1' } },
  ],
  [
    'origin-null-after-redirect',
    'After a redirect over several origins the browser sends `Origin: null`: ask at once for where it leads.',
    ({ url }) => {
      const headers = { ...STAR, location: 'https://b.example/' }
      return new Response(null, { status: url === API ? 302 : 200, headers })
    },
  ],
]

describe('warnings', () => {
  test.each(ROWS.map((row) => ({ code: row[0], row })))('$code', async ({ row: [code, sentence, answers, call] }) => {
    const network = typeof answers === 'function' ? answers : () => new Response(null, { headers: answers })
    const { warnings } = await explain({ network, page: PAGE, url: API, ...call })
    const found = warnings.find((one) => one.code === code)
    expect(found?.sentence).toBe(sentence)
    expect(found?.spec).toMatch(/^https:\/\//)
  })

  test.each([
    ['an allowed GET', {}],
    ['an allowed PUT', { method: 'PUT', headers: { 'x-id': '1' } }],
    ['a call with credentials', { credentials: 'include' as const }],
    ['a call of the page’s own origin', { url: '/own' }],
  ])('there are none for a policy that allows %s', async (_what, call) => {
    const options = { allowMethods: ['GET', 'PUT'], allowHeaders: ['x-id'], maxAge: 600 }
    const policy = cors({ origin: [PAGE], credentials: true, ...options })
    const { verdict, warnings, fixes } = await explain({ policy, page: PAGE, url: API, ...call })
    expect({ readable: verdict.readable, warnings, fixes }).toEqual({ readable: true, warnings: [], fixes: [] })
  })
})

test('each warning has a row above, and its code once', () => {
  const codes = WARNINGS.map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
  // A policy and something else that answers: fixes.test.ts has that.
  const made = new Set<string>([...ROWS.map(([code]) => code), 'policy-not-in-effect'])
  expect(codes.filter((code) => !made.has(code))).toEqual([])
})

describe('asking again', () => {
  const count = async (question: Partial<Question>): Promise<string[]> => {
    const asked: string[] = []
    const network = (request: Request): Response => {
      asked.push(`${request.method} ${request.headers.get('origin')}`)
      return new Response(null, { headers: { ...ORIGIN, 'access-control-allow-methods': 'DELETE, XGET, GETX' } })
    }
    await explain({ network, page: PAGE, url: API, ...question })
    return asked
  }

  test('is done with GET, by other origins and without', async () => {
    expect(await count({})).toEqual([`GET ${PAGE}`, 'GET https://corsage-probe.example', 'GET null', 'GET null'])
  })

  test('is never done with what may change something', async () => {
    const others = ['OPTIONS https://corsage-probe.example', 'OPTIONS null']
    expect(await count({ method: 'DELETE' })).toEqual([`OPTIONS ${PAGE}`, `DELETE ${PAGE}`, ...others])
    expect(await count({ method: 'POST' })).toEqual([`POST ${PAGE}`])
    for (const method of ['XGET', 'GETX'].filter(isKnownMethod)) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await count({ method })).toEqual([`OPTIONS ${PAGE}`, `${method} ${PAGE}`, ...others])
    }
  })

  test('can be left out', async () => {
    expect(await count({ probe: false })).toEqual([`GET ${PAGE}`])
  })
})

describe('the local network', () => {
  test.each([
    ['https://0.0.0.0/', true],
    ['https://10.0.0.1/', true],
    ['https://127.0.0.1:8443/', true],
    ['https://100.64.0.1/', true],
    ['https://100.70.0.1/', true],
    ['https://100.99.0.1/', true],
    ['https://100.100.0.1/', true],
    ['https://100.119.0.1/', true],
    ['https://100.127.255.255/', true],
    ['https://169.254.1.1/', true],
    ['https://172.16.0.1/', true],
    ['https://172.20.0.1/', true],
    ['https://172.29.0.1/', true],
    ['https://172.31.0.1/', true],
    ['https://198.18.0.1/', true],
    ['https://[::]/', true],
    ['https://[::1]/', true],
    ['https://[fc00::1]/', true],
    ['https://[fe80::1]/', true],
    ['https://printer.local/', true],
    ['https://localhost:3000/', true],
    ['https://app.localhost/', true],
    ['https://intranet/', true],
    ['https://nas.lan/', true],
    ['https://[::ffff:10.0.0.1]/', true],
    ['https://1.0.0.1/', false],
    ['https://100.63.0.1/', false],
    ['https://100.128.0.1/', false],
    ['https://172.15.0.1/', false],
    ['https://172.32.0.1/', false],
    ['https://198.20.0.1/', false],
    ['https://[2001:4860::1]/', false],
    ['https://10.example.com/', false],
    ['https://mylocalhost.com/', false],
    ['https://local.example/', false],
    ['https://a.locals/', false],
    ['https://10.1.a.example/', false],
    ['about:config', false],
    ['api.example.com:443/users', false],
  ])('%s: %s', async (url, isLocal) => {
    const { warnings } = await explain({ network: () => new Response(null, { headers: STAR }), page: PAGE, url })
    expect(warnings.some(({ code }) => code === 'local-network-access')).toBe(isLocal)
  })
})
