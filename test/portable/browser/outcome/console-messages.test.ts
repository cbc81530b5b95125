import { expect, it } from 'vitest'
import { CorsError, createBrowser, type PageRequestInit } from '../../../../src/browser/index.ts'

const PAGE = 'https://app.example'
const API = 'https://api.example/x'
const ORIGIN = { 'Access-Control-Allow-Origin': PAGE }
const SHARED = { ...ORIGIN, 'Access-Control-Allow-Credentials': 'true' }
const PUT = { method: 'PUT' } as const
const INCLUDE = { credentials: 'include' } as const

/** A server that answers every request with some headers, or only preflights. */
const says =
  (headers: Record<string, string>, status = 200) =>
  () =>
    new Response(null, { status, headers })
const saysFirst =
  (headers: Record<string, string>, status = 204) =>
  ({ method }: Request) =>
    new Response(null, method === 'OPTIONS' ? { status, headers } : { headers: SHARED })
const sends = (location: string, status = 302) => says({ ...SHARED, Location: location }, status)

type Row = [
  code: string,
  network: (request: Request) => Response,
  init: PageRequestInit,
  words: [string, string, string],
]

/** A way to each failure, and the words by which a user recognises it in the consoles of Chromium, Firefox and WebKit. */
const ROWS: Row[] = [
  [
    'acao-missing',
    says({}),
    {},
    ["No 'Access-Control-Allow-Origin' header is present", 'missing', 'not allowed by Access-Control-Allow-Origin'],
  ],
  [
    'acao-multiple',
    says({ 'Access-Control-Allow-Origin': '*, *' }),
    {},
    ['multiple values', 'does not match', 'more than one origin'],
  ],
  [
    'acao-invalid',
    says({ 'Access-Control-Allow-Origin': 'x' }),
    {},
    ["invalid value 'x'", 'does not match', 'not allowed by Access-Control-Allow-Origin'],
  ],
  [
    'acao-mismatch',
    says({ 'Access-Control-Allow-Origin': `${PAGE}/` }),
    {},
    ['not equal to the supplied origin', 'does not match', 'not allowed by Access-Control-Allow-Origin'],
  ],
  [
    'acao-wildcard-with-credentials',
    says({ 'Access-Control-Allow-Origin': '*' }),
    INCLUDE,
    ["wildcard '*'", "'*'", 'wildcard'],
  ],
  ['acac-missing', says(ORIGIN), INCLUDE, ["must be 'true'", "Expected 'true'", 'not "true"']],
  [
    'acac-invalid',
    says({ ...SHARED, 'Access-Control-Allow-Credentials': 'yes' }),
    INCLUDE,
    ["is 'yes'", "Expected 'true'", 'not "true"'],
  ],
  [
    'preflight-acao-missing',
    says({}),
    PUT,
    ["preflight request doesn't pass", 'missing', 'not allowed by Access-Control-Allow-Origin'],
  ],
  [
    'preflight-acao-multiple',
    says({ 'Access-Control-Allow-Origin': '*, *' }),
    PUT,
    ["preflight request doesn't pass", 'does not match', 'more than one'],
  ],
  [
    'preflight-acao-invalid',
    says({ 'Access-Control-Allow-Origin': 'x' }),
    PUT,
    ["preflight request doesn't pass", 'does not match', 'not allowed'],
  ],
  [
    'preflight-acao-mismatch',
    says({ 'Access-Control-Allow-Origin': 'null' }),
    PUT,
    ["preflight request doesn't pass", "'null'", 'not allowed'],
  ],
  [
    'preflight-acao-wildcard-with-credentials',
    says({ 'Access-Control-Allow-Origin': '*' }),
    { ...PUT, ...INCLUDE },
    ["preflight request doesn't pass", "'*'", 'wildcard'],
  ],
  [
    'preflight-acac-missing',
    says(ORIGIN),
    { ...PUT, ...INCLUDE },
    ["preflight request doesn't pass", "Expected 'true'", 'not "true"'],
  ],
  [
    'preflight-acac-invalid',
    says({ ...SHARED, 'Access-Control-Allow-Credentials': 'yes' }),
    { ...PUT, ...INCLUDE },
    ["preflight request doesn't pass", "Expected 'true'", 'not "true"'],
  ],
  [
    'preflight-redirect',
    saysFirst({ ...SHARED, Location: '/y' }, 302),
    PUT,
    ['Redirect is not allowed', 'redirect not allowed', 'Status code: 302'],
  ],
  ['preflight-status', saysFirst(SHARED, 401), PUT, ['HTTP ok status', 'Status code: 401', 'Status code: 401']],
  [
    'preflight-acam-invalid',
    saysFirst({ ...SHARED, 'Access-Control-Allow-Methods': 'a b' }),
    PUT,
    ['Cannot parse', "Invalid token 'a b'", 'invalid value: a b'],
  ],
  [
    'preflight-acah-invalid',
    saysFirst({ ...SHARED, 'Access-Control-Allow-Headers': 'a b' }),
    PUT,
    ['Cannot parse', "Invalid token 'a b'", 'invalid value: a b'],
  ],
  [
    'preflight-method-not-allowed',
    saysFirst(SHARED),
    PUT,
    ['Method PUT is not allowed', 'Did not find method', 'Method PUT is not allowed'],
  ],
  [
    'preflight-header-not-allowed',
    saysFirst(SHARED),
    { headers: { 'X-A': '1' } },
    ['Request header field x-a', "Header 'x-a'", 'Request header field x-a'],
  ],
  [
    'preflight-network-error',
    () => fail('no route'),
    PUT,
    ['net::ERR_FAILED', 'did not succeed', 'access control checks'],
  ],
  ['network-error', () => fail('no route'), {}, ['net::ERR_FAILED', 'did not succeed', 'access control checks']],
  ['mode-same-origin', says({}), { mode: 'same-origin' }, ['request mode', 'did not succeed', 'access control checks']],
  [
    'no-cors-redirect-mode',
    says({}),
    { mode: 'no-cors', redirect: 'error' },
    ['net::ERR_FAILED', 'did not succeed', 'access control checks'],
  ],
  [
    'redirect-mode-error',
    sends('/y'),
    { redirect: 'error' },
    ['net::ERR_FAILED', 'did not succeed', 'follow a redirection'],
  ],
  [
    'redirect-invalid-location',
    sends('https://[x]/'),
    {},
    ['net::ERR_FAILED', 'did not succeed', 'access control checks'],
  ],
  ['redirect-non-http', sends('data:,x'), {}, ['net::ERR_FAILED', 'did not succeed', 'access control checks']],
  ['redirect-too-many', sends('/y'), {}, ['net::ERR_TOO_MANY_REDIRECTS', 'did not succeed', '20 redirections']],
  [
    'redirect-credentials-in-url',
    sends('https://u:p@api.example/y'),
    {},
    ['username and password', 'did not succeed', 'has credentials'],
  ],
  [
    'redirect-stream-body',
    sends('/y', 307),
    { method: 'POST', body: stream(), duplex: 'half' },
    ['net::ERR_FAILED', 'did not succeed', 'access control checks'],
  ],
  [
    'keepalive-quota',
    says(SHARED),
    { method: 'POST', body: 'x'.repeat(65_537), keepalive: true },
    ['net::ERR_FAILED', 'did not succeed', 'access control checks'],
  ],
  [
    'corp-blocked',
    says({ 'Cross-Origin-Resource-Policy': 'same-origin' }),
    { mode: 'no-cors' },
    ['net::ERR_FAILED', 'did not succeed', 'access control checks'],
  ],
]

function fail(message: string): never {
  throw new Error(message)
}

function stream(): ReadableStream<Uint8Array> {
  return new Blob(['x']).stream()
}

async function refusal(
  network: (request: Request) => Response,
  url: string,
  init: PageRequestInit,
): Promise<CorsError> {
  const preflighted = init.body ? withPermission(network) : network
  const error: unknown = await createBrowser({ network: preflighted })
    .page(PAGE)
    .fetch(url, init)
    .catch((thrown: unknown) => thrown)
  if (!(error instanceof CorsError)) throw new Error(`Expected a CorsError, got ${String(error)}`)
  return error
}

/** A stream always needs a preflight. */
function withPermission(network: (request: Request) => Response): (request: Request) => Response {
  return (request) => (request.method === 'OPTIONS' ? new Response(null, { headers: SHARED }) : network(request))
}

it.each(ROWS)('%s', async (code, network, init, [chromium, firefox, webkit]) => {
  const error = await refusal(network, API, init)

  expect(error.code).toBe(code)
  expect(error.message.startsWith(`${code} at https://`)).toBe(true)
  expect(error.console.chromium).toContain(chromium)
  expect(error.console.firefox).toContain(firefox)
  expect(error.console.webkit).toContain(webkit)
  expect(JSON.stringify([error.message, error.console])).not.toContain('undefined')
})

it.each([
  ['scheme-not-http', 'ftp://api.example/', ['protocol schemes', 'not http', 'only supported for HTTP']],
  [
    'blocked-bad-port',
    'https://api.example:22/',
    ['net::ERR_UNSAFE_PORT', 'did not succeed', 'restricted network port'],
  ],
])('%s', async (code, url, [chromium = '', firefox = '', webkit = '']) => {
  const error = await refusal(says({}), url, {})

  expect(error.code).toBe(code)
  expect([error.console.chromium, error.console.firefox, error.console.webkit]).toEqual([
    expect.stringContaining(chromium),
    expect.stringContaining(firefox),
    expect.stringContaining(webkit),
  ])
})

it('Chromium names the URL of the call after a redirect', async () => {
  const network = ({ url }: Request): Response =>
    url === API ? new Response(null, { status: 302, headers: { ...SHARED, Location: '/y' } }) : new Response()
  const error = await refusal(network, API, {})

  expect([error.code, error.hop]).toEqual(['acao-missing', 1])
  expect(error.console.chromium).toContain(
    `at 'https://api.example/y' (redirected from '${API}') from origin '${PAGE}'`,
  )
})
