import { Readable } from 'node:stream'
import connect from 'connect'
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from 'express'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type NodeContext, type NodeMiddleware, withCors } from '../../adapters/node.ts'
import { csrf, protect } from '../../src/csrf/index.ts'
import { createApp } from './support/app.ts'
import { type Exchange, lines, readText } from './support/contract.ts'
import { itSurvivesLeaving } from './support/leave.ts'
import { enforced, guard, listed, open, TENANT } from './support/policies.ts'
import { toRaw, toRequest } from './support/raw.ts'
import { describeRows } from './support/rows.ts'
import { sendTo } from './support/send.ts'
import { describeServer } from './support/server.ts'
import { listen, type Running } from './support/upstream.ts'

const layers: Readonly<Record<string, NodeMiddleware>> = {
  listed: withCors(listed),
  open: withCors(open),
  enforced: withCors(enforced),
  guarded: withCors(csrf(guard)),
  protected: withCors(protect(listed, guard)),
  predicate: withCors({
    origin: async ({ host }, { req }: NodeContext<Request, Response>) => host === TENANT && req.ip === '127.0.0.1',
  }),
}

describe('the contract in Express', () => {
  const app = createApp()
  const answerErrors: ErrorRequestHandler = async (error: unknown, _req, res, _next) => {
    if (!(error instanceof globalThis.Response)) return res.status(500).end()
    return res
      .status(error.status)
      .set(Object.fromEntries(error.headers))
      .send(await error.text())
  }
  const server = express().disable('x-powered-by')
  for (const [name, layer] of Object.entries(layers)) server.use(`/${name}`, layer)
  // oxlint-disable-next-line oxc/no-async-endpoint-handlers -- Express 5 waits for them
  server.use(async (req, res) => {
    const { status, statusText, headers, body } = await app(toRequest(req))
    res.status(status)
    res.statusMessage = statusText
    // Not Express's `append`, which adds a charset to JSON.
    for (const [name, value] of headers) res.appendHeader(name, value)
    if (body) Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]).pipe(res)
    else res.end()
  })
  server.use(answerErrors)
  describeServer(['raw'], () => listen(server), { hasSockets: false })
})

describe('the contract in Connect', () => {
  const app = toRaw(createApp())
  const server = connect()
  for (const [name, layer] of Object.entries(layers))
    // Connect's requests have no `ip`.
    server.use(`/${name}`, (req, res, next) => layer(Object.assign(req, { ip: req.socket.remoteAddress }), res, next))
  server.use((req, res) => void app(req, res))
  describeServer(['raw'], () => listen(server), { hasSockets: false })
})

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const policy = { origin: [app], allowMethods: ['GET', 'PUT'], credentials: true } as const

function createShop(): Express {
  return express()
    .disable('x-powered-by')
    .get('/json', (_req, res) => res.json({ a: 1 }))
    .get('/send', (_req, res) => res.vary('Accept').set('Access-Control-Allow-Origin', evil).send('sent'))
    .get('/status', (_req, res) => res.sendStatus(402))
    .get('/redirect', (_req, res) => res.redirect('/json'))
    .get('/cookies', (_req, res) => res.cookie('a', '1').cookie('b', '2').end())
    .get('/file', (_req, res) => res.sendFile(import.meta.filename))
    .get('/flushed', (_req, res) => {
      res.flushHeaders()
      res.end('flushed')
    })
    .get('/throws', () => {
      throw new Error('Thrown by a route')
    })
    .get('/rejects', async () => {
      throw Object.assign(new Error('Rejected by a route'), { status: 409, headers: { 'X-Why': 'conflict' } })
    })
    .put('/parsed', express.json(), (req, res) => res.json(req.body))
    .get('/halfway', (_req, res) => {
      res.write('half')
      throw new Error('Thrown after the head')
    })
}

const preflight = { Origin: app, 'Access-Control-Request-Method': 'PUT' }

describe.each([
  ['options', withCors(policy)],
  ['an async predicate', withCors({ ...policy, origin: async ({ host }) => host === 'app.example.com' })],
])('Express behind %s', (_name, middleware) => {
  let server: Running
  beforeAll(async () => {
    server = await listen(express().disable('x-powered-by').use(middleware).use(createShop()))
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
      ['OPTIONS /json', app, 200, app, 'GET, HEAD'],
      ['GET /send', app, 200, app, 'sent'],
      ['GET /send', evil, 200, undefined, 'sent'],
      ['GET /status', app, 402, app, 'Payment Required'],
      ['GET /redirect', app, 302, app],
      ['GET /file', app, 200, app, /^import /],
      ['GET /flushed', app, 200, app, 'flushed'],
      ['PUT /parsed', app, 200, app, '{"sent":true}'],
      // Of Express's own handler of errors and of missing routes.
      ['GET /throws', app, 500, app, /Thrown by a route/],
      ['GET /throws', evil, 500, undefined, /Thrown by a route/],
      ['GET /rejects', app, 409, app],
      ['GET /missing', app, 404, app, /Cannot GET \/missing/],
      ['POST /json', app, 404, app],
      ['GET /%', app, 404, app],
    ],
  )

  it('keeps each cookie', async () => {
    expect(lines(await get('/cookies'), 'set-cookie')).toEqual(['a=1; Path=/', 'b=2; Path=/'])
  })

  it('merges Vary', async () => {
    expect(lines(await get('/send'), 'vary')).toEqual(['Accept, Origin'])
  })

  it('keeps the headers of an error', async () => {
    expect(lines(await get('/rejects'), 'x-why')).toEqual(['conflict'])
  })

  it('answers 304 to the ETag of Express', async () => {
    const [tag = ''] = lines(await get('/json'), 'etag')
    const cached = await get('/json', { Origin: app, 'If-None-Match': tag })
    expect([cached.status, lines(cached, 'access-control-allow-origin')]).toEqual([304, [app]])
  })

  it('answers a body that is not JSON, with headers', async () => {
    const headers = { Origin: app, 'Content-Type': 'application/json' }
    const exchange = await sendTo(server.origin)({ method: 'PUT', path: '/parsed', headers, body: '{' })
    expect([exchange.status, lines(exchange, 'access-control-allow-origin')]).toEqual([400, [app]])
  })

  it('leaves an error after the head to Express, which closes the connection', async () => {
    const exchange = await get('/halfway')
    expect(lines(exchange, 'access-control-allow-origin')).toEqual([app])
    await expect(readText(exchange.body)).rejects.toThrow('aborted')
    expect((await get('/json')).status).toBe(200)
  })
})

describe('what Express does where withCors is', () => {
  async function ask(listener: Express, sent: Partial<Parameters<ReturnType<typeof sendTo>>[0]>): Promise<Exchange> {
    const server = await listen(listener)
    try {
      return await sendTo(server.origin)({ method: 'GET', path: '/', headers: { Origin: app }, ...sent })
    } finally {
      await server.stop()
    }
  }
  const summary = ({ status, headers }: Exchange) => [
    status,
    ...headers.filter(([name]) => /^access-control-allow-origin$/i.test(name)).map(([, value]) => value),
  ]

  it('gives an answer of earlier middleware no headers', async () => {
    const early = express()
      .use((_req, res) => res.sendStatus(401))
      .use(withCors(policy))
    expect(summary(await ask(early, { method: 'OPTIONS', headers: preflight }))).toEqual([401])
  })

  it('gives a route before it no headers, and its preflight those of the policy', async () => {
    const late = createShop().use(withCors(policy))
    expect(summary(await ask(late, { path: '/json' }))).toEqual([200])
    // Express answers OPTIONS itself only where nothing behind the route does.
    expect(summary(await ask(late, { path: '/json', method: 'OPTIONS', headers: preflight }))).toEqual([204, app])
  })

  it('answers no preflight where it stands before one handler of a route', async () => {
    const routed = express().get('/', withCors(policy), (_req, res) => res.send('Hello'))
    expect(summary(await ask(routed, {}))).toEqual([200, app])
    expect(summary(await ask(routed, { method: 'OPTIONS', headers: preflight }))).toEqual([200])
  })

  it('covers a whole route by all()', async () => {
    const routed = express()
    routed
      .route('/')
      .all(withCors(policy))
      .get((_req, res) => res.send('Hello'))
    expect(summary(await ask(routed, {}))).toEqual([200, app])
    expect(summary(await ask(routed, { method: 'OPTIONS', headers: preflight }))).toEqual([204, app])
  })

  it('lets the outer of two policies decide', async () => {
    const nested = express()
      .use(withCors(policy))
      .use('/public', withCors({ origin: '*' }), createShop())
    expect(summary(await ask(nested, { path: '/public/json' }))).toEqual([200, app])
  })

  it('hides cookies of a cookieless policy from a parser that comes after it', async () => {
    const hidden = express()
      .use(withCors(open))
      .use((req, res) => res.json([req.get('cookie') ?? null, req.rawHeaders.filter((name) => /cookie/i.test(name))]))
    const exchange = await ask(hidden, { headers: { Origin: evil, Cookie: 'session=1' } })
    expect(await readText(exchange.body)).toBe('[null,[]]')
  })

  it('sees the whole path below a mount and in a router', async () => {
    const paths: string[] = []
    const router = express.Router().use(
      '/v1',
      withCors({
        origin: (_origin, { request: asked }: NodeContext<Request, Response>) =>
          paths.push(new URL(asked.url).pathname) > 0,
      }),
    )
    await ask(express().use('/api', router), { path: '/api/v1/users?a' })
    expect(paths).toEqual(['/api/v1/users'])
  })

  it('refuses where a predicate fails, and reports why', async () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => {})
    const broken = express()
      .use(withCors({ ...policy, origin: async () => Promise.reject(new Error('No database')) }))
      .use((_req, res) => res.send('ran'))
    expect(summary(await ask(broken, {}))).toEqual([200])
    expect(report.mock.calls.flat().some((value) => String(value).includes('No database'))).toBe(true)
    report.mockRestore()
  })

  itSurvivesLeaving((origin) => listen(express().use(withCors({ origin })).use(createShop())))
})
