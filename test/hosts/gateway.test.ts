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
