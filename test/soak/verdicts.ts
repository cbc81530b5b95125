import {
  ALL_ASK,
  ALL_READ,
  API_ASKED_TOO_MUCH,
  apiAskedBy,
  apiReadBy,
  type CorsHeaders,
  expectedOfCorpus,
  FORM_READ,
  NOTHING,
  TENANT,
  TENANT_ASKS,
  TENANT_READS,
} from './expected.ts'
import { APP, CORPUS, EVIL, get, names, ORIGIN_OF_16_KB, preflight, request, type SoakRequest } from './requests.ts'

const ALLOWED = [
  APP,
  'https://admin.example.com',
  'https://pr-1.preview.example.com',
  'https://a.b.c.preview.example.com',
  `https://${'a'.repeat(63)}.${'b'.repeat(63)}.preview.example.com`,
  'http://localhost',
  'http://localhost:5173',
]

/** The policy of `/api` lists none of these origins. */
const REFUSED = [
  EVIL,
  'null',
  'http://app.example.com',
  'https://app.example.com/',
  'https://app.example.com.',
  'https://app.example.com:443',
  'https://app.example.com:8443',
  'https://app.example.com.evil.example.net',
  'https://user@app.example.com',
  'https://evil.example.net@app.example.com',
  'https://App.example.com',
  'https://example.com',
  'https://preview.example.com',
  'https://evilpreview.example.com',
  'https://pr-1.preview.example.com:8443',
  'https://pr-1..preview.example.com',
  'https://*.preview.example.com',
  'http://pr-1.preview.example.com',
  'https://localhost:3000',
  'http://localhost:99999',
  'http://localhost.evil.example.net',
  'https://app.example.com, https://evil.example.net',
  '__proto__',
  ORIGIN_OF_16_KB,
]

const BROKEN_TENANT = 'https://broken.tenants.example'

/** Lists of names that are read, and lists that are too long to be read. */
const READ_LISTS = ['content-type,x-request-id', 'x-evil', 'x evil', '*', names(100)]
const LONG_LISTS = [names(129), 'a'.repeat(5000), ','.repeat(5000)]

/** A request and the CORS headers of its answer. */
type Pair = readonly [asked: SoakRequest, cors: CorsHeaders]

const ASKED: readonly Pair[] = [
  ...ALLOWED.map((origin): Pair => [preflight('/api/items', origin), apiAskedBy(origin)]),
  ...REFUSED.map((origin): Pair => [preflight('/api/items', origin), NOTHING]),
  ...READ_LISTS.map((list): Pair => [preflight('/api/items', APP, { list }), apiAskedBy(APP)]),
  ...LONG_LISTS.map((list): Pair => [preflight('/api/items', APP, { list }), API_ASKED_TOO_MUCH]),
  ...LONG_LISTS.map((list): Pair => [preflight('/api/items', EVIL, { list }), NOTHING]),
  ...['PATCH', 'put', 'constructor', 'GET, PUT'].map((method): Pair => [
    preflight('/api/items', APP, { method }),
    apiAskedBy(APP),
  ]),
  [preflight('/tenants/items', TENANT), TENANT_ASKS],
  [preflight('/tenants/items', BROKEN_TENANT), NOTHING],
  [preflight('/tenants/items', EVIL), NOTHING],
  [preflight('/public/items', EVIL), ALL_ASK],
  [preflight('/public/items', 'null'), ALL_ASK],
]

const PREFLIGHTS = ASKED.map(([asked, cors]) => ({ request: asked, status: 204, cors, body: '' }))

/** Not preflights, which need `OPTIONS`, `Origin` and a requested method: these reach the application, which echoes. */
const NO_PREFLIGHTS: readonly Pair[] = [
  [request('OPTIONS', '/api/echo', APP), apiReadBy(APP)],
  [request('OPTIONS', '/api/echo', EVIL), NOTHING],
  [preflight('/api/echo', APP, { method: '' }), apiReadBy(APP)],
  [preflight('/api/echo', undefined), NOTHING],
  [request('POST', '/api/echo', APP, { 'access-control-request-method': 'PUT' }), apiReadBy(APP)],
]

const ECHOED: readonly Pair[] = [
  ...NO_PREFLIGHTS,
  ...ALLOWED.map((origin): Pair => [get('/api/echo', origin), apiReadBy(origin)]),
  ...REFUSED.map((origin): Pair => [get('/api/echo', origin), NOTHING]),
  [get('/api/echo', undefined), NOTHING],
  ...['PUT', 'DELETE', 'PATCH', 'PROPFIND', 'PURGE', 'TRACE'].map((method): Pair => [
    request(method, '/api/echo', APP),
    apiReadBy(APP),
  ]),
  [get('/tenants/echo', TENANT), TENANT_READS],
  [get('/tenants/echo', BROKEN_TENANT), NOTHING],
  [get('/tenants/echo', 'HTTPS://a.tenants.example'), NOTHING],
  [get('/tenants/echo', `${TENANT}.evil.example.net`), NOTHING],
  [get('/tenants/echo', 'null'), NOTHING],
  ...[APP, EVIL, 'null', undefined].map((origin): Pair => [get('/public/echo', origin), ALL_READ]),
  [request('POST', '/forms/echo', APP), FORM_READ],
  ...CORPUS.map((entry): Pair => [get(`/${entry.policy}/echo`, entry.origin), expectedOfCorpus(entry)]),
]

const ECHOES = ECHOED.map(([asked, cors]) => ({ request: asked, status: 200, cors, body: asked.method }))

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version': '13',
}

/** The answers of an application that does not echo keep their status and their own `Vary`. */
const ANSWERS = [APP, EVIL].flatMap((origin) => {
  const cors = origin === APP ? apiReadBy(APP) : NOTHING
  return [
    { request: get('/api/items', origin), status: 200, cors: { ...cors, vary: 'Accept, Origin' }, body: '[1,2,3]' },
    { request: get('/api/stream', origin), status: 200, cors, body: 'one two three' },
    { request: get('/api/throw', origin), status: 500, cors, body: '' },
    { request: get('/api/reject', origin), status: 500, cors, body: '' },
    { request: get('/api/throw-response', origin), status: 409, cors, body: 'conflict' },
    { request: get('/api/missing', origin), status: 404, cors, body: 'not found' },
    { request: get('/api/redirect', origin), status: 302, cors, body: '' },
    { request: get('/api/not-modified', origin), status: 304, cors, body: '' },
    {
      request: get('/api/upstream', origin),
      status: 200,
      cors: { ...cors, vary: 'Accept-Encoding, origin' },
      body: 'ok',
    },
    { request: get('/api/vary-all', origin), status: 200, cors: { ...cors, vary: '*' }, body: 'ok' },
    { request: get('/api/socket', origin, UPGRADE), status: 101, cors: {}, body: '' },
  ]
})

/** A request, and the status, the body, and all CORS headers and `Vary` of the right answer. */
export interface Verdict {
  readonly request: SoakRequest
  readonly status: number
  readonly cors: CorsHeaders
  readonly body: string
}

export const VERDICTS: readonly Verdict[] = [
  ...PREFLIGHTS,
  ...ECHOES,
  ...ANSWERS,
  { request: get('/tenants/throw', TENANT), status: 500, cors: TENANT_READS, body: '' },
  { request: get('/public/throw', EVIL), status: 500, cors: ALL_READ, body: '' },
  refusedForm(request('POST', '/forms/echo', EVIL), 'origin-not-listed'),
  refusedForm(request('POST', '/forms/echo', 'null'), 'origin-null'),
  refusedForm(request('PUT', '/forms/echo', APP), 'method-not-listed'),
  { request: get('/unhandled-rejections'), status: 200, cors: {}, body: '0' },
]

function refusedForm(asked: SoakRequest, reason: string): Verdict {
  return { request: asked, status: 403, cors: NOTHING, body: `Cross-origin request refused: ${reason}` }
}
