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
    'The response has no `Access-Control-Allow-Origin` header, so that no page of another origin may read it.',
    [SHARED],
    [[200]],
  ],
  'acao-multiple': [
    'The response has several values in `Access-Control-Allow-Origin`, `*, *`, and only one is allowed.',
    [SHARED],
    [[200, { 'access-control-allow-origin': '*, *' }]],
  ],
  'acao-invalid': [
    "The response has `app.example.com` in `Access-Control-Allow-Origin`, which is no origin; the page's origin is `https://app.example.com`.",
    [SHARED],
    [[200, { 'access-control-allow-origin': 'app.example.com' }]],
  ],
  'acao-mismatch': [
    "The response is for `https://app.example.com/`, but the page's origin is `https://app.example.com`, without a slash at the end.",
    [SHARED],
    [[200, { 'access-control-allow-origin': `${PAGE}/` }]],
  ],
  'acao-wildcard-with-credentials': [
    "The response has `*` in `Access-Control-Allow-Origin`, which does not count when the call has `credentials: 'include'`.",
    [SHARED_TRUE, OMIT],
    [[200, { 'access-control-allow-origin': '*', ...TRUE }]],
    INCLUDE,
  ],
  'acac-missing': [
    "The response has no `Access-Control-Allow-Credentials` header, and the call has `credentials: 'include'`.",
    [SHARED_TRUE, OMIT],
    [[200, ORIGIN]],
    INCLUDE,
  ],
  'acac-invalid': [
    'The response has `True` in `Access-Control-Allow-Credentials`, and only `true` counts.',
    [SHARED_TRUE, OMIT],
    [[200, { ...ORIGIN, 'access-control-allow-credentials': 'True' }]],
    INCLUDE,
  ],
  'preflight-acao-missing': [
    'The answer to the preflight has no `Access-Control-Allow-Origin` header, so that no page of another origin may read it (its status is 401).',
    [SHARED_PUT],
    [[401]],
    PUT,
  ],
  'preflight-acao-multiple': [
    'The answer to the preflight has several values in `Access-Control-Allow-Origin`, `https://a.example, https://b.example`, and only one is allowed.',
    [SHARED_PUT],
    [[204, { 'access-control-allow-origin': 'https://a.example, https://b.example' }]],
    PUT,
  ],
  'preflight-acao-invalid': [
    "The answer to the preflight has `true` in `Access-Control-Allow-Origin`, which is no origin; the page's origin is `https://app.example.com`.",
    [SHARED_PUT],
    [[204, { 'access-control-allow-origin': 'true' }]],
    PUT,
  ],
  'preflight-acao-mismatch': [
    "The answer to the preflight is for `http://app.example.com`, but the page's origin is `https://app.example.com`, of another scheme.",
    [SHARED_PUT],
    [[204, { 'access-control-allow-origin': 'http://app.example.com' }]],
    PUT,
  ],
  'preflight-acao-wildcard-with-credentials': [
    "The answer to the preflight has `*` in `Access-Control-Allow-Origin`, which does not count when the call has `credentials: 'include'`.",
    [SHARED_TRUE_PUT, OMIT],
    [[204, { 'access-control-allow-origin': '*' }]],
    { ...PUT, ...INCLUDE },
  ],
  'preflight-acac-missing': [
    "The answer to the preflight has no `Access-Control-Allow-Credentials` header, and the call has `credentials: 'include'`.",
    [SHARED_TRUE_PUT, OMIT],
    [[204, ORIGIN]],
    { ...PUT, ...INCLUDE },
  ],
  'preflight-acac-invalid': [
    'The answer to the preflight has `1` in `Access-Control-Allow-Credentials`, and only `true` counts.',
    [SHARED_TRUE_PUT, OMIT],
    [[204, { ...ORIGIN, 'access-control-allow-credentials': '1' }]],
    { ...PUT, ...INCLUDE },
  ],
  'preflight-network-error': [
    'The preflight got no answer: `connection refused`.',
    [API, SHARED_PUT],
    new Error('connection refused'),
    PUT,
  ],
  'preflight-redirect': [
    'The answer to the preflight is a redirect (status 307), and browsers do not follow those.',
    ['https://api.example.com/users/', SHARED_PUT],
    [[307, { ...ORIGIN, location: '/users/' }]],
    PUT,
  ],
  'preflight-status': [
    'The answer to the preflight has status 405, and only 200 to 299 will do.',
    [SHARED_PUT],
    [[405, ORIGIN]],
    PUT,
  ],
  'preflight-acam-invalid': [
    "The preflight's `Access-Control-Allow-Methods` is `GET PUT`, which is no list of methods parted by commas.",
    ['Access-Control-Allow-Methods: GET, PUT'],
    [[204, { ...ORIGIN, 'access-control-allow-methods': 'GET PUT' }]],
    PUT,
  ],
  'preflight-acah-invalid': [
    "The preflight's `Access-Control-Allow-Headers` is `x-a; x-b`, which is no list of header names parted by commas.",
    ['Access-Control-Allow-Headers: x-a, x-b'],
    [[204, { ...ORIGIN, 'access-control-allow-headers': 'x-a; x-b' }]],
    PUT,
  ],
  'preflight-method-not-allowed': [
    'The server does not allow the method `patch`: its `Access-Control-Allow-Methods` is `GET, PATCH`, and `PATCH` is another method.',
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
  'network-error': ['There was no answer: `getaddrinfo failed`.', [API], new Error('getaddrinfo failed')],
  'mode-same-origin': [
    "The call has `mode: 'same-origin'`, and `https://api.example.com` is another origin than the page's `https://app.example.com`.",
    ["mode: 'cors'"],
    [[200]],
    { mode: 'same-origin' },
  ],
  'no-cors-redirect-mode': [
    "The call has `mode: 'no-cors'` and `redirect: 'error'`, which do not go together.",
    ["redirect: 'follow'", "mode: 'cors'"],
    [[200]],
    { mode: 'no-cors', redirect: 'error' },
  ],
  'scheme-not-http': [
    "The URL's scheme is `localhost`, and other origins can be asked over http and https only.",
    ['http://localhost:3000/users'],
    [[200]],
    { url: 'localhost:3000/users' },
  ],
  'blocked-bad-port': [
    'Browsers block port 6000, where another protocol than HTTP is at home.',
    ['http://localhost:8080/'],
    [[200]],
    { url: 'http://localhost:6000/' },
  ],
  'redirect-mode-error': [
    "The answer is a redirect (status 302), and the call has `redirect: 'error'`.",
    ["redirect: 'follow'"],
    [[302, { ...ORIGIN, location: '/' }]],
    { redirect: 'error' },
  ],
  'redirect-invalid-location': [
    'The answer is a redirect to `https://`, which is not one URL.',
    ['Location: https://api.example.com/users'],
    [[302, { ...ORIGIN, location: 'https://' }]],
  ],
  'redirect-non-http': [
    'The answer is a redirect to `ftp://a.example/`, which is neither http nor https.',
    ['Location: https://api.example.com/users'],
    [[302, { ...ORIGIN, location: 'ftp://a.example' }]],
  ],
  'redirect-too-many': [
    'The answer is the 21st redirect, and browsers follow 20.',
    [API],
    [[302, { ...ORIGIN, location: API }]],
  ],
  'redirect-credentials-in-url': [
    'The answer is a redirect to `https://me:secret@api.example.com/`, and across origins no URL may hold a user or password.',
    ['Location: https://api.example.com/'],
    [[302, { ...ORIGIN, location: 'https://me:secret@api.example.com/' }]],
  ],
  'redirect-stream-body': [
    'The answer is a redirect, and the body of the call is a stream, which cannot be sent twice.',
    ['https://api.example.com/next', 'body: await new Response(stream).blob()'],
    [
      [204, ORIGIN],
      [307, { ...ORIGIN, location: '/next' }],
    ],
    { method: 'POST', body: new Response('stream').body },
  ],
  'keepalive-quota': [
    "The bodies of the page's calls with `keepalive` are too long: at most 65536 bytes on the way.",
    ['keepalive: false'],
    [[200, ORIGIN]],
    { method: 'POST', body: 'x'.repeat(65_537), keepalive: true },
  ],
  'corp-blocked': [
    'The response has `Cross-Origin-Resource-Policy: same-origin`, so that other origins cannot embed it.',
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
