import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { APP } from './probe.ts'

/** What a server does with a request. */
interface Asked {
  readonly origin: string
  readonly isPreflight: boolean
  readonly path: string
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

type Lines = Readonly<Record<string, string | readonly string[]>>

/** A server that answers every origin that `allows` accepts. */
function server(
  allows: (origin: string, asked: Asked) => boolean,
  more: Lines | ((asked: Asked) => Lines) = {},
  status?: (asked: Asked) => number,
): RequestListener {
  return (request, response) => {
    const origin = request.headers.origin ?? ''
    const path = request.url!.split('?')[0]!
    const isPreflight = request.method === 'OPTIONS'
    const asked = { origin, isPreflight, path, request, response }
    response.statusCode = status?.(asked) ?? (isPreflight ? 204 : path === '/me' ? 200 : 404)
    const lines: Lines = {
      Vary: 'Origin',
      ...(origin && allows(origin, asked) && { 'Access-Control-Allow-Origin': origin }),
      ...(isPreflight && {
        'Access-Control-Allow-Methods': 'GET, PUT',
        'Access-Control-Allow-Headers': 'content-type',
      }),
      ...(typeof more === 'function' ? more(asked) : more),
    }
    for (const [name, value] of Object.entries(lines)) response.setHeader(name, value)
    response.end(response.statusCode === 204 ? undefined : 'data')
  }
}

const CREDENTIALS: Lines = { 'Access-Control-Allow-Credentials': 'true' }
const isApp = (origin: string): boolean => origin === APP
const anybody = (): boolean => true
const withCookies = (allows: (origin: string) => boolean) =>
  server(allows, ({ origin }) => (allows(origin) ? CREDENTIALS : {}))

/** A shared cache in front of a server, which keeps answers by their URLs and does not care about `Vary`. */
function carelessCache(listener: RequestListener): RequestListener {
  const stored = new Map<string, readonly [string, string | number | string[]][]>()
  return (request, response) => {
    const key = request.url!
    const found = request.method === 'GET' && key.includes('?') ? stored.get(key) : undefined
    if (found) {
      for (const [name, value] of found) response.setHeader(name, value)
      response.setHeader('Age', '1')
      response.end('data')
      return
    }
    const end = response.end.bind(response)
    response.end = ((...body: []) => {
      stored.set(key, Object.entries(response.getHeaders()) as [string, string][])
      return end(...body)
    }) as typeof response.end
    listener(request, response)
  }
}

/** Servers that are broken in the ways that are known from the field, and what the probe says about each. */
export const BROKEN: Readonly<
  Record<string, readonly [RequestListener, readonly string[], words?: readonly string[]]>
> = {
  'reflects every origin with credentials': [
    withCookies(anybody),
    ['high any-origin-with-credentials', 'high null-origin-with-credentials'],
  ],
  'reflects every origin without credentials': [server(anybody), ['info any-origin', 'info null-origin']],
  'sends * with credentials': [
    server(() => false, { Vary: 'Accept', 'Access-Control-Allow-Origin': '*', ...CREDENTIALS }),
    ['low wildcard-with-credentials', 'info any-origin'],
  ],
  'trusts null': [withCookies((origin) => isApp(origin) || origin === 'null'), ['high null-origin-with-credentials']],
  'compares the beginning': [
    withCookies((origin) => origin.startsWith(APP)),
    ['high origin-prefix', 'high origin-part', 'high origin-character', 'low other-port'],
  ],
  'compares the beginning without a top-level domain': [
    withCookies((origin) => origin.startsWith('https://app.example.')),
    ['high origin-prefix', 'high origin-part', 'high origin-character', 'high origin-top-level', 'low other-port'],
  ],
  'compares the end': [
    withCookies((origin) => origin.endsWith('example.com')),
    ['high origin-suffix', 'high insecure-origin', 'medium subdomain-origin'],
  ],
  'compares a part': [
    withCookies((origin) => origin.includes('app.example.co')),
    [
      'high origin-prefix',
      'high origin-part',
      'high origin-character',
      'high insecure-origin',
      'medium subdomain-origin',
      'low other-port',
    ],
  ],
  'compares with a joined list': [
    withCookies((origin) => `${APP}m,https://other.example`.includes(origin) && origin !== 'null'),
    ['high origin-part'],
  ],
  'leaves a dot unescaped': [withCookies((origin) => /^https:\/\/app.example.com$/.test(origin)), ['high origin-dot']],
  'ends at a character': [
    withCookies((origin) => /^https:\/\/app\.example\.com(?![\w.:-])/.test(origin)),
    ['high origin-character'],
  ],
  'trusts every subdomain': [
    withCookies((origin) => /^https:\/\/([a-z]+\.)?example\.com$/.test(origin) || isApp(origin)),
    ['medium subdomain-origin'],
  ],
  'trusts http': [withCookies((origin) => /^https?:\/\/app\.example\.com$/.test(origin)), ['high insecure-origin']],
  'trusts every port': [
    withCookies((origin) => /^https:\/\/app\.example\.com(:\d+)?$/.test(origin)),
    ['low other-port'],
  ],
  'ignores case': [withCookies((origin) => origin.toLowerCase() === APP), ['info origin-case']],
  'trusts the machine of a developer': [
    withCookies((origin) => isApp(origin) || origin.startsWith('http://localhost')),
    ['medium loopback-origin'],
  ],
  'trusts a private network': [
    withCookies((origin) => isApp(origin) || origin.startsWith('http://192.168.')),
    ['medium private-origin'],
  ],
  'trusts apps and files': [
    withCookies((origin) => isApp(origin) || /^(file|capacitor):/.test(origin)),
    ['medium app-origin'],
  ],
  'trusts strangers of a shared suffix': [
    withCookies((origin) => origin.endsWith('.vercel.app')),
    ['high tenant-origin', 'high insecure-origin', 'medium subdomain-origin'],
    ['--origin', 'https://shop.vercel.app'],
  ],
  'permits the preflights of strangers': [
    server((origin, { isPreflight }) => isApp(origin) || isPreflight, CREDENTIALS),
    ['high any-origin-sends-with-credentials', 'info credentials-on-refused'],
  ],
  'sends the header twice': [
    server(
      () => false,
      ({ origin }) => ({ 'Access-Control-Allow-Origin': origin ? ['*', origin] : '*' }),
    ),
    ['medium allow-origin-multiple', 'low expected-origin-refused'],
  ],
  'sends a list': [
    server(() => false, { 'Access-Control-Allow-Origin': `${APP}, https://other.example` }),
    ['medium allow-origin-multiple', 'low expected-origin-refused', 'info vary-needless'],
  ],
  'sends what is not an origin': [
    server(() => false, { Vary: 'Accept', 'Access-Control-Allow-Origin': 'false' }),
    ['low allow-origin-invalid', 'low expected-origin-refused'],
  ],
  'sends a slash at the end': [
    server(() => false, { Vary: 'Accept', 'Access-Control-Allow-Origin': `${APP}/` }),
    ['low expected-origin-refused'],
  ],
  'writes True': [
    server(isApp, ({ origin }) => (isApp(origin) ? { 'Access-Control-Allow-Credentials': 'True' } : {})),
    ['low credentials-invalid'],
  ],
  'forgets Vary': [server(isApp, { Vary: 'Accept' }), ['low vary-missing', 'info preflight-vary']],
  'forgets Vary and is cached': [
    server(anybody, { Vary: 'Accept', 'Cache-Control': 'public, max-age=60' }),
    ['high vary-missing', 'info any-origin', 'info null-origin', 'info preflight-vary'],
  ],
  'forgets Vary and is never cached': [
    server(isApp, { Vary: 'Accept', 'Cache-Control': 'no-store' }),
    ['info vary-missing', 'info preflight-vary'],
  ],
  'is behind a cache that ignores Vary': [
    carelessCache(withCookies(anybody)),
    ['high any-origin-with-credentials', 'high null-origin-with-credentials', 'high vary-ignored'],
  ],
  'has no headers on errors': [
    server((origin, { path }) => isApp(origin) && path === '/me'),
    ['low error-without-headers'],
  ],
  'has no headers before a login': [
    server(
      (origin, { request, isPreflight }) => isApp(origin) && (isPreflight || request.headers.cookie !== undefined),
      {},
      ({ request, isPreflight }) => (isPreflight ? 204 : request.headers.cookie ? 200 : 401),
    ),
    ['low error-without-headers'],
    ['--origin', APP, '-H', 'Cookie: session=1234'],
  ],
  'is behind a firewall that drops odd origins': [
    (request, response) => {
      if (/[_`!]|^null/.test(request.headers.origin ?? '')) request.socket.destroy()
      else withCookies(isApp)(request, response)
    },
    [],
  ],
  'is behind a firewall that answers odd origins itself': [
    (request, response) => {
      if (/[_`!]|^null/.test(request.headers.origin ?? '')) response.writeHead(403).end()
      else server(() => false, { Vary: 'Accept', 'Access-Control-Allow-Origin': '*' })(request, response)
    },
    ['info any-origin'],
  ],
  'redirects without headers': [
    server(
      () => false,
      { Location: '/login' },
      () => 302,
    ),
    ['low redirects'],
  ],
  'redirects with headers': [
    server(isApp, { Location: 'http://192.168.0.1/' }, ({ isPreflight }) => (isPreflight ? 204 : 302)),
    ['info redirects'],
  ],
  'reflects every origin on a redirect': [
    server(anybody, { ...CREDENTIALS, Location: '/login' }, ({ isPreflight }) => (isPreflight ? 204 : 302)),
    ['low any-origin-with-credentials', 'low null-origin-with-credentials', 'info redirects'],
  ],
  'asks for a login before preflights': [
    server(isApp, {}, ({ isPreflight }) => (isPreflight ? 401 : 200)),
    ['medium preflight-needs-auth'],
  ],
  'redirects preflights': [
    server(
      isApp,
      ({ isPreflight }) => (isPreflight ? { Location: '/' } : {}),
      ({ isPreflight }) => (isPreflight ? 308 : 200),
    ),
    ['low preflight-redirect'],
  ],
  'answers preflights with an error': [
    server(isApp, {}, ({ isPreflight }) => (isPreflight ? 404 : 200)),
    ['low preflight-status'],
  ],
  'answers no preflights': [
    server(
      (origin, { isPreflight }) => isApp(origin) && !isPreflight,
      {},
      ({ isPreflight }) => (isPreflight ? 405 : 200),
    ),
    ['info preflight-unanswered'],
  ],
  'permits every method and header': [
    server(isApp, ({ request, origin }) => ({
      ...(isApp(origin) && CREDENTIALS),
      Vary: 'Origin, Access-Control-Request-Headers',
      'Access-Control-Allow-Methods': request.headers['access-control-request-method'] ?? '',
      'Access-Control-Allow-Headers': request.headers['access-control-request-headers'] ?? '',
    })),
    ['low any-method', 'low any-header'],
  ],
  'lets pages pose as a proxy': [
    server(isApp, { 'Access-Control-Allow-Headers': 'X-Forwarded-Host, X-HTTP-Method-Override' }),
    ['medium proxy-header'],
  ],
  'lists * with credentials': [
    server(isApp, ({ origin }) => (isApp(origin) ? { ...CREDENTIALS, 'Access-Control-Allow-Methods': '*' } : {})),
    ['low wildcard-list-with-credentials', 'info any-method'],
  ],
  'sends a list that nobody can parse': [
    server(isApp, { 'Access-Control-Allow-Headers': 'content-type; x-a' }),
    ['low preflight-list-invalid'],
  ],
  'has a max-age that is no number': [server(isApp, { 'Access-Control-Max-Age': '1h' }), ['low max-age-invalid']],
  'has a long max-age': [server(isApp, { 'Access-Control-Max-Age': '86400' }), ['info max-age-capped']],
  'opens private networks': [
    server(isApp, { 'Access-Control-Allow-Private-Network': 'true' }),
    ['low private-network'],
  ],
  'exposes everything': [server(isApp, { 'Access-Control-Expose-Headers': '*' }), ['low exposes-all']],
  'is clean': [server(isApp), []],
  'has no CORS': [server(() => false, { Vary: 'Accept' }), ['low expected-origin-refused']],
  'has no CORS, and nobody expects any': [server(() => false, { Vary: 'Accept' }), [], []],
  'is a 404 without CORS': [
    server(
      () => false,
      { Vary: 'Accept' },
      () => 404,
    ),
    [],
    [],
  ],
  'is a 404 that reflects': [
    server(anybody, CREDENTIALS, () => 404),
    ['low any-origin-with-credentials', 'low null-origin-with-credentials', 'low preflight-status'],
    [],
  ],
  'is a 500 that reflects': [
    server(anybody, CREDENTIALS, () => 500),
    ['low any-origin-with-credentials', 'low null-origin-with-credentials', 'low preflight-status'],
    [],
  ],
  'reflects, and asks for a login': [
    server(anybody, CREDENTIALS, ({ isPreflight }) => (isPreflight ? 204 : 401)),
    ['medium any-origin-with-credentials', 'medium null-origin-with-credentials'],
    [],
  ],
  'reflects after a login': [
    server(anybody, CREDENTIALS, ({ isPreflight, request }) =>
      isPreflight ? 204 : request.headers.cookie ? 200 : 401,
    ),
    ['critical any-origin-with-credentials', 'critical null-origin-with-credentials'],
    ['-H', 'Cookie: session=b1946ac92492d234'],
  ],
}
