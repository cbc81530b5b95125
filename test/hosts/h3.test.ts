import { plugin } from 'crossws/server'
import {
  assertMethod,
  basicAuth,
  bodyLimit,
  defineHandler,
  defineValidatedHandler,
  defineWebSocketHandler,
  fromNodeHandler,
  H3,
  type H3Config,
  type H3Event,
  handleCacheHeaders,
  handleCors,
  HTTPError,
  type NodeMiddleware,
  noContent,
  onError,
  onResponse,
  redirect,
  serve,
  serveStatic,
  setCookie,
} from 'h3'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { cors } from '../../adapters/h3.ts'
import { withCors } from '../../adapters/node.ts'
import { protect } from '../../src/csrf/index.ts'
import { cors as policyOf } from '../../src/index.ts'
import { createH3App } from './h3-app.ts'
import { type Exchange, lines, readText } from './support/contract.ts'
import { itSurvivesLeaving } from './support/leave.ts'
import { startRuntime } from './support/process.ts'
import { describeRows } from './support/rows.ts'
import { sendTo } from './support/send.ts'
import { describeServer } from './support/server.ts'
import { echo, switchedHeaders } from './support/socket.ts'
import type { Running } from './support/upstream.ts'

async function start(app: H3): Promise<Running> {
  // The way to resolve hooks that h3 documents.
  const resolve = async (request: Request) => ((await app.fetch(request)) as Response & { crossws?: object }).crossws
  const server = serve(app, {
    hostname: '127.0.0.1',
    port: 0,
    silent: true,
    plugins: [plugin({ resolve: resolve as never })],
  })
  await server.ready()
  return { origin: server.url!.replace(/\/$/, ''), stop: () => server.close(true) }
}

describe('the contract on Node', () => {
  describeServer([], () => start(createH3App()))
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
const preflight = { Origin: app, 'Access-Control-Request-Method': 'PUT' }
const FOREIGN = { 'Access-Control-Allow-Origin': evil, 'Access-Control-Max-Age': '1' }

/** Sets headers of the response in h3's own way. */
function prepare({ res }: H3Event): void {
  for (const [name, value] of Object.entries(FOREIGN)) {
    res.headers.set(name, value)
    res.errHeaders.set(name, value)
  }
  res.headers.set('Vary', 'Accept')
  res.errHeaders.set('Vary', 'Accept')
}

const schema = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value: unknown) => (value ? { issues: [{ message: 'wrong' }] } : { value }),
  },
} as const

/** One route for each kind of answer that h3 has. */
function addRoutes(shop: H3): H3 {
  return shop
    .get('/json', () => ({ a: 1 }))
    .get('/text', () => 'text')
    .get('/nothing', () => null)
    .get('/no-content', () => noContent())
    .get('/bytes', () => new TextEncoder().encode('bytes'))
    .get('/blob', () => new Blob(['blob'], { type: 'text/plain' }))
    .get('/response', () => new Response('response', { headers: FOREIGN }))
    .get('/stream', () => new Response('stream').body)
    .get('/redirect', () => redirect('/json'))
    .get('/prepared', (event) => {
      prepare(event)
      setCookie(event, 'a', '1')
      setCookie(event, 'b', '2')
      event.res.status = 404
      return 'prepared'
    })
    .get('/own-cors', (event) => {
      handleCors(event, { origin: '*' })
      return 'own'
    })
    .get('/etag', (event) => (handleCacheHeaders(event, { etag: '"1"' }) ? '' : 'fresh'))
    .get('/throws', (event) => {
      prepare(event)
      throw new Error('Thrown by a route')
    })
    .get('/conflict', (event) => {
      prepare(event)
      event.res.errHeaders.append('Set-Cookie', 'a=1')
      throw new HTTPError({ status: 409, message: 'Taken', headers: { ...FOREIGN, 'X-Why': 'conflict' } })
    })
    .get('/rejects', async () => Promise.reject(HTTPError.status(418)))
    .get('/returned', () => new HTTPError({ status: 402 }))
    .get('/thrown-response', () => {
      // oxlint-disable-next-line typescript/only-throw-error -- applications do
      throw new Response('No entry', { status: 401 })
    })
    .all('/only-get', (event) => assertMethod(event, 'GET'))
    .options('/options', () => 'own options')
    .put('/echo', async ({ req }) => req.text())
    .put('/limited', () => 'never', { middleware: [bodyLimit(1)] })
    .get('/login', () => 'never', { middleware: [basicAuth({ password: 'secret' })] })
    .put('/valid', defineValidatedHandler({ validate: { body: schema }, handler: ({ req }) => req.json() }))
    .all('/files/**', (event) =>
      serveStatic(event, {
        headers: FOREIGN,
        getMeta: (id) => (id === '/files/a.txt' ? { size: 4, etag: '"f"' } : undefined),
        getContents: () => 'file',
      }),
    )
    .mount(
      '/app',
      new H3().use(() => {}).get('/json', () => ({ nested: true })),
    )
    .mount('/fetch', (request) => new Response(new URL(request.url).pathname, { headers: FOREIGN }))
    .get(
      '/node',
      fromNodeHandler((_req, res) => {
        res.setHeader('Access-Control-Allow-Origin', evil)
        res.end('node')
      }),
    )
}

describe.each<[name: string, config: H3Config, middleware: ReturnType<typeof cors>]>([
  ['options', {}, cors(policy)],
  ['an async predicate', {}, cors({ ...policy, origin: async ({ host }) => host === 'app.example.com' })],
  ['options, with hooks of the app', { onRequest: () => {}, onError: () => {}, onResponse: () => {} }, cors(policy)],
])('h3 behind %s', (_name, config, middleware) => {
  let server: Running
  beforeAll(async () => {
    server = await start(addRoutes(new H3({ ...config, silent: true }).use(middleware)))
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

/** Status, permission, `Vary` and body. */
async function answerOf(h3: H3, path = '/json', init: RequestInit = {}): Promise<unknown[]> {
  const response = await h3.request(path, { headers: { Origin: app }, ...init })
  const { headers } = response
  return [response.status, headers.get('access-control-allow-origin'), headers.get('vary'), await response.text()]
}

const asked = { method: 'OPTIONS', headers: preflight }
const JSON_A = '{"a":1}'

describe('the hooks of h3', () => {
  it('calls each once, with the event of the request, and shows onResponse the final answer', async () => {
    const seen: unknown[] = []
    const h3 = new H3({
      silent: true,
      onRequest: (event) => void seen.push(['request', event]),
      onError: (error, event) => void seen.push(['error', error.message, event]),
      onResponse: ({ status, headers }, event) =>
        void seen.push(['response', status, headers.get('access-control-allow-origin'), event]),
    }).use(cors(policy))
    let event: H3Event | undefined
    h3.get('/throws', (given) => {
      event = given
      throw new Error('Thrown by a route')
    })
    expect((await answerOf(h3, '/throws')).slice(0, 2)).toEqual([500, app])
    expect(seen).toEqual([
      ['request', event],
      ['error', 'Thrown by a route', event],
      ['response', 500, app, event],
    ])
    // Not a copy that is equal.
    expect(seen.every((entry) => (entry as unknown[]).at(-1) === event)).toBe(true)
  })

  it.each([
    ['a response', () => new Response('sorry', { status: 503, headers: FOREIGN })],
    [
      'a value with prepared headers',
      (_error: unknown, event: H3Event) => {
        prepare(event)
        event.res.status = 503
        return 'sorry'
      },
    ],
    ['a promise', async () => new HTTPError({ status: 503, headers: FOREIGN })],
  ])('covers what onError answers with: %s', async (_kind, handle) => {
    const h3 = addRoutes(new H3({ silent: true, onError: handle }).use(cors(policy)))
    const [status, allowed] = await answerOf(h3, '/throws')
    expect([status, allowed]).toEqual([503, app])
    expect((await answerOf(h3, '/throws', { headers: { Origin: evil } })).slice(0, 2)).toEqual([503, null])
    expect((await answerOf(h3, '/missing')).slice(0, 2)).toEqual([503, app])
  })

  it('covers middleware for errors and responses that comes after it', async () => {
    const h3 = addRoutes(
      new H3()
        .use(cors(policy))
        .use(onError(() => new Response('sorry', { status: 503, headers: FOREIGN })))
        .use(onResponse(({ headers }) => headers.set('Access-Control-Allow-Origin', evil))),
    )
    expect(await answerOf(h3, '/throws')).toEqual([503, app, 'Accept, Origin', 'sorry'])
    expect(await answerOf(h3)).toEqual([200, app, 'Origin', JSON_A])
  })

  it('writes an error that nobody expects to the console, as h3 does', async () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => {})
    const h3 = addRoutes(new H3().use(cors(policy)))
    expect((await answerOf(h3, '/throws')).slice(0, 2)).toEqual([500, app])
    expect(report.mock.calls.map(([error]) => String(error))).toEqual(['HTTPError: Thrown by a route'])
    report.mockRestore()
  })
})

describe('what h3 does where cors() is', () => {
  it('covers routes before it', async () => {
    expect(await answerOf(addRoutes(new H3()).use(cors(policy)))).toEqual([200, app, 'Origin', JSON_A])
  })

  it('gives an answer of earlier middleware no headers', async () => {
    const early = new H3({ silent: true }).use(basicAuth({ password: 'secret' })).use(cors(policy))
    expect((await answerOf(early, '/json', asked)).slice(0, 2)).toEqual([401, null])
  })

  it('removes what earlier middleware has prepared, also from its own answers, and merges Vary', async () => {
    const late = addRoutes(new H3().use(prepare).use(cors({ ...policy, enforce: true })))
    expect(await answerOf(late)).toEqual([200, app, 'Accept, Origin, Sec-Fetch-Site', JSON_A])
    expect(await answerOf(late, '/json', asked)).toEqual([204, app, 'Accept, Origin', ''])
    const refused = await answerOf(late, '/json', { method: 'PUT', headers: { Origin: evil } })
    expect(refused.slice(0, 3)).toEqual([403, null, 'Accept, Origin, Sec-Fetch-Site'])
  })

  it('gives earlier middleware a response, and no error', async () => {
    const seen: unknown[] = []
    const outer = addRoutes(
      new H3({ silent: true })
        .use(onError((error) => void seen.push(error)))
        .use(async (_event, next) => {
          seen.push(await next())
        })
        .use(cors(policy)),
    )
    expect((await answerOf(outer, '/throws')).slice(0, 2)).toEqual([500, app])
    expect(seen).toEqual([expect.any(Response)])
  })

  it('answers no preflight for one method, or in the middleware of a route for one', async () => {
    const narrow = addRoutes(new H3().use(cors(policy), { method: 'GET' }))
    expect((await answerOf(narrow)).slice(0, 2)).toEqual([200, app])
    expect((await answerOf(narrow, '/json', asked)).slice(0, 2)).toEqual([404, null])
    const routed = new H3().get('/json', () => ({ a: 1 }), { middleware: [cors(policy)] })
    expect((await answerOf(routed)).slice(0, 2)).toEqual([200, app])
    expect((await answerOf(routed, '/json', asked)).slice(0, 2)).toEqual([404, null])
    const all = new H3().all('/json', () => ({ a: 1 }), { middleware: [cors(policy)] })
    expect((await answerOf(all, '/json', asked)).slice(0, 2)).toEqual([204, app])
  })

  it('covers the paths of a mounted app by its own policy, and those of a pattern', async () => {
    const nested = new H3({ silent: true }).mount('/app', addRoutes(new H3().use(cors(policy))))
    expect((await answerOf(nested, '/app/missing')).slice(0, 2)).toEqual([404, app])
    expect((await answerOf(nested, '/app/json', asked)).slice(0, 2)).toEqual([204, app])
    expect((await answerOf(nested, '/json')).slice(0, 2)).toEqual([404, null])
    const part = addRoutes(new H3({ silent: true }).use('/app/**', cors(policy)))
    expect((await answerOf(part, '/app/json')).slice(0, 2)).toEqual([200, app])
    expect((await answerOf(part)).slice(0, 2)).toEqual([200, null])
  })

  it('lets the outer of two policies decide', async () => {
    const two = addRoutes(new H3().use(cors(policy)).use(cors({ origin: '*' })))
    expect(await answerOf(two)).toEqual([200, app, 'Origin', JSON_A])
  })

  it('says so where the handler is called without an app', async () => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => {})
    const handler = defineHandler({ middleware: [cors(policy)], handler: () => 'Hello' })
    expect((await handler.fetch('/')).status).toBe(500)
    expect(String(report.mock.calls[0]![0])).toMatch(/^TypeError: The event has no app, expected cors\(\) in app\.use/)
    report.mockRestore()
  })

  it('hides cookies of a cookieless policy', async () => {
    const hidden = new H3().use(cors({ origin: '*', cookieless: true })).get('/', ({ req }) => [...req.headers.keys()])
    const headers = { Origin: evil, Cookie: 'session=1' }
    expect(await answerOf(hidden, '/', { headers })).toEqual([200, '*', null, '["origin"]'])
  })

  it('covers handlers that write to the response of Node by corsage/node', async () => {
    const middleware: NodeMiddleware = withCors(policy)
    const server = await start(addRoutes(new H3().use(fromNodeHandler(middleware))))
    const send = (path: string) => sendTo(server.origin)({ method: 'GET', path, headers: { Origin: app } })
    expect([summary(await send('/node')), summary(await send('/json'))]).toEqual([
      [200, app],
      [200, app],
    ])
    await server.stop()
  })

  it('refuses a WebSocket by a guard', async () => {
    const guarded = protect(policyOf(policy), { self: 'https://api.example.com', trusted: [app] })
    const socket = defineWebSocketHandler({ message: (peer, text) => void peer.send(`echo ${text.text()}`) })
    const server = await start(new H3().use(cors(guarded)).get('/socket', socket))
    await expect(echo(`${server.origin}/socket`, 'hello', { Origin: app })).resolves.toBe('echo hello')
    await expect(switchedHeaders(`${server.origin}/socket`, evil)).rejects.toThrow('answers 403')
    await server.stop()
  })

  itSurvivesLeaving((origin) => start(addRoutes(new H3({ silent: true }).use(cors({ origin })))))
})
