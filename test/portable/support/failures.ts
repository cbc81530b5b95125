import type { FailureCode } from '../../../src/browser/terms/failure.ts'
import type { Question } from '../../../src/explain/index.ts'

export const PAGE = 'https://app.example.com'
export const API = 'https://api.example.com/users'

/** What is said, what is suggested, who answers, and the call. */
export type FailureRow = readonly [
  sentence: string,
  fixes: readonly string[],
  network: Answers,
  call?: Partial<Question>,
]
/** What the server sends: to a preflight, and to the request itself. */
type Answers = readonly (readonly [status: number, headers?: Readonly<Record<string, string>>])[] | Error

const ORIGIN = { 'access-control-allow-origin': PAGE }
const TRUE = { 'access-control-allow-credentials': 'true' }
const PUT = { method: 'PUT' }
const INCLUDE = { credentials: 'include' } as const
const SHARED = `Access-Control-Allow-Origin: ${PAGE}\nVary: Origin`
const SHARED_PUT = `Access-Control-Allow-Origin: ${PAGE}\nAccess-Control-Allow-Methods: PUT\nVary: Origin`
const SHARED_TRUE = `Access-Control-Allow-Origin: ${PAGE}\nAccess-Control-Allow-Credentials: true\nVary: Origin`
const SHARED_TRUE_PUT = `Access-Control-Allow-Origin: ${PAGE}\nAccess-Control-Allow-Credentials: true\nAccess-Control-Allow-Methods: PUT\nVary: Origin`
const OMIT = "credentials: 'same-origin'"

/** Each failure that the browser's half can make, with a server that makes it. */
export const FAILURE_ROWS: { readonly [Code in FailureCode]?: FailureRow } = {
  'acao-missing': [
    'The response has no `Access-Control-Allow-Origin` header, so browsers do not let pages of other origins read it.',
    [SHARED],
    [[200]],
  ],
  'acao-multiple': [
    'The response has several values in `Access-Control-Allow-Origin`, `*, *`, but browsers accept only one.',
    [SHARED],
    [[200, { 'access-control-allow-origin': '*, *' }]],
  ],
  'acao-invalid': [
    "The response has `app.example.com` in `Access-Control-Allow-Origin`, which is not an origin; the page's origin is `https://app.example.com`.",
    [SHARED],
    [[200, { 'access-control-allow-origin': 'app.example.com' }]],
  ],
  'acao-mismatch': [
    "The response allows `https://app.example.com/`, but the page's origin is `https://app.example.com`, without a slash at the end.",
    [SHARED],
    [[200, { 'access-control-allow-origin': `${PAGE}/` }]],
  ],
  'acao-wildcard-with-credentials': [
    "The response has `*` in `Access-Control-Allow-Origin`, but a call with `credentials: 'include'` needs the exact origin there.",
    [SHARED_TRUE, OMIT],
    [[200, { 'access-control-allow-origin': '*', ...TRUE }]],
    INCLUDE,
  ],
  'acac-missing': [
    "The response has no `Access-Control-Allow-Credentials` header, but a call with `credentials: 'include'` needs `true` there.",
    [SHARED_TRUE, OMIT],
    [[200, ORIGIN]],
    INCLUDE,
  ],
  'acac-invalid': [
    'The response has `True` in `Access-Control-Allow-Credentials`, but browsers accept only `true`, in lower case.',
    [SHARED_TRUE, OMIT],
    [[200, { ...ORIGIN, 'access-control-allow-credentials': 'True' }]],
    INCLUDE,
  ],
  'preflight-acao-missing': [
    'The preflight response has no `Access-Control-Allow-Origin` header, so browsers do not let pages of other origins read it (its status is 401).',
    [SHARED_PUT],
    [[401]],
    PUT,
  ],
  'preflight-acao-multiple': [
    'The preflight response has several values in `Access-Control-Allow-Origin`, `https://a.example, https://b.example`, but browsers accept only one.',
    [SHARED_PUT],
    [[204, { 'access-control-allow-origin': 'https://a.example, https://b.example' }]],
    PUT,
  ],
  'preflight-acao-invalid': [
    "The preflight response has `true` in `Access-Control-Allow-Origin`, which is not an origin; the page's origin is `https://app.example.com`.",
    [SHARED_PUT],
    [[204, { 'access-control-allow-origin': 'true' }]],
    PUT,
  ],
  'preflight-acao-mismatch': [
    "The preflight response allows `http://app.example.com`, but the page's origin is `https://app.example.com`, with another scheme.",
    [SHARED_PUT],
    [[204, { 'access-control-allow-origin': 'http://app.example.com' }]],
    PUT,
  ],
  'preflight-acao-wildcard-with-credentials': [
    "The preflight response has `*` in `Access-Control-Allow-Origin`, but a call with `credentials: 'include'` needs the exact origin there.",
    [SHARED_TRUE_PUT, OMIT],
    [[204, { 'access-control-allow-origin': '*' }]],
    { ...PUT, ...INCLUDE },
  ],
  'preflight-acac-missing': [
    "The preflight response has no `Access-Control-Allow-Credentials` header, but a call with `credentials: 'include'` needs `true` there.",
    [SHARED_TRUE_PUT, OMIT],
    [[204, ORIGIN]],
    { ...PUT, ...INCLUDE },
  ],
  'preflight-acac-invalid': [
    'The preflight response has `1` in `Access-Control-Allow-Credentials`, but browsers accept only `true`, in lower case.',
    [SHARED_TRUE_PUT, OMIT],
    [[204, { ...ORIGIN, 'access-control-allow-credentials': '1' }]],
    { ...PUT, ...INCLUDE },
  ],
  'preflight-network-error': [
    'The preflight got no response: `connection refused`.',
    [API, SHARED_PUT],
    new Error('connection refused'),
    PUT,
  ],
  'preflight-redirect': [
    'The preflight response is a redirect (status 307), but browsers do not follow redirects of a preflight.',
    ['https://api.example.com/users/', SHARED_PUT],
    [[307, { ...ORIGIN, location: '/users/' }]],
    PUT,
  ],
  'preflight-status': [
    'The preflight response has status 405, but browsers accept only a status from 200 to 299.',
    [SHARED_PUT],
    [[405, ORIGIN]],
    PUT,
  ],
  'preflight-acam-invalid': [
    "The preflight's `Access-Control-Allow-Methods` is `GET PUT`, which is not a list of methods separated by commas.",
    ['Access-Control-Allow-Methods: GET, PUT'],
    [[204, { ...ORIGIN, 'access-control-allow-methods': 'GET PUT' }]],
    PUT,
  ],
  'preflight-acah-invalid': [
    "The preflight's `Access-Control-Allow-Headers` is `x-a; x-b`, which is not a list of header names separated by commas.",
    ['Access-Control-Allow-Headers: x-a, x-b'],
    [[204, { ...ORIGIN, 'access-control-allow-headers': 'x-a; x-b' }]],
    PUT,
  ],
  'preflight-method-not-allowed': [
    'The server does not allow the method `patch`: its `Access-Control-Allow-Methods` is `GET, PATCH`, and `PATCH` is a different method, because methods are case-sensitive.',
    ["method: 'PATCH'", `Access-Control-Allow-Origin: ${PAGE}\nAccess-Control-Allow-Methods: patch\nVary: Origin`],
    [[204, { ...ORIGIN, 'access-control-allow-methods': 'GET, PATCH' }]],
    { method: 'patch' },
  ],
  'preflight-header-not-allowed': [
    'The server does not allow the header `authorization`: its `Access-Control-Allow-Headers` is `*`, and `*` does not cover `authorization`.',
    [
      `Access-Control-Allow-Origin: ${PAGE}\nAccess-Control-Allow-Headers: authorization, x-id\nVary: Origin`,
      "headers: { 'x-id': '1' }",
    ],
    [[204, { ...ORIGIN, 'access-control-allow-headers': '*' }]],
    { headers: { authorization: 'Bearer 1', 'x-id': '1' } },
  ],
  'network-error': ['The request got no response: `getaddrinfo failed`.', [API], new Error('getaddrinfo failed')],
  'mode-same-origin': [
    "The call has `mode: 'same-origin'`, but the URL's origin, `https://api.example.com`, is not the page's origin, `https://app.example.com`.",
    ["mode: 'cors'"],
    [[200]],
    { mode: 'same-origin' },
  ],
  'no-cors-redirect-mode': [
    "The call has `mode: 'no-cors'` and `redirect: 'error'`, but `no-cors` works only with `redirect: 'follow'`.",
    ["redirect: 'follow'", "mode: 'cors'"],
    [[200]],
    { mode: 'no-cors', redirect: 'error' },
  ],
  'scheme-not-http': [
    "The URL's scheme is `localhost`, but pages can fetch from other origins only over http and https.",
    ['http://localhost:3000/users'],
    [[200]],
    { url: 'localhost:3000/users' },
  ],
  'blocked-bad-port': [
    "The URL's port is 6000, which browsers block because it belongs to a protocol other than HTTP.",
    ['http://localhost:8080/'],
    [[200]],
    { url: 'http://localhost:6000/' },
  ],
  'redirect-mode-error': [
    "The response is a redirect (status 302), but the call has `redirect: 'error'`.",
    ["redirect: 'follow'"],
    [[302, { ...ORIGIN, location: '/' }]],
    { redirect: 'error' },
  ],
  'redirect-invalid-location': [
    'The response redirects to `https://`, which is not a valid URL.',
    ['Location: https://api.example.com/new'],
    [[302, { ...ORIGIN, location: 'https://' }]],
  ],
  'redirect-non-http': [
    'The response redirects to `ftp://a.example/`, but browsers follow redirects only to http and https.',
    ['Location: https://api.example.com/new'],
    [[302, { ...ORIGIN, location: 'ftp://a.example' }]],
  ],
  'redirect-too-many': [
    'The response is the 21st redirect in a row, but browsers follow only 20.',
    [API],
    [[302, { ...ORIGIN, location: API }]],
  ],
  'redirect-credentials-in-url': [
    'The response redirects to `https://me:secret@api.example.com/`, but a cross-origin redirect must not have a user name or password in its URL.',
    ['Location: https://api.example.com/'],
    [[302, { ...ORIGIN, location: 'https://me:secret@api.example.com/' }]],
  ],
  'redirect-stream-body': [
    'The response is a redirect, but the body of the call is a stream, which cannot be sent twice.',
    ['https://api.example.com/next', 'body: await new Response(stream).blob()'],
    [
      [204, ORIGIN],
      [307, { ...ORIGIN, location: '/next' }],
    ],
    { method: 'POST', body: new Response('stream').body },
  ],
  'keepalive-quota': [
    "The bodies of the page's `keepalive` calls are too long: browsers send at most 65536 bytes of them at a time.",
    ['keepalive: false'],
    [[200, ORIGIN]],
    { method: 'POST', body: 'x'.repeat(65_537), keepalive: true },
  ],
  'corp-blocked': [
    "The response has `Cross-Origin-Resource-Policy: same-origin`, so pages of other origins cannot load it with `mode: 'no-cors'`.",
    ['Cross-Origin-Resource-Policy: cross-origin', "mode: 'cors'"],
    [[200, { 'cross-origin-resource-policy': 'same-origin' }]],
    { mode: 'no-cors' },
  ],
}

/** Answers a preflight with the first, and all else with the last. */
export function serverOf(answers: Answers): (request: Request) => Response {
  return (request) => {
    if (answers instanceof Error) throw answers
    const [status, headers = {}] = (request.method === 'OPTIONS' ? answers[0] : answers.at(-1)) ?? [200]
    return new Response(null, { status, headers })
  }
}
