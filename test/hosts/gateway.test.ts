import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectBuild } from './support/build.ts'
import { type Exchange, lines, readText } from './support/contract.ts'
import { arrived, releaseStream, upstream } from './support/gateway.ts'
import { startWorker } from './support/process.ts'
import { sendTo } from './support/send.ts'
import { listen, type Running } from './support/upstream.ts'

const CONFIG = 'examples/gateway/wrangler.toml'
const app = { Origin: 'https://app.example.com' }
const evil = { Origin: 'https://evil.example' }
const shared = [
  'access-control-allow-credentials: true',
  'access-control-allow-origin: https://app.example.com',
  'access-control-expose-headers: etag, link, location',
]

let behind: Running
let gateway: Running
beforeAll(async () => {
  expectBuild()
  behind = await listen(upstream)
  gateway = await startWorker(CONFIG, '--var', `UPSTREAM:${behind.origin}/base/`)
})
afterAll(() => Promise.all([behind, gateway].map(async (running: Running | undefined) => running?.stop())))

function send(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<Exchange> {
  return sendTo(gateway.origin)({ method, path, headers, ...(body !== undefined && { body }) })
}

function corsLines({ headers }: Exchange): string[] {
  const found = headers.map(([name, value]) => `${name.toLowerCase()}: ${value}`)
  return found.filter((line) => line.startsWith('access-control-')).toSorted()
}

it.for<[name: string, method: string, path: string, sent: object, status: number, seen: object, body: string]>([
  ['a path below that of the upstream', 'GET', '/users?page=2', app, 200, { 'x-seen': 'GET /base/users?page=2' }, ''],
  [
    'a path that looks like another host',
    'GET',
    '//evil.example/',
    app,
    200,
    { 'x-seen': 'GET /base//evil.example/' },
    '',
  ],
  ['HEAD', 'HEAD', '/users', app, 200, { 'x-seen': 'HEAD /base/users' }, ''],
  ['a redirect, which is not followed', 'GET', '/redirect', app, 302, { location: '/base/elsewhere' }, ''],
  ['a cacheable response', 'GET', '/cached', app, 200, { etag: '"1"' }, 'cached'],
  ['304', 'GET', '/cached', { ...app, 'If-None-Match': '"1"' }, 304, { etag: '"1"' }, ''],
  ['an error of the upstream', 'GET', '/error', app, 500, { 'content-type': 'text/plain' }, 'the upstream’s own error'],
])('passes %s', async ([, method, path, sent, status, seen, body]) => {
  const exchange = await send(method, path, sent as typeof app)
  expect(await readText(exchange.body)).toBe(body)
  expect(exchange.status).toBe(status)
  expect(Object.keys(seen).map((name) => [name, lines(exchange, name)])).toEqual(
    Object.entries(seen).map(([name, value]) => [name, [value]]),
  )
  expect(corsLines(exchange)).toEqual(shared)
  expect(lines(exchange, 'vary')).toEqual(['Accept-Language, Origin'])
})

it.each([
  ...['/..;/admin', '/..;x/admin', '/..%2fadmin', '/%2e%2e%2fadmin'],
  ...['/..%5cadmin', '/%252e%252e/admin', '/..%252fadmin', '/%c0%ae%c0%ae/admin', '/%', '/%00'],
])('refuses %s, which could leave the path of the upstream', async (path) => {
  const before = arrived.length
  const exchange = await send('GET', path, app)
  expect([exchange.status, await readText(exchange.body)]).toEqual([400, 'The path is not one for the upstream'])
  expect(corsLines(exchange)).toEqual(shared)
  expect(arrived).toHaveLength(before)
})

// wrangler resolves these before the Worker runs. In gateway-workerd.test.ts it refuses them.
it.each(['/../admin', '/a/../../admin', '/%2e%2e/admin', '/..\\admin'])('keeps %s in the path', async (path) => {
  expect(lines(await send('GET', path, app), 'x-seen')).toEqual(['GET /base/admin'])
})

it.each<[name: string, status: number, headers: Readonly<Record<string, string>>]>([
  ['a page of another site', 403, { ...evil, 'Sec-Fetch-Site': 'cross-site' }],
  ['a form on another site', 403, { ...evil, Cookie: 'id=1', 'Content-Type': 'application/x-www-form-urlencoded' }],
  ['somebody with a cookie who does not say from where', 403, { Cookie: 'id=1' }],
  ['a page on the list', 200, { ...app, 'Sec-Fetch-Site': 'cross-site', Cookie: 'id=1' }],
  ['a page of its own', 200, { Origin: 'https://api.example.com', Cookie: 'id=1' }],
  ['a program with a token', 200, { Authorization: 'Bearer x' }],
])('answers a POST of %s with %i', async (_name, status, headers) => {
  const before = arrived.length
  expect((await send('POST', '/users', headers, 'a=1')).status).toBe(status)
  expect(arrived).toHaveLength(before + Number(status === 200))
})

it('passes on the headers of a client, except for those that only proxies may set', async () => {
  await send('GET', '/users', {
    ...app,
    'Keep-Alive': 'timeout=1',
    TE: 'trailers',
    Upgrade: 'h2c',
    'Proxy-Authorization': 'Basic x',
    Forwarded: 'for=10.0.0.1',
    'X-Forwarded-For': '10.0.0.1',
    X_Forwarded_Host: 'evil.example',
    'X-Real-IP': '10.0.0.1',
    'X-Original-URL': '/admin',
    'X-Rewrite-URL': '/admin',
    'X-HTTP-Method-Override': 'DELETE',
    Authorization: 'Bearer x',
    Cookie: 'id=1',
    'X-Request-Id': '7',
  })
  const { headers, rawHeaders } = arrived.at(-1)!
  expect(headers).toMatchObject({ authorization: 'Bearer x', cookie: 'id=1', origin: app.Origin, 'x-request-id': '7' })
  expect(headers.host).toBe(new URL(behind.origin).host)
  expect(rawHeaders.join('\n')).not.toMatch(/timeout|trailer|h2c|proxy|10\.0|forwarded|admin|override/i)
})

it('removes the headers about the connection of the upstream', async () => {
  const { headers } = await send('GET', '/hop', app)
  const names = headers.map(([name]) => name.toLowerCase())
  expect(names).toContain('x-seen')
  for (const name of ['x-secret', 'proxy-authenticate', 'upgrade', 'trailer']) expect(names).not.toContain(name)
  expect(headers.flat().join('\n')).not.toContain('timeout=77')
})

it('passes a body as a stream, and its length', async () => {
  await send('PUT', '/users', { ...app, 'Content-Type': 'text/plain', 'Content-Length': '5' }, 'hello')
  expect(arrived.at(-1)!.headers).toMatchObject({ 'content-length': '5', 'content-type': 'text/plain' })
})

it('ends the request to the upstream when the client goes away', async () => {
  const client = get(`${gateway.origin}/endless`, { headers: app, agent: false })
  client.on('error', () => {})
  const [answer] = (await once(client, 'response')) as [IncomingMessage]
  await once(answer, 'data')
  const { socket } = arrived.at(-1)!
  const closed = once(socket, 'close')
  client.destroy()
  await expect(closed).resolves.toHaveLength(1)
})

it('removes the CORS headers of the upstream', async () => {
  const exchange = await send('GET', '/users', evil)
  expect(exchange.status).toBe(200)
  expect(corsLines(exchange)).toEqual([])
  expect(lines(exchange, 'vary')).toEqual(['Accept-Language, Origin'])
})

it('passes a request body', async () => {
  const exchange = await send('PUT', '/users', { ...app, 'Content-Type': 'text/plain' }, 'hello')
  expect(await readText(exchange.body)).toBe('hello')
})

it('passes each cookie in its own line', async () => {
  const exchange = await send('GET', '/cookies', app)
  expect(lines(exchange, 'set-cookie')).toEqual(['a=1; Path=/', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT'])
})

it('streams', async () => {
  const { body } = await send('GET', '/stream', app)
  const chunks = body[Symbol.asyncIterator]()
  expect((await chunks.next()).value).toBe('first,')
  releaseStream()
  expect(await readText({ [Symbol.asyncIterator]: () => chunks })).toBe('last')
})

it.each([app, evil])('answers preflights of %o before the upstream', async (from) => {
  const before = arrived.length
  const exchange = await send('OPTIONS', '/users', { ...from, 'Access-Control-Request-Method': 'DELETE' })
  expect(exchange.status).toBe(204)
  expect(lines(exchange, 'access-control-allow-methods')).toEqual(
    from === app ? ['GET, HEAD, POST, PUT, PATCH, DELETE'] : [],
  )
  expect(arrived).toHaveLength(before)
})

it('leaves any other OPTIONS request to the upstream', async () => {
  expect(lines(await send('OPTIONS', '/users', app), 'x-seen')).toEqual(['OPTIONS /base/users'])
})

it('answers if the upstream breaks the connection', async () => {
  const exchange = await send('GET', '/reset', app)
  expect([exchange.status, await readText(exchange.body)]).toEqual([502, 'The upstream does not answer'])
  expect(corsLines(exchange)).toEqual(shared)
})

it.each([
  ['without an upstream', [], 'UPSTREAM is "", expected the URL of the server behind'],
  ['with a host for an upstream', ['--var', 'UPSTREAM:localhost:8080'], 'UPSTREAM is "localhost:8080", expected'],
  [
    'without its own origin',
    ['--var', 'UPSTREAM:http://127.0.0.1:1', '--var', 'SELF:api.example.com'],
    'expected "https://api.example.com"',
  ],
  [
    'without origins',
    ['--var', 'UPSTREAM:http://127.0.0.1:1', '--var', 'ALLOWED_ORIGINS:app.example.com'],
    'expected "https://app.example.com"',
  ],
])('does not start %s', async (_name, args, message) => {
  await expect(startWorker(CONFIG, ...args)).rejects.toThrow(message)
})

it('answers if the upstream is down', async () => {
  await behind.stop()
  const exchange = await send('GET', '/users', app)
  expect([exchange.status, await readText(exchange.body)]).toEqual([502, 'The upstream does not answer'])
  expect(corsLines(exchange)).toEqual(shared)
  expect(lines(exchange, 'vary')).toEqual(['Origin'])
})
