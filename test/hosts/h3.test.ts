import { H3, type H3Config } from 'h3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cors } from '../../adapters/h3.ts'
import { createH3App } from './h3-app.ts'
import { addRoutes, startH3 } from './h3-shop.ts'
import { type Exchange, lines, readText } from './support/contract.ts'
import { startRuntime } from './support/process.ts'
import { describeRows } from './support/rows.ts'
import { sendTo } from './support/send.ts'
import { describeServer } from './support/server.ts'
import type { Running } from './support/upstream.ts'

describe('the contract on Node', () => {
  describeServer([], () => startH3(createH3App()))
})

describe('the contract on Bun', () => {
  describeServer(['bun'], () => startRuntime('bun', ['run', 'test/hosts/on-bun/h3.ts']), { hasSockets: false })
})

describe('the contract on Deno', () => {
  describeServer(['deno'], () => startRuntime('deno', ['run', '-A', '--no-lock', 'test/hosts/on-deno/h3.ts']), {
    hasSockets: false,
  })
})

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const policy = { origin: [app], allowMethods: ['GET', 'PUT'], credentials: true } as const

describe.each<[name: string, config: H3Config, middleware: ReturnType<typeof cors>]>([
  ['options', {}, cors(policy)],
  ['an async predicate', {}, cors({ ...policy, origin: async ({ host }) => host === 'app.example.com' })],
  ['options, with hooks of the app', { onRequest: () => {}, onError: () => {}, onResponse: () => {} }, cors(policy)],
])('h3 behind %s', (_name, config, middleware) => {
  let server: Running
  beforeAll(async () => {
    server = await startH3(addRoutes(new H3({ ...config, silent: true }).use(middleware)))
  })
  afterAll(() => server.stop())
  const get = (path: string, headers: Readonly<Record<string, string>> = { Origin: app }, method = 'GET') =>
    sendTo(server.origin)({ method, path, headers })

  describeRows(
    () => server,
    [
      ['GET /json', app, 200, app, '{"a":1}'],
      ['GET /json', evil, 200, undefined, '{"a":1}'],
      ['HEAD /json', app, 200, app, ''],
      ['PREFLIGHT /json', app, 204, app, ''],
      ['PREFLIGHT /json', evil, 204, undefined, ''],
      ['PREFLIGHT /missing', app, 204, app, ''],
      ['PREFLIGHT /app/json', app, 204, app, ''],
      ['OPTIONS /options', app, 200, app, 'own options'],
      ['GET /text', app, 200, app, 'text'],
      ['GET /nothing', app, 200, app, ''],
      ['GET /no-content', app, 204, app, ''],
      ['GET /bytes', app, 200, app, 'bytes'],
      ['GET /blob', app, 200, app, 'blob'],
      ['GET /response', app, 200, app, 'response'],
      ['GET /response', evil, 200, undefined, 'response'],
      ['GET /stream', app, 200, app, 'stream'],
      ['GET /redirect', app, 302, app],
      ['GET /prepared', app, 404, app, 'prepared'],
      ['GET /prepared', evil, 404, undefined, 'prepared'],
      ['GET /own-cors', evil, 200, undefined, 'own'],
      ['PUT /echo', app, 200, app, '{"sent":true}'],
      ['GET /files/a.txt', app, 200, app, 'file'],
      ['GET /files/a.txt', evil, 200, undefined, 'file'],
      ['HEAD /files/a.txt', app, 200, app, ''],
      ['PUT /files/a.txt', app, 405, app],
      ['GET /files/b.txt', evil, 404, undefined],
      ['GET /app/json', app, 200, app, '{"nested":true}'],
      ['GET /app/missing', app, 404, app],
      ['GET /fetch/path', app, 200, app, '/path'],
      // Of h3 itself.
      ['GET /throws', app, 500, app, '{"status":500,"unhandled":true,"message":"HTTPError"}'],
      ['GET /throws', evil, 500, undefined],
      ['GET /conflict', app, 409, app, '{"status":409,"message":"Taken"}'],
      ['GET /conflict', evil, 409, undefined, '{"status":409,"message":"Taken"}'],
      ['GET /rejects', app, 418, app],
      ['GET /returned', app, 402, app],
      ['GET /thrown-response', app, 401, app, 'No entry'],
      ['PUT /only-get', app, 405, app],
      ['PUT /limited', app, 413, app],
      ['GET /login', app, 401, app],
      ['PUT /valid', app, 400, app, /wrong/],
      ['GET /missing', app, 404, app, /Cannot find any route/],
      ['PUT /json', app, 404, app],
      // Before all middleware.
      ['GET /%', app, 400, null],
    ],
  )

  it('keeps each cookie, merges Vary, and removes other permissions', async () => {
    const { headers } = await get('/prepared')
    expect(
      headers
        .filter(([name]) => /^(set-cookie|vary|access-control-.*)$/i.test(name))
        .map(String)
        .toSorted(),
    ).toEqual([
      'access-control-allow-credentials,true',
      `access-control-allow-origin,${app}`,
      'set-cookie,a=1; Path=/',
      'set-cookie,b=2; Path=/',
      'vary,Accept, Origin',
    ])
  })

  it('keeps the headers of an error, and those that were prepared for it', async () => {
    const exchange = await get('/conflict')
    expect([lines(exchange, 'x-why'), lines(exchange, 'set-cookie'), lines(exchange, 'vary')]).toEqual([
      ['conflict'],
      ['a=1'],
      ['Accept, Origin'],
    ])
    expect(lines(exchange, 'access-control-max-age')).toEqual([])
  })

  it.each(['/etag', '/files/a.txt'])('answers 304 to the ETag of %s', async (path) => {
    const [tag = ''] = lines(await get(path), 'etag')
    expect(summary(await get(path, { Origin: app, 'If-None-Match': tag }))).toEqual([304, app])
  })

  it('does not touch a handler that writes to the response of Node, and goes on', async () => {
    const exchange = await get('/node')
    expect([...summary(exchange), await readText(exchange.body)]).toEqual([200, evil, 'node'])
    expect(summary(await get('/json'))).toEqual([200, app])
  })
})

function summary({ status, headers }: Exchange): unknown[] {
  return [status, ...headers.filter(([name]) => /^access-control-allow-origin$/i.test(name)).map(([, value]) => value)]
}
