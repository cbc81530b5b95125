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

const ENFORCED = cors({ origin: [PAGE], enforce: true })
const OWN_PAGE = { page: 'http://api.example.com', url: 'http://api.example.com/users', method: 'POST' }

type Answers = Readonly<Record<string, string>> | ((request: Request) => Response)

/** A warning, its sentence, the server or only its headers, and the call. */
type Row = readonly [WarningCode, sentence: string, answers: Answers, call?: Partial<Question>]
const ROWS: readonly Row[] = [
  [
    'vary-origin-missing',
    'The response depends on the origin but has no `Vary: Origin`, so a cache may hand it to another site: send `Vary: Origin`.',
    ({ headers }) => new Response(null, { headers: headers.get('origin') === PAGE ? ORIGIN : {} }),
  ],
  [
    'origin-null-allowed',
    'The server allows the origin `null`, even with credentials, but any page can have that origin: refuse it.',
    ({ headers }) =>
      new Response(null, {
        headers: { 'access-control-allow-origin': headers.get('origin') ?? '*', ...TRUE, vary: 'Origin' },
      }),
  ],
  [
    'origin-null-allowed',
    'The server allows the origin `null`, but any page can have that origin: refuse it.',
    ({ headers }) => {
      const origin = headers.get('origin') ?? '*'
      const more = origin === 'null' ? {} : TRUE
      return new Response(null, { headers: { 'access-control-allow-origin': origin, ...more, vary: 'Origin' } })
    },
  ],
  [
    'origin-null-allowed',
    'The server allows the origin `null`, even with credentials, but any page can have that origin: refuse it.',
    ({ headers }) => {
      const origin = headers.get('origin') ?? '*'
      const more = origin === 'null' ? TRUE : {}
      return new Response(null, { headers: { 'access-control-allow-origin': origin, ...more, vary: 'Origin' } })
    },
  ],
  [
    'request-header-dropped',
    "With `mode: 'no-cors'`, scripts cannot set `content-type` and `x-a`, and browsers report no error: use `mode: 'cors'` to send them.",
    STAR,
    { mode: 'no-cors', headers: { 'content-type': 'application/json', 'x-a': '1' } },
  ],
  [
    'acao-wildcard-plus-acac',
    '`Access-Control-Allow-Credentials` has no effect together with `Access-Control-Allow-Origin: *`: name the origin, or leave out `Access-Control-Allow-Credentials`.',
    { ...STAR, ...TRUE },
  ],
  [
    'duplicate-headers',
    '`Access-Control-Allow-Origin` is set more than once: let only one layer (server, middleware or proxy) set it.',
    { 'access-control-allow-origin': '*, *' },
  ],
  [
    'expose-headers-invalid',
    '`Access-Control-Expose-Headers` is `x-total; x-page`, but browsers ignore it unless it is a list of header names separated by commas.',
    { ...STAR, 'access-control-expose-headers': 'x-total; x-page' },
  ],
  [
    'expose-wildcard-with-credentials',
    'With credentials, `*` in `Access-Control-Expose-Headers` is a header name and not a wildcard: list the headers.',
    { ...ORIGIN, ...TRUE, 'access-control-expose-headers': '*' },
    { credentials: 'include' },
  ],
  [
    'response-header-not-exposed',
    'The page cannot read `etag` and `x-total`: if it needs them, list them in `Access-Control-Expose-Headers`.',
    { ...STAR, etag: '"1"', 'x-total': '7', server: 'nginx' },
  ],
  [
    'cookie-not-kept',
    'Chrome and Firefox will not keep the cookie `a`, because `SameSite=None` needs `Secure`: set it with `Set-Cookie: a=…; SameSite=None; Secure`.',
    { ...ORIGIN, ...TRUE, 'set-cookie': 'a=1; SameSite=None' },
    { credentials: 'include' },
  ],
  [
    'cookie-not-sent',
    "Browsers will not send the cookie `a`, because the call has no `credentials: 'include'`: add it.",
    STAR,
    { cookies: ['a=1'] },
  ],
  [
    'set-cookie-ignored',
    "Browsers ignore the `Set-Cookie` of this response because the call has no `credentials: 'include'`: add it if you need the cookie.",
    { ...STAR, 'set-cookie': 'a=1' },
  ],
  [
    'max-age-capped',
    '`Access-Control-Max-Age` is 86400, but browsers cap it: 7200 in Chrome and 600 in Safari.',
    { ...ALLOW_PUT, 'access-control-max-age': '86400' },
    PUT,
  ],
  [
    'max-age-zero',
    '`Access-Control-Max-Age` is 0, so every call costs a preflight: send a number of seconds such as 600.',
    { ...ALLOW_PUT, 'access-control-max-age': '0' },
    PUT,
  ],
  [
    'max-age-invalid',
    '`Access-Control-Max-Age` is `1h`, but browsers accept only whole seconds: send a number such as 600.',
    { ...ALLOW_PUT, 'access-control-max-age': '1h' },
    PUT,
  ],
  [
    'wildcard-not-cached-firefox',
    'Firefox never reuses a preflight answered with `*`: list the methods and headers.',
    { ...STAR, 'access-control-allow-methods': '*' },
    PUT,
  ],
  [
    'authorization-wildcard',
    'Chrome, Firefox and Safari let `*` cover `authorization`, but the standard does not: list `authorization` in `Access-Control-Allow-Headers`.',
    { ...STAR, 'access-control-allow-headers': '*' },
    { headers: { authorization: '1' }, profile: 'chromium' },
  ],
  [
    'preflight-unauthorized',
    'The preflight response has status 401, so something requires a login before CORS is handled, but preflights never carry credentials: let OPTIONS requests pass without a login.',
    () => new Response(null, { status: 401 }),
    PUT,
  ],
  [
    'error-without-cors-headers',
    'The response has status 500, and many servers leave CORS headers out of errors: look at that error first.',
    () => new Response(null, { status: 500 }),
  ],
  [
    'side-effects-already-happened',
    'The server got the `POST` anyway and may have acted on it, because CORS keeps a page from reading, not from sending: to refuse it, check its origin on the server, as `enforce` and `corsage/csrf` do.',
    {},
    { method: 'POST' },
  ],
  [
    'own-page-refused',
    "`enforce` refuses this page of the server's own origin, because the request has no `Sec-Fetch-Site`: write `self: ['http://api.example.com']`.",
    ENFORCED.wrap(() => new Response()) as (request: Request) => Response,
    { ...OWN_PAGE, policy: ENFORCED },
  ],
  [
    'request-header-dropped',
    'Scripts cannot set `cookie` and `host`, and browsers report no error: do not set them.',
    STAR,
    { headers: { Cookie: 'a=1', Host: 'a.example' } },
  ],
  [
    'mixed-content',
    'The page is on https but `http://api.example.com` is not, so browsers block the call as mixed content, whatever its CORS headers: serve it over https.',
    STAR,
    { url: 'http://api.example.com/' },
  ],
  [
    'local-network-access',
    '`192.168.1.1` is on the local network, so browsers may ask the user for permission (Local Network Access), which no header can give.',
    STAR,
    { url: 'https://192.168.1.1/' },
  ],
  [
    'local-network-access',
    '`192.168.1.1` is on the local network, so browsers may block the call of a page on http (Local Network Access), which no header changes: open the page over https.',
    STAR,
    { page: 'http://app.example.com', url: 'http://192.168.1.1/' },
  ],
  [
    'authorization-dropped-on-redirect',
    "The redirect leads to another origin, so the browser drops `authorization`: call the redirect's target directly.",
    ({ url, method }) => {
      const isRedirect = url === API && method !== 'OPTIONS'
      const headers = { ...STAR, 'access-control-allow-headers': 'authorization', location: 'https://b.example/' }
      return new Response(null, { status: isRedirect ? 302 : 200, headers })
    },
    { headers: { authorization: '1' } },
  ],
  [
    'origin-null-after-redirect',
    "After redirects across several origins, the browser sends `Origin: null`: call the last redirect's target directly.",
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
  ])('a policy that allows %s gets none', async (_what, call) => {
    const options = { allowMethods: ['GET', 'PUT'], allowHeaders: ['x-id'], maxAge: 600 }
    const policy = cors({ origin: [PAGE], credentials: true, ...options })
    const { verdict, warnings, fixes } = await explain({ policy, page: PAGE, url: API, ...call })
    expect({ readable: verdict.readable, warnings, fixes }).toEqual({ readable: true, warnings: [], fixes: [] })
  })
})

test('each warning has a row above, and its code once', () => {
  const codes = WARNINGS.map(({ code }) => code)
  expect(new Set(codes).size).toBe(codes.length)
  // This one needs a policy that something else overrules: its row is in fixes.test.ts.
  const made = new Set<string>([...ROWS.map(([code]) => code), 'policy-not-in-effect'])
  expect(codes.filter((code) => !made.has(code))).toEqual([])
})

describe('the probe', () => {
  const count = async (question: Partial<Question>): Promise<string[]> => {
    const asked: string[] = []
    const network = (request: Request): Response => {
      asked.push(`${request.method} ${request.headers.get('origin')}`)
      return new Response(null, { headers: { ...ORIGIN, 'access-control-allow-methods': 'DELETE, XGET, GETX' } })
    }
    await explain({ network, page: PAGE, url: API, ...question })
    return asked
  }

  test('repeats a GET with other origins and without one', async () => {
    expect(await count({})).toEqual([`GET ${PAGE}`, 'GET https://corsage-probe.example', 'GET null', 'GET null'])
  })

  test('never repeats a request that may change something', async () => {
    const others = ['OPTIONS https://corsage-probe.example', 'OPTIONS null']
    expect(await count({ method: 'DELETE' })).toEqual([`OPTIONS ${PAGE}`, `DELETE ${PAGE}`, ...others])
    expect(await count({ method: 'POST' })).toEqual([`POST ${PAGE}`])
    for (const method of ['XGET', 'GETX'].filter(isKnownMethod)) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await count({ method })).toEqual([`OPTIONS ${PAGE}`, `${method} ${PAGE}`, ...others])
    }
  })

  test('can be turned off', async () => {
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
