import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { expectBuild } from './support/build.ts'
import { arrived, upstream } from './support/gateway.ts'
import { listen, type Running } from './support/upstream.ts'
import { serveWorker } from './support/workerd.ts'

let behind: Running
let gateway: Running
beforeAll(async () => {
  expectBuild()
  behind = await listen(upstream)
  gateway = await serveWorker('examples/gateway/worker.ts', {
    UPSTREAM: `${behind.origin}/base/`,
    SELF: 'https://api.example.com',
    ALLOWED_ORIGINS: 'https://app.example.com',
  })
})
afterAll(() => Promise.all([behind, gateway].map(async (running: Running | undefined) => running?.stop())))
beforeEach(() => {
  arrived.length = 0
})

/** Sends exact bytes, and returns the whole answer. */
async function send(path: string, ...headers: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(gateway.origin)
  const socket = connect(Number(port), hostname)
  const lines = [`GET ${path} HTTP/1.1`, 'Host: api.example.com', 'Origin: https://app.example.com', ...headers]
  socket.end(`${lines.join('\r\n')}\r\n\r\n`)
  return text(socket)
}

it.each([
  ...['/../admin', '/a/../../admin', '/%2e%2e/admin', '/.%2E/admin', '/..\\admin', '/\\evil.example/', '/..;/admin'],
  ...['/..%2fadmin', '/..%5cadmin', '/%252e%252e/admin', '/%c0%ae%c0%ae/admin', '/..', '/a/%2e%2e', '/%'],
])('refuses %s', async (path) => {
  const answer = await send(path, 'Connection: close')
  expect(answer).toMatch(/^HTTP\/1.1 400 /)
  expect(answer.toLowerCase()).toContain('access-control-allow-origin: https://app.example.com')
  expect(arrived).toEqual([])
})

it.each([
  ['//evil.example/', '/base//evil.example/'],
  ['/@evil.example/', '/base/@evil.example/'],
  ['http://evil.example/users', '/base/users'],
  ['/a%2Fb?q=/../', '/base/a%2Fb?q=/../'],
])('asks the upstream for %s below its path', async (path, asked) => {
  expect(await send(path, 'Connection: close')).toMatch(/^HTTP\/1.1 200 /)
  expect(arrived.map(({ url, headers }) => [url, headers.host])).toEqual([[asked, new URL(behind.origin).host]])
})

it('passes on no header that Connection names, in either direction', async () => {
  const named = ['Connection: close, X-Secret', 'X-Secret: 1', 'Trailer: X-Sum', 'TE: trailers']
  const answer = await send('/hop', ...named, 'X-Forwarded-For: 10.0.0.1', 'X-Request-Id: 7')
  expect(arrived[0]?.headers).toMatchObject({ 'x-request-id': '7' })
  expect(arrived[0]?.rawHeaders.join('\n')).not.toMatch(/secret|trailer|forwarded/i)
  expect(answer).toMatch(/x-seen: 1/i)
  expect(answer).not.toMatch(/secret|timeout=77|h2c|trailer|proxy/i)
})
