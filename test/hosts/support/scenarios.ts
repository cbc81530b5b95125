/** The contract that every host keeps, as data: each request, and the expected response. */

export interface Sent {
  readonly method?: string
  /** The first segment names the policy (`policies.ts`). `{upstream}` is a server with its own CORS headers. */
  readonly path: string
  /** `{self}` is the server's own origin. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface Expected {
  readonly status: number
  readonly statusText?: string
  /** All `Access-Control-*` headers, in lower case. There must be no others, and each must be one line. */
  readonly cors: Readonly<Record<string, string>>
  /** The whole `Vary` header. Without this property, there must be none. */
  readonly vary?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly absent?: readonly string[]
  readonly body?: string
  readonly cookies?: readonly string[]
  /** Whether the application ran. Default: it did. */
  readonly ran?: boolean
  /** Whether the application's response had immutable headers. */
  readonly immutable?: boolean
}

/** The causes of differences between hosts: the runtime, the framework on it, and the test runner. */
export type HostTrait =
  | 'node'
  | 'raw'
  | 'edge'
  | 'workerd'
  | 'deno'
  | 'bun'
  | 'hono'
  | 'plugin'
  | 'without-reason'
  | 'one-cookie'
  | 'next'
  | 'sveltekit'
  | 'astro'

export type Scenario = readonly [
  name: string,
  sent: Sent,
  expected: Expected,
  differs?: { readonly [Trait in HostTrait]?: Partial<Expected> },
]

const app = { Origin: 'https://app.example.com' }
const evil = { Origin: 'https://evil.example' }

const shared = (origin: string) => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
})
const readable = (origin = app.Origin) => ({
  ...shared(origin),
  'access-control-expose-headers': 'x-total-count',
  'timing-allow-origin': origin,
})
const answered = {
  ...shared(app.Origin),
  'access-control-allow-methods': 'GET, PUT, DELETE',
  'access-control-allow-headers': 'content-type, x-request-id',
  'access-control-max-age': '600',
}
const readableByAll = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': '*',
  'timing-allow-origin': '*',
}
const asks = (method: string, headers?: string) => ({
  'Access-Control-Request-Method': method,
  ...(headers && { 'Access-Control-Request-Headers': headers }),
})

const ok = { status: 200, cors: readable(), vary: 'Origin' }
const refused = { status: 200, cors: {}, vary: 'Origin' }
const preflight = {
  status: 204,
  cors: answered,
  vary: 'Origin',
  body: '',
  absent: ['content-type', 'content-length', 'x-total-count'],
  ran: false,
}
/** Where a response can have one cookie, more of them are an error of the application. */
const tooMany = { status: 500, vary: 'Origin', body: '', cookies: [] }
const denied = {
  status: 403,
  vary: 'Origin, Sec-Fetch-Site',
  headers: { 'cache-control': 'no-store' },
  ran: false,
}

export const scenarios: readonly Scenario[] = [
  // Origins
  [
    'a listed origin may read',
    { path: '/listed/hello', headers: app },
    { ...ok, body: 'hello', headers: { 'x-total-count': '7' } },
  ],
  [
    'any other origin is refused, but the application runs',
    { path: '/listed/hello', headers: evil },
    { ...refused, body: 'hello' },
  ],
  ['a request without an origin', { path: '/listed/hello' }, { ...refused, body: 'hello' }],
  ['the opaque origin', { path: '/listed/hello', headers: { Origin: 'null' } }, refused],
  [
    'a name below a wildcard',
    { path: '/listed/hello', headers: { Origin: 'https://pr-1.preview.example.com' } },
    { ...ok, cors: readable('https://pr-1.preview.example.com') },
  ],
  [
    'any port of localhost',
    { path: '/listed/hello', headers: { Origin: 'http://localhost:5173' } },
    { ...ok, cors: readable('http://localhost:5173') },
  ],
  ['the domain of a wildcard', { path: '/listed/hello', headers: { Origin: 'https://preview.example.com' } }, refused],
  ['an origin in capitals', { path: '/listed/hello', headers: { Origin: 'https://APP.example.com' } }, refused],
  ['an origin with a slash', { path: '/listed/hello', headers: { Origin: 'https://app.example.com/' } }, refused],
  [
    'a name that begins with a listed one',
    { path: '/listed/hello', headers: { Origin: 'https://app.example.com.evil.example' } },
    refused,
  ],
  [
    'the same origin twice',
    { path: '/listed/hello', headers: { Origin: 'https://app.example.com, https://app.example.com' } },
    refused,
  ],

  // CORS-preflight requests
  [
    'a preflight',
    { method: 'OPTIONS', path: '/listed/hello', headers: { ...app, ...asks('PUT', 'content-type,x-request-id') } },
    preflight,
  ],
  [
    'a preflight for a method that browsers always allow',
    { method: 'OPTIONS', path: '/listed/hello', headers: { ...app, ...asks('POST', 'content-type') } },
    preflight,
  ],
  [
    'a preflight from a refused origin',
    { method: 'OPTIONS', path: '/listed/hello', headers: { ...evil, ...asks('PUT') } },
    { ...preflight, cors: {} },
  ],
  [
    'a preflight for a refused method gets all methods',
    { method: 'OPTIONS', path: '/listed/hello', headers: { ...app, ...asks('PATCH') } },
    preflight,
  ],
  [
    'a preflight for a refused header gets all headers',
    { method: 'OPTIONS', path: '/listed/hello', headers: { ...app, ...asks('PUT', 'x-evil') } },
    preflight,
  ],
  [
    'a preflight for a path that does not exist',
    { method: 'OPTIONS', path: '/listed/missing', headers: { ...app, ...asks('DELETE') } },
    preflight,
  ],
  [
    'a preflight for a path that throws',
    { method: 'OPTIONS', path: '/listed/throw', headers: { ...app, ...asks('PUT') } },
    preflight,
  ],
  [
    'a preflight for a path that redirects',
    { method: 'OPTIONS', path: '/listed/redirect', headers: { ...app, ...asks('PUT') } },
    { ...preflight, absent: [...preflight.absent, 'location'] },
  ],
  [
    'an OPTIONS request without a requested method reaches the application',
    { method: 'OPTIONS', path: '/listed/hello', headers: app },
    { ...ok, body: 'own options', headers: { allow: 'GET, OPTIONS' } },
  ],
  [
    'an OPTIONS request with an empty requested method reaches the application',
    { method: 'OPTIONS', path: '/listed/hello', headers: { ...app, ...asks('') } },
    { ...ok, body: 'own options' },
  ],
  [
    'an OPTIONS request without an origin reaches the application',
    { method: 'OPTIONS', path: '/listed/hello', headers: asks('PUT') },
    { ...refused, body: 'own options' },
  ],
  [
    'a GET request with a requested method is not a preflight',
    { path: '/listed/hello', headers: { ...app, ...asks('PUT') } },
    { ...ok, body: 'hello' },
  ],

  // Responses of the application
  ['a 404', { path: '/listed/missing', headers: app }, { ...ok, status: 404, body: 'Not here' }],
  ['an empty response', { method: 'PUT', path: '/listed/no-content', headers: app }, { ...ok, status: 204, body: '' }],
  [
    'a request body is passed on',
    {
      method: 'PUT',
      path: '/listed/echo',
      headers: { ...app, 'Content-Type': 'application/json', 'Content-Length': '11' },
      body: '{"a":"\u00e9"}\n',
    },
    { ...ok, body: '{"a":"\u00e9"}\n', headers: { 'content-type': 'application/json' } },
  ],
  [
    'HEAD',
    { method: 'HEAD', path: '/listed/hello', headers: app },
    { ...ok, body: '', headers: { 'x-total-count': '7' } },
    // The handler is called without a server, which would drop the body.
    { edge: { body: 'hello' } },
  ],
  [
    'HEAD from a refused origin',
    { method: 'HEAD', path: '/listed/hello', headers: evil },
    { ...refused, body: '', headers: { 'x-total-count': '7' } },
    { edge: { body: 'hello' } },
  ],
  ['304', { path: '/listed/not-modified', headers: app }, { ...ok, status: 304, body: '', headers: { etag: '"1"' } }],
  ['304 for a refused origin', { path: '/listed/not-modified', headers: evil }, { ...refused, status: 304, body: '' }],
  [
    'a status with its own reason phrase',
    { path: '/listed/teapot', headers: app },
    { ...ok, status: 418, statusText: 'Short And Stout', body: 'short and stout' },
    // @hono/node-server, SvelteKit, Deno and Bun ignore `statusText` and write the standard reason phrase.
    {
      node: { statusText: "I'm a Teapot" },
      sveltekit: { statusText: "I'm a Teapot" },
      deno: { statusText: "I'm a teapot" },
      bun: { statusText: "I'm a Teapot" },
      'without-reason': { statusText: "I'm a Teapot" },
    },
  ],
  [
    'a redirect, whose headers are immutable',
    { path: '/listed/redirect', headers: app },
    { ...ok, status: 302, headers: { location: 'https://elsewhere.example/' }, immutable: true },
    // Bun's headers are never immutable, and @hono/node-server replaces Node's `Response` by its own.
    { bun: { immutable: false }, node: { immutable: false } },
  ],
  [
    'a redirect for a refused origin',
    { path: '/listed/redirect', headers: evil },
    { ...refused, status: 302, headers: { location: 'https://elsewhere.example/' } },
  ],
  [
    'each cookie has its own line',
    { path: '/listed/cookies', headers: app },
    { ...ok, body: 'cookies', cookies: ['a=1; Path=/', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'c=3'] },
    { 'one-cookie': tooMany },
  ],
  [
    'a fetched response, whose headers are immutable',
    { path: '/listed/fetched?from={upstream}/wrong', headers: app },
    { ...ok, vary: 'Accept-Encoding, Origin', body: 'upstream', cookies: ['u=1', 'v=2'], immutable: true },
    // The edge runtime and Next.js make the headers of what they fetch mutable.
    { bun: { immutable: false }, edge: { immutable: false }, next: { immutable: false }, 'one-cookie': tooMany },
  ],
  [
    'a fetched response for a refused origin',
    { path: '/listed/fetched?from={upstream}/wrong', headers: evil },
    { ...refused, vary: 'Accept-Encoding, Origin', body: 'upstream', cookies: ['u=1', 'v=2'] },
    { 'one-cookie': tooMany },
  ],
  ['CORS headers of the application are replaced', { path: '/listed/wrong', headers: app }, { ...ok, body: 'wrong' }],
  [
    'CORS headers of the application are removed',
    { path: '/listed/wrong', headers: evil },
    { ...refused, body: 'wrong' },
  ],
  [
    'CORS headers of the application are removed without an origin too',
    { path: '/listed/wrong' },
    { ...refused, body: 'wrong' },
  ],
  [
    'Vary is merged',
    { path: '/listed/vary?by=Accept-Encoding', headers: app },
    { ...ok, vary: 'Accept-Encoding, Origin' },
  ],
  ['Vary does not name Origin twice', { path: '/listed/vary?by=origin', headers: app }, { ...ok, vary: 'origin' }],
  ['Vary: * stays', { path: '/listed/vary?by=*', headers: app }, { ...ok, vary: '*' }],

  // Errors
  [
    'an error is answered with an empty 500',
    { path: '/listed/throw', headers: app },
    { ...ok, status: 500, body: '' },
    // Hono's own `app.onError` answers errors, with this body.
    { hono: { body: 'Internal Server Error' } },
  ],
  [
    'an error for a refused origin',
    { path: '/listed/throw', headers: evil },
    { ...refused, status: 500, body: '' },
    { hono: { body: 'Internal Server Error' } },
  ],
  [
    'a thrown response',
    { path: '/listed/throw-response', headers: app },
    { ...ok, status: 401, body: 'No entry', headers: { 'www-authenticate': 'Basic' } },
  ],

  // A public policy
  [
    'a public policy answers requests without an origin',
    { path: '/open/hello' },
    { status: 200, cors: readableByAll, body: 'hello' },
  ],
  [
    'a public policy lets any origin read',
    { path: '/open/hello', headers: { Origin: 'null' } },
    { status: 200, cors: readableByAll, body: 'hello' },
  ],
  [
    'a public policy answers every preflight the same',
    { method: 'OPTIONS', path: '/open/hello', headers: { ...evil, ...asks('PATCH', 'authorization,x-any') } },
    {
      status: 204,
      cors: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': '*',
        'access-control-allow-headers': '*, authorization',
      },
      ran: false,
    },
  ],
  [
    'a public policy replaces CORS headers of the application',
    { path: '/open/wrong', headers: evil },
    { status: 200, cors: readableByAll, body: 'wrong' },
  ],
  [
    'the library does not need the globals of Node',
    { path: '/open/process' },
    { status: 200, cors: readableByAll, body: 'object' },
    // The vitest plugin for Workers adds these globals.
    { workerd: { body: 'undefined' }, edge: { body: 'undefined' }, plugin: { body: 'object' } },
  ],

  // A cookieless policy
  [
    'a cookieless policy hides credentials that browsers add',
    { path: '/open/asked', headers: { ...evil, Cookie: 'session=1', Authorization: 'Basic YTpi' } },
    { status: 200, cors: readableByAll, body: '[null,null]' },
  ],
  [
    'a cookieless policy keeps a bearer token',
    { path: '/open/asked', headers: { ...evil, Cookie: 'session=1', Authorization: 'Bearer basic' } },
    { status: 200, cors: readableByAll, body: '[null,"Bearer basic"]' },
  ],
  [
    'a cookieless policy passes on a request body',
    {
      method: 'PUT',
      path: '/open/echo',
      headers: { ...evil, Cookie: 'session=1', 'Content-Type': 'application/json', 'Content-Length': '11' },
      body: '{"a":"\u00e9"}\n',
    },
    { status: 200, cors: readableByAll, body: '{"a":"\u00e9"}\n', headers: { 'content-type': 'application/json' } },
  ],
  [
    'a cookieless policy hides credentials even if the body was read before',
    {
      method: 'PUT',
      path: '/open/asked',
      headers: { ...evil, Cookie: 'session=1', 'Content-Type': 'text/plain', 'Content-Length': '4' },
      body: 'read',
    },
    { status: 200, cors: readableByAll, body: '[null,null]' },
  ],
  [
    'any other policy keeps credentials',
    { path: '/listed/asked', headers: { ...app, Cookie: 'session=1', Authorization: 'Basic YTpi' } },
    { ...ok, body: '["session=1","Basic YTpi"]' },
  ],

  // An enforced policy
  [
    'a refused write does not reach the application',
    { method: 'POST', path: '/enforced/hello', headers: evil },
    {
      status: 403,
      cors: {},
      vary: 'Origin, Sec-Fetch-Site',
      body: 'Cross-origin request refused: origin-not-listed',
      ran: false,
    },
  ],
  [
    'a method that is not listed does not reach the application',
    { method: 'PUT', path: '/enforced/hello', headers: app },
    {
      status: 403,
      cors: {},
      vary: 'Origin, Sec-Fetch-Site',
      body: 'Cross-origin request refused: method-not-listed',
      ran: false,
    },
  ],
  [
    'a request from another site without an origin does not reach the application',
    { path: '/enforced/hello', headers: { 'Sec-Fetch-Site': 'cross-site' } },
    {
      status: 403,
      cors: {},
      vary: 'Origin, Sec-Fetch-Site',
      body: 'Cross-origin request refused: no-origin',
      ran: false,
    },
  ],
  [
    'a listed origin may write',
    { method: 'POST', path: '/enforced/hello', headers: app },
    { status: 200, cors: { 'access-control-allow-origin': app.Origin }, vary: 'Origin, Sec-Fetch-Site', body: 'hello' },
  ],
  [
    'the server’s own pages may write where a browser says that they are its own',
    { method: 'POST', path: '/enforced/hello', headers: { Origin: '{self}', 'Sec-Fetch-Site': 'same-origin' } },
    { status: 200, cors: {}, vary: 'Origin, Sec-Fetch-Site', body: 'hello' },
  ],
  [
    'the address by which a server is asked is not believed',
    { method: 'POST', path: '/enforced/hello', headers: { Origin: '{self}' } },
    {
      status: 403,
      cors: {},
      vary: 'Origin, Sec-Fetch-Site',
      body: 'Cross-origin request refused: origin-not-listed',
      ran: false,
    },
  ],
  [
    'the server’s own pages may write behind a proxy',
    { method: 'POST', path: '/enforced/hello', headers: { ...evil, 'Sec-Fetch-Site': 'same-origin' } },
    { status: 200, cors: {}, vary: 'Origin, Sec-Fetch-Site', body: 'hello' },
  ],
  [
    'a preflight that is answered with 200',
    { method: 'OPTIONS', path: '/enforced/hello', headers: { ...app, ...asks('POST') } },
    {
      status: 200,
      cors: { 'access-control-allow-origin': app.Origin, 'access-control-allow-methods': 'GET, HEAD, POST' },
      vary: 'Origin',
      body: '',
      ran: false,
    },
  ],

  // A predicate that uses its host's context
  [
    'a predicate allows',
    { path: '/predicate/hello', headers: { Origin: 'https://tenant.example.com' } },
    {
      status: 200,
      cors: { 'access-control-allow-origin': 'https://tenant.example.com' },
      vary: 'Origin',
      body: 'hello',
    },
  ],
  ['a predicate refuses', { path: '/predicate/hello', headers: app }, { ...refused, body: 'hello' }],
  [
    'a predicate decides about preflights',
    {
      method: 'OPTIONS',
      path: '/predicate/hello',
      headers: { Origin: 'https://tenant.example.com', ...asks('POST') },
    },
    {
      ...preflight,
      cors: {
        'access-control-allow-origin': 'https://tenant.example.com',
        'access-control-allow-methods': 'GET, HEAD, POST',
      },
    },
  ],
  [
    'a predicate is not asked about a malformed origin',
    { path: '/predicate/hello', headers: { Origin: 'https://tenant.example.com/' } },
    refused,
  ],

  // Writes from other sites
  [
    'a guard refuses writes from other sites',
    { method: 'POST', path: '/guarded/hello', headers: { ...evil, 'Sec-Fetch-Site': 'cross-site' } },
    { ...denied, cors: {}, body: 'sfs-cross-site' },
  ],
  [
    'a guard allows writes from its own pages',
    { method: 'POST', path: '/guarded/hello', headers: { 'Sec-Fetch-Site': 'same-origin' } },
    { status: 200, cors: {}, vary: 'Origin, Sec-Fetch-Site', body: 'hello' },
  ],
  [
    'a guard refuses WebSockets from other sites',
    { path: '/guarded/hello', headers: { ...evil, Upgrade: 'websocket', Connection: 'Upgrade' } },
    { ...denied, cors: {}, body: 'origin-mismatch' },
  ],
  [
    'a guard behind a policy lets trusted pages write and read',
    { method: 'POST', path: '/protected/hello', headers: { ...app, 'Sec-Fetch-Site': 'same-site' } },
    { ...ok, vary: 'Origin, Sec-Fetch-Site', body: 'hello' },
  ],
  [
    'a guard behind a policy lets pages that may read, but not write, read the 403',
    { method: 'POST', path: '/protected/hello', headers: { Origin: 'https://pr-1.preview.example.com' } },
    { ...denied, cors: readable('https://pr-1.preview.example.com'), body: 'origin-mismatch' },
  ],
  [
    'a guard behind a policy lets the policy answer preflights',
    { method: 'OPTIONS', path: '/protected/hello', headers: { ...app, ...asks('PUT') } },
    preflight,
  ],
]
