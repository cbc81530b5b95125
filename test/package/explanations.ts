import { explain, type Question, render } from '../../src/explain/index.ts'
import { cors, type CorsOptions } from '../../src/index.ts'
import { routes } from '../../src/routes/index.ts'
import { API, FAILURE_ROWS, PAGE, serverOf } from '../portable/support/failures.ts'

const SHARE = { 'access-control-allow-origin': PAGE }
const STAR = { 'access-control-allow-origin': '*' }
const TRUE = { 'access-control-allow-credentials': 'true' }
const INCLUDE = { credentials: 'include' } as const
const PUT = { method: 'PUT' } as const

type Headers = Readonly<Record<string, string>>
type Reply = readonly [status: number, headers?: Headers]

/** A server with one reply to preflights and another to everything else. */
function server(actual: Reply, preflight: Reply = [204, actual[1] ?? {}]): Question['network'] {
  return ({ method, headers }) => {
    const isPreflight = method === 'OPTIONS' && headers.has('access-control-request-method')
    const [status, sent = {}] = isPreflight ? preflight : actual
    return new Response(null, { status, headers: sent })
  }
}

/** A server with one reply for each URL. */
function servers(replies: Readonly<Record<string, Reply>>): Question['network'] {
  return ({ url, method, headers }) => {
    const isPreflight = method === 'OPTIONS' && headers.has('access-control-request-method')
    const [status, sent] = replies[url] ?? [404]
    return new Response(null, { status: isPreflight ? 204 : status, headers: sent ?? {} })
  }
}

/** A server that reflects every origin. */
function reflecting(more: Headers = {}): Question['network'] {
  return ({ headers }) => {
    const origin = headers.get('origin')
    return new Response(null, {
      headers: { ...(origin !== null && { 'access-control-allow-origin': origin }), ...more },
    })
  }
}

/** A call with credentials to a server that sets a cookie, by default on another site than the page. */
function setting(cookie: string, url = 'https://api.example.net/'): Partial<Question> {
  return { network: server([200, { ...SHARE, ...TRUE, vary: 'Origin', 'set-cookie': cookie }]), url, ...INCLUDE }
}

/** A call with credentials to a server that set a cookie before. */
function needing(cookie: string, url = 'https://api.example.net/'): Partial<Question> {
  return { network: server([200, { ...SHARE, ...TRUE, vary: 'Origin' }]), url, ...INCLUDE, cookies: [cookie] }
}

const TABLE = routes({
  'GET /doc': { origin: '*' },
  '/doc': { origin: [PAGE] },
  '/api/internal/*': false,
  '/api/*': { origin: [PAGE] },
})
const under = (options: CorsOptions): Pick<Question, 'policy'> => ({ policy: cors<CorsOptions>(options) })
const failing = (): never => {
  throw new Error('no database')
}
const LONG = `x\u0007\u202E${'y'.repeat(300)}`

/** Calls, each of which leads to a sentence of its own. */
const SCENARIOS: Readonly<Record<string, Partial<Question>>> = {
  // Cookies
  'a cookie of another site': setting('id=1; Path=/; HttpOnly'),
  'a lax cookie of another site': setting('id=1; Path=/; Max-Age=60; SameSite=Lax'),
  'a lax cookie of another site on http': setting('id=1; SameSite=Lax', 'http://api.example.net/'),
  'a cookie for other sites that is not secure': setting('id=1; SameSite=None', API),
  'a partitioned cookie that is not secure': setting('id=1; Partitioned', API),
  'a secure cookie over http': setting('id=1; Secure', 'http://api.example.com/'),
  'a cookie of a public suffix': setting('id=1; Domain=com', API),
  'a cookie of another domain': setting('id=1; Domain=example.net', API),
  'a cookie whose name promises too much': setting('__Host-id=1', API),
  'a cookie that is too long': setting(`id=${'1'.repeat(5000)}`, API),
  'a cookie without a name and a value': setting('=', API),
  'a cookie for other sites, and tracking prevention': { ...setting('id=1'), profile: 'webkit' },
  'a cookie of a login on another site': needing('id=1; Secure; SameSite=None'),
  'a strict cookie of a login on another site': needing('id=1; SameSite=Strict'),
  'a cookie of another path': needing('id=1; Path=/auth', API),
  'a cookie of a login, without credentials': { ...needing('id=1'), credentials: 'same-origin' },
  // Policies
  'a policy that allows the call': under({ origin: PAGE }),
  'with credentials': { ...under({ origin: PAGE, credentials: true }), ...INCLUDE },
  'a preflight with credentials': {
    ...under({ origin: PAGE, credentials: true, allowMethods: ['PUT'], allowHeaders: ['X-A', 'x-b'] }),
    ...INCLUDE,
    ...PUT,
    headers: { 'X-A': '1', 'x-b': '2' },
  },
  'a preflight that stars allow': {
    ...under({ origin: '*', allowMethods: ['*'], allowHeaders: ['*'], maxAge: 0 }),
    ...PUT,
    headers: { 'X-A': '1' },
  },
  'a preflight for headers only': { ...under({ origin: PAGE, allowHeaders: ['x-a'] }), headers: { 'X-A': '1' } },
  'its own origin': { ...under({ origin: PAGE }), url: '/users' },
  'a write on its own origin': { ...under({ origin: PAGE, enforce: true }), url: '/users', method: 'DELETE' },
  'a URL that needs no server': { network: server([200]), url: 'data:,x' },
  'without CORS': { ...under({ origin: PAGE }), mode: 'no-cors' },
  'without CORS, and enforced': {
    ...under({ origin: PAGE, enforce: true }),
    page: 'https://b.example',
    mode: 'no-cors',
  },
  'without CORS, with a method that is not listed': {
    ...under({ origin: '*', enforce: true, allowMethods: ['PUT'] }),
    mode: 'no-cors',
  },
  'without CORS, after redirects': {
    network: servers({
      [API]: [302, { location: 'https://b.example/' }],
      'https://b.example/': [200],
    }),
    mode: 'no-cors',
  },
  'without CORS, after redirects with a body': {
    network: servers({
      [API]: [307, { location: 'https://b.example/' }],
      'https://b.example/': [200],
    }),
    mode: 'no-cors',
    method: 'POST',
    body: 'x',
  },
  'a response for its own site': {
    network: server([200, { 'cross-origin-resource-policy': 'same-site' }]),
    page: 'https://b.example',
    mode: 'no-cors',
  },
  'a redirect across origins to an invalid origin': {
    network: servers({
      [API]: [302, { ...STAR, location: 'https://b.example/' }],
      'https://b.example/': [200, { 'access-control-allow-origin': 'true' }],
    }),
  },
  'an empty list': under({ origin: [] }),
  'a list of four': under({ origin: [1, 2, 3, 4].map((at) => `https://h${at}.example`) }),
  'a list of five': under({ origin: [1, 2, 3, 4, 5].map((at) => `https://h${at}.example`) }),
  'any origin, and credentials': { ...under({ origin: '*' }), ...INCLUDE },
  'any origin without cookies, and credentials': { ...under({ origin: '*', cookieless: true }), ...INCLUDE },
  'credentials together with null and exposed stars': {
    ...under({ origin: [PAGE], dangerouslyAllowNullOrigin: true, exposeHeaders: ['*'] }),
    ...INCLUDE,
  },
  'credentials for a page on http': { ...under({ origin: [] }), page: 'http://app.example.com', ...INCLUDE },
  'a page on http, listed with https': { ...under({ origin: [PAGE] }), page: 'http://app.example.com' },
  'a page on http, where any origin is allowed': {
    ...under({ origin: '*' }),
    page: 'http://app.example.com',
    ...INCLUDE,
  },
  'an app, not listed with https': { ...under({ origin: [PAGE] }), page: 'capacitor://localhost' },
  'a page on loopback': { ...under({ origin: [PAGE], credentials: true }), page: 'http://localhost:3000' },
  'a page without an origin': { ...under({ origin: [PAGE] }), page: null },
  'a page without an origin, and a method': { ...under({ origin: [PAGE] }), page: null, ...PUT },
  'a page without an origin, with credentials': {
    ...under({ origin: [PAGE], credentials: true }),
    page: null,
    ...INCLUDE,
  },
  'a page without an origin that is allowed': {
    ...under({ origin: [PAGE], dangerouslyAllowNullOrigin: true, allowMethods: ['GET'] }),
    page: null,
    ...PUT,
  },
  'a method in lower case': { ...under({ origin: [] }), method: 'patch' },
  'a method in lower case that is listed': { ...under({ origin: PAGE, allowMethods: ['PATCH'] }), method: 'patch' },
  'an empty list of methods': { ...under({ origin: PAGE, allowMethods: [] }), ...PUT },
  'a safelisted method that is not enforced': {
    ...under({ origin: PAGE, allowMethods: ['PUT'], enforce: true }),
    method: 'POST',
  },
  'a method and two headers': {
    ...under({ origin: PAGE, allowHeaders: ['X-A'] }),
    ...PUT,
    headers: { 'X-A': '1', 'X-B': '2', authorization: '3' },
  },
  'authorization together with a star': {
    ...under({ origin: PAGE, allowHeaders: ['*'] }),
    headers: { authorization: '1', 'x-b': '2' },
  },
  'a method where all headers are reflected': {
    ...under({ origin: PAGE, dangerouslyReflectHeaders: true }),
    ...PUT,
    headers: { 'x-b': '2' },
  },
  'stars that are names with credentials': {
    ...under({ origin: '*', allowMethods: ['*', 'PATCH'], allowHeaders: ['*', 'X-C'] }),
    ...INCLUDE,
    headers: { 'x-c': '2' },
  },
  'a predicate that refuses': under({ origin: () => false }),
  'a predicate that throws': under({ origin: failing }),
  'a predicate, and a method': {
    ...under({ origin: ({ serialized }) => serialized === PAGE, allowMethods: ['PUT'], allowHeaders: ['x-a', 'x-b'] }),
    method: 'DELETE',
    headers: { 'x-a': '1', 'x-c': '2' },
  },
  'a malformed method': { ...under({ origin: PAGE }), method: 'X'.repeat(5000) },
  'too many headers': {
    ...under({ origin: PAGE }),
    headers: Object.fromEntries(Array.from({ length: 130 }, (_, at) => [`x-${at}`, '1'])),
  },

  // Tables
  'a row of a table': { policy: TABLE, url: 'https://api.example.com/doc', ...PUT },
  'a row of a table that permits nothing': { policy: TABLE, url: 'https://api.example.com/api/internal/x' },
  'a table without a row for the call': { policy: TABLE, url: 'https://api.example.com/users/7', ...PUT },
  'a table without a row for an odd path': { policy: TABLE, url: 'https://api.example.com/users//7' },
  'a table whose `otherwise` permits something': {
    policy: routes({ '/doc': { origin: '*' } }, { otherwise: { origin: ['https://b.example'] } }),
  },
  'a table without a row for an image': {
    policy: routes({ '/doc': { origin: '*' } }, { otherwise: { origin: [], enforce: true } }),
    mode: 'no-cors',
  },
  'a path that belongs to one of two rows': { policy: TABLE, url: 'https://api.example.com/api/..%2fdoc' },
  'a path that belongs to a row or to none': { policy: TABLE, url: 'https://api.example.com/DOC/' },
  'a path that a star covers in some routers': { policy: TABLE, url: 'https://api.example.com/api' },
  'a path that nobody can read': { policy: TABLE, url: 'https://api.example.com/api/%c0%af' },

  // Policies and servers
  'a policy that something else overrules': { ...under({ origin: PAGE }), network: server([200]) },
  'a policy whose headers something else changes': {
    ...under({ origin: PAGE }),
    network: server([200, { 'access-control-allow-origin': 'https://b.example' }]),
  },
  'a policy that something else replaces by a star': { ...under({ origin: PAGE }), network: server([200, STAR]) },
  'a policy that refuses, and a server that allows': { ...under({ origin: [] }), network: server([200, SHARE]) },
  'a policy that refuses, and a server that refuses': { ...under({ origin: [] }), network: server([200]) },
  'a policy without credentials, and a server': {
    ...under({ origin: PAGE }),
    network: server([200, SHARE]),
    ...INCLUDE,
  },
  'a policy behind a login': {
    ...under({ origin: PAGE, allowMethods: ['PUT'] }),
    network: server([200, SHARE], [401]),
    ...PUT,
  },
  'a policy behind a server that is down': { ...under({ origin: PAGE }), network: failing },
  'a policy behind a server that is down, and a preflight': {
    ...under({ origin: PAGE, allowMethods: ['PUT'] }),
    network: failing,
    ...PUT,
  },
  'a redirect away from a policy': {
    ...under({ origin: PAGE }),
    network: servers({
      [API]: [302, { ...SHARE, location: 'https://b.example/' }],
      'https://b.example/': [200, SHARE],
    }),
  },

  // Servers of others: permissions
  'a preflight behind a login, without headers': { network: server([200], [403]), ...PUT },
  'a preflight response without headers': { network: server([200], [200]), ...PUT, headers: { 'x-a': '1' } },
  'a preflight response without methods': { network: server([200, SHARE], [204, SHARE]), ...PUT },
  'a preflight with a star and credentials': {
    network: server([200], [204, { ...SHARE, ...TRUE, 'access-control-allow-methods': '*' }]),
    ...PUT,
    ...INCLUDE,
  },
  'a preflight response with a method in another case': {
    network: server([200], [204, { ...SHARE, 'access-control-allow-methods': 'put, Patch' }]),
    method: 'patch',
    headers: { 'x-a': '1' },
  },
  'a preflight for three headers of which one is listed': {
    network: server([200], [204, { ...SHARE, 'access-control-allow-headers': 'X-A' }]),
    headers: { 'x-a': "it's \\", accept: '*/*', 'x-b': '2', 'x-c': '3' },
  },
  'a preflight for authorization with credentials': {
    network: server([200], [204, { ...SHARE, ...TRUE, 'access-control-allow-headers': '*' }]),
    headers: { authorization: '1' },
    ...INCLUDE,
  },
  'a preflight that stars and a name allow': {
    network: server(
      [200, STAR],
      [200, { ...STAR, 'access-control-allow-methods': '*', 'access-control-allow-headers': '*, Authorization' }],
    ),
    ...PUT,
    headers: { 'x-a': '1', authorization: '2' },
  },
  'a preflight for a header and a safelisted method': {
    network: server(
      [200, STAR],
      [200, { ...STAR, 'access-control-allow-headers': 'x-a', 'access-control-max-age': '5' }],
    ),
    headers: { 'x-a': '1' },
  },
  'a page on http, and a server without headers': {
    network: server([200]),
    page: 'http://app.example.com',
    ...INCLUDE,
  },
  'a page without an origin, and a server': { network: server([200]), page: null, ...PUT, headers: { 'x-a': '1' } },
  'a page without an origin, and a server with credentials': { network: server([200]), page: null, ...INCLUDE },
  'null, and credentials': {
    network: server([200, { 'access-control-allow-origin': 'null', ...TRUE }]),
    page: null,
    ...INCLUDE,
  },
  'null, without credentials': { network: server([200, { 'access-control-allow-origin': 'null' }]), page: null },
  'a server that reflects every origin': { network: reflecting() },
  'a server that reflects every origin, with Vary': { network: reflecting({ vary: 'Accept-Encoding,  Origin' }) },
  'a server that reflects every origin, with a star in Vary': { network: reflecting({ vary: '*' }) },
  'a server that reflects every origin, with another Vary': { network: reflecting({ vary: 'Accept-Encoding' }) },
  'a server that reflects every origin, on the same origin': { network: reflecting(), url: '/users' },
  'a server that reflects every origin, and a DELETE': {
    network: reflecting({ 'access-control-allow-methods': 'DELETE' }),
    method: 'DELETE',
  },
  'a server that reflects every origin, and a method like GET': {
    network: reflecting({ 'access-control-allow-methods': 'XGET' }),
    method: 'XGET',
  },
  'a preflight response with permissions set twice': {
    network: server(
      [200],
      [
        204,
        {
          ...SHARE,
          'access-control-allow-credentials': 'true, true',
          'access-control-max-age': '5, 6',
          'access-control-allow-methods': 'PUT',
        },
      ],
    ),
    ...PUT,
  },

  // Servers of others: answers
  'an error without permission': { network: server([404]), method: 'POST' },
  'an error with the wrong permission': {
    network: server([500, { 'access-control-allow-origin': 'https://b.example' }]),
  },
  'a status just below an error': { network: server([399]) },
  'a status just above success': { network: server([300]) },
  'hidden headers that matter, and others': {
    network: server([
      200,
      {
        ...STAR,
        'x-access-control-x': '1',
        'my-server': '1',
        'server-timing': 'a',
        'cross-origin-opener-policy': 'same-origin',
        vary: 'origin',
        date: 'now',
        connection: 'close',
        'content-encoding': 'br',
        'x-powered-by': 'x',
        'strict-transport-security': 'max-age=1',
        'timing-allow-origin': '*',
      },
    ]),
  },
  'exposed headers that are invalid, with credentials': {
    network: server([200, { ...SHARE, ...TRUE, vary: 'origin', 'access-control-expose-headers': 'a b' }]),
    ...INCLUDE,
  },
  'exposed stars without credentials': {
    network: server([200, { ...STAR, etag: '1', 'access-control-expose-headers': '*' }]),
  },
  'a cookie with credentials': {
    network: server([200, { ...SHARE, ...TRUE, vary: 'origin', 'set-cookie': 'a=1' }]),
    ...INCLUDE,
  },
  'a cookie on the same origin': { network: server([200, { 'set-cookie': 'a=1' }]), url: '/users' },
  'an embedded response': {
    network: server([200, { 'cross-origin-resource-policy': 'cross-origin' }]),
    mode: 'no-cors',
  },
  'a HEAD that is refused': { network: server([200]), method: 'HEAD' },
  'an OPTIONS of its own': {
    network: server([200, { ...STAR, 'access-control-allow-methods': 'OPTIONS' }]),
    method: 'OPTIONS',
  },
  'an OPTIONS that is refused': {
    network: server([200], [204, { ...STAR, 'access-control-allow-methods': 'OPTIONS' }]),
    method: 'OPTIONS',
  },
  'a long header': {
    network: server([200, { 'access-control-allow-origin': `https://${'z'.repeat(300)}.example` }]),
  },
  'a list with a backtick': {
    network: server([200], [204, { ...STAR, 'access-control-allow-methods': 'A`B' }]),
    ...PUT,
  },
  'an error with a long and hostile message': { network: () => Promise.reject(new Error(`${LONG}\`\n\n* a`)) },
  'a string that is thrown': { network: () => Promise.reject('down') },
  'a URL that browsers do not fetch': { network: server([200]), page: `${PAGE}/`, url: 'about:config' },

  // Redirects
  'a redirect on the same origin': {
    network: servers({ [API]: [302, { ...STAR, location: '/a' }], 'https://api.example.com/a': [200, STAR] }),
  },
  'a redirect of a POST': {
    network: servers({
      [API]: [302, { ...STAR, 'access-control-allow-headers': 'authorization', location: 'https://b.example/' }],
      'https://b.example/': [200, STAR],
    }),
    method: 'POST',
    body: 'text',
    headers: { authorization: '1' },
  },
  'a redirect of a POST that keeps its method': {
    network: servers({ [API]: [307, { ...STAR, location: '/a' }], 'https://api.example.com/a': [200, STAR] }),
    method: 'POST',
    body: 'text',
  },
  'a redirect of an authorization': {
    network: servers({
      [API]: [307, { ...STAR, 'access-control-allow-headers': 'authorization', location: 'https://b.example/' }],
      'https://b.example/': [200, STAR],
    }),
    headers: { authorization: '1' },
  },
  'a redirect there and back again': {
    network: servers({
      [API]: [307, { ...STAR, 'access-control-allow-methods': 'PUT', location: 'https://api.example.com/a' }],
      'https://api.example.com/a': [307, { ...STAR, 'access-control-allow-methods': 'PUT', location: API }],
    }),
    ...PUT,
  },
  'redirects across origins to a server that allows nobody': {
    network: servers({
      [API]: [302, { ...STAR, location: 'https://b.example/b' }],
      'https://b.example/b': [302, { ...STAR, location: 'https://c.example/c' }],
      'https://c.example/c': [200],
    }),
    headers: { accept: 'text/html' },
  },
  'redirects across origins to a server that allows null': {
    network: servers({
      [API]: [302, { ...STAR, location: 'https://b.example/b' }],
      'https://b.example/b': [302, { ...STAR, location: 'https://c.example/c' }],
      'https://c.example/c': [200, STAR],
    }),
  },
  'a redirect across origins with a preflight': {
    network: servers({
      [API]: [307, { ...STAR, 'access-control-allow-methods': 'PUT', location: 'https://b.example/b' }],
      'https://b.example/b': [200],
    }),
    ...PUT,
  },
  'a redirect that is not followed': { network: server([302, { ...STAR, location: '/a' }]), redirect: 'manual' },
  'a redirect of a preflight without a location': { network: server([200], [302, SHARE]), ...PUT },
  'a redirect of a preflight to an invalid location': {
    network: server([200], [302, { ...SHARE, location: 'https://' }]),
    ...PUT,
  },
  'a redirect from the same origin to another': {
    network: servers({ [`${PAGE}/a`]: [302, { location: API }], [API]: [200] }),
    url: '/a',
  },

  // Calls
  'the content type of a body': { network: server([200, STAR]), method: 'POST', body: new URLSearchParams('a=1') },
  'a content type that replaces that of a body': {
    network: server([200, { ...STAR, 'access-control-allow-headers': 'content-type' }]),
    method: 'POST',
    body: '{}',
    headers: { 'Content-Type': 'application/json' },
  },
  'a content type with an unsafe byte': {
    network: server([200]),
    method: 'POST',
    body: 'x',
    headers: { 'content-type': 'text/plain; a="(b"' },
  },
  'two accepts that are long together': {
    network: server([200]),
    headers: [
      ['accept', 'a'.repeat(100)],
      ['accept', 'b'.repeat(100)],
    ],
  },
  'many long headers': {
    network: server([200]),
    headers: [...Array.from({ length: 9 }, (): [string, string] => ['accept-language', 'a'.repeat(120)]), ['x-a', '1']],
  },
  'headers that scripts cannot set': { network: server([200, STAR]), headers: { Cookie: '1', Host: '2', 'x-a': '3' } },
  'an insecure server': { network: server([200, STAR]), url: 'http://api.example.com/' },
  'an insecure page and server': {
    network: server([200, STAR]),
    page: 'http://app.example.com',
    url: 'http://api.example.com/',
  },
  'a server on loopback': { network: server([200, STAR]), url: 'http://localhost:8080/' },
  'a page and a server on loopback': {
    network: server([200, STAR]),
    page: 'http://localhost:3000',
    url: 'http://127.0.0.1/',
  },
  'a page without an origin, and a local server': {
    network: server([200, STAR]),
    page: null,
    url: 'http://192.168.1.1/',
  },
  'a scheme in place of a host': { network: server([200]), url: 'api.example.com:443/users' },
  'a scheme without CORS': { network: server([200]), url: 'ftp://files.example.com/', mode: 'no-cors' },
  'a scheme on the same origin': {
    network: server([200]),
    page: 'ftp://files.example.com',
    url: 'ftp://files.example.com/',
  },
  'a scheme that no page can fetch': { network: server([200]), url: 'ftp://files.example.com/a:8' },
  timing: { network: server([200, { ...STAR, 'timing-allow-origin': '*' }]) },

  // Small differences
  'an enforced method that is allowed, and something else answers': {
    ...under({ origin: PAGE, enforce: true, allowMethods: ['POST'] }),
    network: server([200]),
    method: 'POST',
  },
  'a method that is refused, and something else answers': {
    ...under({ origin: PAGE }),
    network: server([200, SHARE], [204, SHARE]),
    ...PUT,
  },
  'its own origin, and a server that allows every origin': {
    ...under({ origin: [] }),
    network: server([200, STAR]),
    url: '/users',
  },
  'any origin, and a method': { ...under({ origin: '*' }), ...PUT },
  'an app, with credentials': { ...under({ origin: [], credentials: true }), page: 'app://x', ...INCLUDE },
  'a host with a dot at its end': { ...under({ origin: PAGE }), page: 'https://app.example.com.' },
  'a method that ends like GET': {
    network: server([200], [204, { ...SHARE, 'access-control-allow-methods': 'XGET' }]),
    method: 'XGET',
  },
  'a method that begins like GET': {
    network: server([200], [204, { ...SHARE, 'access-control-allow-methods': 'GETX' }]),
    method: 'GETX',
  },
  'the lowest status of an error': { network: server([400]) },
  'a redirect of a page without an origin': {
    network: servers({ [API]: [302, { ...STAR, location: 'https://b.example/' }], 'https://b.example/': [200, STAR] }),
    page: null,
  },
  'a redirect of a POST without authorization': {
    network: servers({ [API]: [302, { ...STAR, location: 'https://b.example/' }], 'https://b.example/': [200, STAR] }),
    method: 'POST',
    body: 'text',
  },
  'a preflight response for null': {
    network: server([200], [204, { 'access-control-allow-origin': 'null' }]),
    page: null,
    ...PUT,
    probe: false,
  },
  'a server that allows every origin except null': {
    network: (request) => new Response(null, { headers: request.headers.get('origin') === 'null' ? {} : STAR }),
  },
  'a server that answers only the page': {
    network: (request) => (request.headers.get('origin') === PAGE ? new Response(null, { headers: SHARE }) : failing()),
  },
  'a cookie without credentials': { network: server([200, { ...STAR, 'set-cookie': 'a=1' }]) },
  'a star in a list of methods, with credentials': {
    network: server([200], [204, { ...SHARE, ...TRUE, 'access-control-allow-methods': 'GET, *' }]),
    ...PUT,
    ...INCLUDE,
  },
  'a star in a list of headers, and authorization': {
    network: server([200], [204, { ...SHARE, 'access-control-allow-headers': 'x-a, *' }]),
    headers: { authorization: '1' },
  },
  'a star of headers, with credentials': {
    network: server([200], [204, { ...SHARE, ...TRUE, 'access-control-allow-headers': '*' }]),
    headers: { 'x-a': '1' },
    ...INCLUDE,
  },
  'a list of methods with parentheses': {
    network: server([200], [204, { ...SHARE, 'access-control-allow-methods': 'GET; (PUT)' }]),
    ...PUT,
  },
  'a port in place of a scheme': { network: server([200]), url: 'localhost:3000' },
}

async function write(name: string, call: Partial<Question>): Promise<string> {
  const { request, verdict, fixes, warnings, steps, paths } = await explain({ page: PAGE, url: API, ...call })
  return [
    `== ${name}`,
    `${request.method} ${request.url} from ${request.origin}, ${request.credentials}`,
    `${verdict.readable ? 'readable' : (verdict.code ?? 'not readable')}: ${verdict.sentence} <${verdict.spec}>`,
    ...fixes.map(
      ({ change, sentence, value, options }) =>
        `fix of the ${change}: ${sentence}${indent(value)}${options ? `\n    = ${JSON.stringify(options)}` : ''}`,
    ),
    ...warnings.map(({ code, sentence, spec }) => `warning ${code}: ${sentence} <${spec}>`),
    ...steps.map(
      ({ id, side, passed, sentence, spec }) =>
        `${side === 'browser' ? 'b' : '  s'} ${passed ? '+' : '-'} ${id}: ${sentence} <${spec}>`,
    ),
    ...paths.map((path) => path.join(' > ')),
    '',
  ]
    .join('\n')
    .replaceAll(/^.{400}.*$/gm, (line) => `${line.slice(0, 399)}…`)
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ').replace(/^/, '\n')
}

/** Everything that explain() says about each call. */
export async function explainAll(): Promise<string> {
  const failures = Object.entries(FAILURE_ROWS).map(([failure, [, , answers, call]]) =>
    write(failure, { network: serverOf(answers), ...call }),
  )
  const all = await Promise.all([...failures, ...Object.entries(SCENARIOS).map(([name, call]) => write(name, call))])
  return all.join('\n').replaceAll('<https://fetch.spec.whatwg.org/#', '<#')
}

/** One call with every part of an explanation, in each format. Its method and its URL are Markdown. */
export async function renderAll(): Promise<
  Readonly<Record<'text' | 'colored' | 'markdown' | 'mermaid' | 'readable', string>>
> {
  const method = 'DELETE_*A*_|'
  const lists = { 'access-control-allow-methods': method, 'access-control-max-age': '86400' }
  const network = server([503, { ...STAR, 'x-a': '1' }], [204, { ...SHARE, ...TRUE, ...lists }])
  const explanation = await explain({
    network,
    page: PAGE,
    url: `${API}?_a=*b*&c=<d>&e=\`f\``,
    method,
    ...INCLUDE,
  })
  const readable = await explain({ ...under({ origin: PAGE }), page: PAGE, url: API })
  return {
    text: render(explanation, 'text'),
    colored: render(explanation, 'text', { color: true }).replaceAll('\u001B', '^['),
    markdown: render(explanation, 'markdown'),
    mermaid: render(explanation, 'mermaid'),
    readable: `${render(readable, 'text')}\n\n${render(readable, 'markdown')}`,
  }
}
