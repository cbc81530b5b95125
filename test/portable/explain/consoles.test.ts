import { describe, expect, test } from 'vitest'
import { explain, type Question, render } from '../../../src/explain/index.ts'

const PAGE = 'https://app.example.com'
const API = 'https://api.example.com/users'
const SHARE = { 'access-control-allow-origin': PAGE }
const STAR = { 'access-control-allow-origin': '*' }
const OTHER = { 'access-control-allow-origin': 'https://b.example' }
const INCLUDE = { credentials: 'include' } as const
const X_A = { headers: { 'x-a': '1' } }

type Answer = readonly [status: number, headers: Readonly<Record<string, string>>]
/** The answer to the preflight of a PUT, the call, and a part of each console line. */
type Row = readonly [
  what: string,
  preflight: Answer,
  call: Partial<Question>,
  chromium: string,
  firefox: string,
  webkit: string,
]

/**
 * Responses that fail in more than one way. Read from the consoles of Chromium 156, Firefox ESR 153 and WebKitGTK 2.50,
 * each of which got the same responses from a server on loopback.
 */
const ROWS: readonly Row[] = [
  [
    'a redirect',
    [302, { ...SHARE, location: '/x' }],
    {},
    'Redirect is not allowed',
    'redirect not allowed',
    'Status code: 302',
  ],
  [
    'a redirect without CORS headers',
    [302, { location: '/x' }],
    {},
    'Redirect is not allowed',
    'missing',
    'Status code: 302',
  ],
  [
    'a redirect and a star with credentials',
    [302, { ...STAR, location: '/x' }],
    INCLUDE,
    'Redirect is not allowed',
    'Credential is not supported',
    'Status code: 302',
  ],
  [
    'a bad status without CORS headers',
    [401, {}],
    {},
    "No 'Access-Control-Allow-Origin'",
    'missing',
    'Status code: 401',
  ],
  ['a bad status', [401, SHARE], {}, 'HTTP ok status', 'did not succeed. Status code: 401', 'Status code: 401'],
  [
    'a bad status and another origin',
    [404, OTHER],
    {},
    "'https://b.example' that is not equal",
    "'https://b.example'",
    'Status code: 404',
  ],
  [
    'a bad status and a star with credentials',
    [500, STAR],
    INCLUDE,
    "wildcard '*'",
    'Credential is not supported',
    'Status code: 500',
  ],
  [
    'a bad status and two origins',
    [401, { 'access-control-allow-origin': `${PAGE}, ${PAGE}` }],
    {},
    'multiple values',
    'Multiple CORS header',
    'Status code: 401',
  ],
  [
    'a star with credentials, and no credentials',
    [204, STAR],
    INCLUDE,
    "wildcard '*'",
    'Credential is not supported',
    'wildcard',
  ],
  [
    'two origins with credentials',
    [204, { 'access-control-allow-origin': `*, ${PAGE}` }],
    INCLUDE,
    'multiple values',
    'Multiple CORS header',
    'more than one origin',
  ],
  [
    'two origins with a blank between',
    [204, { 'access-control-allow-origin': `${PAGE} https://b.example` }],
    {},
    'multiple values',
    'does not match',
    'not allowed by Access-Control-Allow-Origin',
  ],
  [
    'another origin, and no credentials',
    [204, OTHER],
    INCLUDE,
    'not equal to the supplied origin',
    'does not match',
    'not allowed by Access-Control-Allow-Origin',
  ],
  [
    'credentials that are missing, and no method',
    [204, SHARE],
    INCLUDE,
    "is '', which must be 'true'",
    "Expected 'true'",
    'not "true"',
  ],
  [
    'two malformed lists',
    [204, { ...SHARE, 'access-control-allow-methods': 'GET PUT', 'access-control-allow-headers': 'x-a; x-b' }],
    X_A,
    'Cannot parse the Access-Control-Allow-Methods',
    "Invalid token 'GET PUT'",
    'Access-Control-Allow-Methods has an invalid value: GET PUT',
  ],
  [
    'a missing method and a malformed list of headers',
    [204, { ...SHARE, 'access-control-allow-methods': 'GET', 'access-control-allow-headers': 'x-a; x-b' }],
    X_A,
    'Cannot parse the Access-Control-Allow-Headers',
    'Did not find method',
    'Access-Control-Allow-Headers has an invalid value: x-a; x-b',
  ],
  [
    'a missing method and a missing header',
    [204, SHARE],
    X_A,
    'Method PUT is not allowed',
    'Did not find method',
    'Method PUT is not allowed',
  ],
  [
    'a list with one element that is no token',
    [204, { ...SHARE, 'access-control-allow-methods': 'PUT, P UT, x' }],
    {},
    'Cannot parse',
    "Invalid token 'P UT'",
    'has an invalid value: PUT, P UT, x',
  ],
  [
    'several missing headers',
    [204, { ...SHARE, 'access-control-allow-methods': 'PUT' }],
    { headers: { 'x-b': '1', authorization: '2', 'x-a': '3' } },
    'Request header field authorization',
    "Header 'authorization'",
    'Request header field authorization',
  ],
]

const ask = async ([, [status, headers], call]: Row, profile: Question['profile']) =>
  await explain({
    network: () => new Response(null, { status, headers }),
    page: PAGE,
    url: API,
    method: 'PUT',
    profile,
    ...call,
  })

describe('each console line is of the first check that fails in its browser', () => {
  test.each(ROWS)('%s', async (...row) => {
    const [, , , chromium, firefox, webkit] = row
    for (const profile of ['spec', 'chromium', 'firefox', 'webkit'] as const) {
      // oxlint-disable-next-line no-await-in-loop
      const { verdict } = await ask(row, profile)
      expect(verdict.console?.chromium).toContain(chromium)
      expect(verdict.console?.firefox).toContain(firefox)
      expect(verdict.console?.webkit).toContain(webkit)
    }
  })

  test('after a preflight that all accept', async () => {
    const network = ({ method }: Request): Response =>
      method === 'OPTIONS'
        ? new Response(null, { headers: { ...SHARE, 'access-control-allow-methods': 'PUT' } })
        : new Response(null, { status: 502 })
    const { verdict } = await explain({ network, page: PAGE, url: API, method: 'PUT' })
    expect(verdict.console?.chromium).toContain(`policy: No 'Access-Control-Allow-Origin'`)
    expect(Object.keys(verdict.console ?? {})).toEqual(['chromium', 'firefox', 'webkit'])
  })

  test('after redirects there and back again', async () => {
    let asked = 0
    const network = ({ url }: Request): Response => {
      asked++
      const headers = { ...SHARE, location: url === API ? '/a' : API }
      return asked === 3 ? new Response() : new Response(null, { status: 302, headers })
    }
    const { verdict } = await explain({ network, page: PAGE, url: API, probe: false })
    expect(verdict.code).toBe('acao-missing')
    expect(verdict.console?.chromium).toContain("No 'Access-Control-Allow-Origin'")
  })

  test('with the URL after a redirect', async () => {
    const network = ({ url }: Request): Response =>
      url === API ? new Response(null, { status: 302, headers: { ...SHARE, location: '/plain' } }) : new Response()
    const { verdict } = await explain({ network, page: PAGE, url: API })
    expect(verdict.console?.chromium).toContain(`https://api.example.com/plain' (redirected from '${API}')`)
    expect(verdict.console?.webkit).toContain('load https://api.example.com/plain due')
  })
})

describe('a browser that gets past the failure', () => {
  const network = (): Response => new Response(null, { headers: { ...SHARE, 'access-control-allow-headers': '*' } })
  const call = { network, page: PAGE, url: API, headers: { authorization: '1' } }

  test('has no line, because what it reports depends on a response that was not asked for', async () => {
    const explanation = await explain(call)
    expect(explanation.verdict).toMatchObject({ code: 'preflight-header-not-allowed', console: {} })
    expect(render(explanation, 'text')).not.toContain('console')
    expect(render(explanation, 'markdown')).not.toContain('console')
  })

  test('does not make others silent', async () => {
    const { verdict } = await explain({
      ...call,
      network: () => new Response(null, { headers: STAR }),
      headers: { 'Save-Data': 'on' },
    })
    expect(Object.keys(verdict.console ?? {})).toEqual(['firefox', 'webkit'])
  })
})
