import {
  ALL_ASK,
  ALL_READ,
  API_ASKED_TOO_MUCH,
  apiAskedBy,
  apiReadBy,
  expectedOfCorpus,
  FORM_READ,
  NOTHING,
  TENANT,
  TENANT_ASKS,
  TENANT_READS,
} from './expected.mjs'
import { APP, CORPUS, EVIL, get, names, ORIGIN_OF_16_KB, preflight, request } from './requests.mjs'

const ALLOWED = [
  APP,
  'https://admin.example.com',
  'https://pr-1.preview.example.com',
  'https://a.b.c.preview.example.com',
  `https://${'a'.repeat(63)}.${'b'.repeat(63)}.preview.example.com`,
  'http://localhost',
  'http://localhost:5173',
]

/** None of these is an origin that the policy of `/api` lists. */
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

/** A list of names that is read, or whose length is refused before. */
const READ_LISTS = ['content-type,x-request-id', 'x-evil', 'x evil', '*', names(100)]
const LONG_LISTS = [names(129), 'a'.repeat(5000), ','.repeat(5000)]

const PREFLIGHTS = [
  ...ALLOWED.map((origin) => [preflight('/api/items', origin), apiAskedBy(origin)]),
  ...REFUSED.map((origin) => [preflight('/api/items', origin), NOTHING]),
  ...READ_LISTS.map((list) => [preflight('/api/items', APP, { list }), apiAskedBy(APP)]),
  ...LONG_LISTS.map((list) => [preflight('/api/items', APP, { list }), API_ASKED_TOO_MUCH]),
  ...LONG_LISTS.map((list) => [preflight('/api/items', EVIL, { list }), NOTHING]),
  ...['PATCH', 'put', 'constructor', 'GET, PUT'].map((method) => [
    preflight('/api/items', APP, { method }),
    apiAskedBy(APP),
  ]),
  [preflight('/tenants/items', TENANT), TENANT_ASKS],
  [preflight('/tenants/items', BROKEN_TENANT), NOTHING],
  [preflight('/tenants/items', EVIL), NOTHING],
  [preflight('/public/items', EVIL), ALL_ASK],
  [preflight('/public/items', 'null'), ALL_ASK],
].map(([asked, cors]) => ({ request: asked, status: 204, cors, body: '' }))

/** Only `OPTIONS`, `Origin` and a method that is asked for make a preflight: these reach the application, which echoes. */
const NO_PREFLIGHTS = [
  [request('OPTIONS', '/api/echo', APP), apiReadBy(APP)],
  [request('OPTIONS', '/api/echo', EVIL), NOTHING],
  [preflight('/api/echo', APP, { method: '' }), apiReadBy(APP)],
  [preflight('/api/echo', undefined), NOTHING],
  [request('POST', '/api/echo', APP, { 'access-control-request-method': 'PUT' }), apiReadBy(APP)],
]

const ECHOES = [
  ...NO_PREFLIGHTS,
  ...ALLOWED.map((origin) => [get('/api/echo', origin), apiReadBy(origin)]),
  ...REFUSED.map((origin) => [get('/api/echo', origin), NOTHING]),
  [get('/api/echo', undefined), NOTHING],
  ...['PUT', 'DELETE', 'PATCH', 'PROPFIND', 'PURGE', 'TRACE'].map((method) => [
    request(method, '/api/echo', APP),
    apiReadBy(APP),
  ]),
  [get('/tenants/echo', TENANT), TENANT_READS],
  [get('/tenants/echo', BROKEN_TENANT), NOTHING],
  [get('/tenants/echo', 'HTTPS://a.tenants.example'), NOTHING],
  [get('/tenants/echo', `${TENANT}.evil.example.net`), NOTHING],
  [get('/tenants/echo', 'null'), NOTHING],
  ...[APP, EVIL, 'null', undefined].map((origin) => [get('/public/echo', origin), ALL_READ]),
  [request('POST', '/forms/echo', APP), FORM_READ],
  ...CORPUS.map((entry) => [get(`/${entry.policy}/echo`, entry.origin), expectedOfCorpus(entry)]),
].map(([asked, cors]) => ({ request: asked, status: 200, cors, body: asked.method }))

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version': '13',
}

/** What an application does beside echoing keeps its status and its own `Vary`. */
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

/** A request each, with the status, the body, and all headers of CORS and `Vary` that belong to it. */
export const VERDICTS = [
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

function refusedForm(asked, reason) {
  return { request: asked, status: 403, cors: NOTHING, body: `Cross-origin request refused: ${reason}` }
}
