import { connect } from 'node:http2'
import { Readable } from 'node:stream'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FastifyContext, fastifyCors, type FastifyPlugin } from '../../adapters/node.ts'
import { csrf, protect } from '../../src/csrf/index.ts'
import { createApp } from './support/app.ts'
import { type Exchange, lines, readText } from './support/contract.ts'
import { itSurvivesLeaving } from './support/leave.ts'
import { enforced, guard, listed, open, TENANT } from './support/policies.ts'
import { toRequest } from './support/raw.ts'
import { describeRows, type Row } from './support/rows.ts'
import { sendTo } from './support/send.ts'
import { describeServer } from './support/server.ts'
import type { Running } from './support/upstream.ts'

async function serve(app: FastifyInstance): Promise<Running> {
  return { origin: await app.listen({ port: 0, host: '127.0.0.1' }), stop: () => app.close() }
}

const layers: Readonly<Record<string, FastifyPlugin>> = {
  listed: fastifyCors(listed),
  open: fastifyCors(open),
  enforced: fastifyCors(enforced),
  guarded: fastifyCors(csrf(guard)),
  protected: fastifyCors(protect(listed, guard)),
  predicate: fastifyCors({
    origin: async ({ host }, { reply }: FastifyContext<FastifyReply>) =>
      host === TENANT && reply.request.ip === '127.0.0.1',
  }),
}

describe('the contract', () => {
  const app = createApp()
  const server = fastify({ forceCloseConnections: true })
  const answer = async (reply: FastifyReply) => {
    const { status, statusText, headers, body } = await app(toRequest(reply.request.raw))
    reply.code(status).raw.statusMessage = statusText
    for (const [name, value] of headers) reply.header(name, value)
    return reply.send(body && Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]))
  }
  // The application reads bodies itself.
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', (_request, _payload, done) => done(null))
  server.setErrorHandler(async (error, _request, reply) => {
    if (!(error instanceof Response)) return reply.code(500).send()
    return reply
      .code(error.status)
      .headers(Object.fromEntries(error.headers))
      .send(await error.text())
  })
  for (const [name, layer] of Object.entries(layers))
    server.register(
      async (part) => {
        part.register(layer)
        part.route({
          method: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
          url: '/*',
          handler: (_request, reply) => answer(reply),
        })
      },
      { prefix: `/${name}` },
    )
  // The route of the plugin hands other OPTIONS requests to the handler of missing routes.
  server.setNotFoundHandler((_request, reply) => answer(reply))
  describeServer(['raw'], () => serve(server), { hasSockets: false })
})

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const policy = { origin: [app], allowMethods: ['GET', 'PUT'], credentials: true } as const

function addRoutes(shop: FastifyInstance): void {
  shop.get('/json', async () => ({ a: 1 }))
  shop.get('/text', (_request, reply) =>
    reply
      .header('Access-Control-Allow-Origin', evil)
      .header('Vary', 'Accept')
      .header('Set-Cookie', 'a=1')
      .header('Set-Cookie', 'b=2')
      .send('text'),
  )
  shop.get('/stream', (_request, reply) =>
    reply.header('Access-Control-Allow-Origin', evil).send(Readable.from(['bo', 'dy'])),
  )
  shop.get('/redirect', (_request, reply) => reply.redirect('/json'))
  shop.get('/same', (_request, reply) => reply.code(304).send())
  shop.get('/raw', (_request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'Access-Control-Allow-Origin': evil }).end('raw')
  })
  shop.get('/response', async () => new Response('response', { headers: { 'Access-Control-Allow-Origin': evil } }))
  shop.get('/throws', async () => {
    throw new Error('Thrown by a route')
  })
  shop.get('/conflict', async () => {
    throw Object.assign(new Error('Taken'), { statusCode: 409 })
  })
  shop.put('/json', async ({ body }) => body)
  shop.options('/own', async () => 'own options')
}

const preflight = { Origin: app, 'Access-Control-Request-Method': 'PUT' }
const summary = ({ status, headers }: Exchange) => [
  status,
  ...headers.filter(([name]) => /^access-control-allow-origin$/i.test(name)).map(([, value]) => value),
]

const rows: readonly Row[] = [
  ['GET /json', app, 200, app, '{"a":1}'],
  ['GET /json', evil, 200, undefined, '{"a":1}'],
  ['HEAD /json', app, 200, app, ''],
  ['PUT /json', app, 200, app, '{"sent":true}'],
  ['PREFLIGHT /json', app, 204, app, ''],
  ['PREFLIGHT /json', evil, 204, undefined, ''],
  ['OPTIONS /own', app, 200, app, 'own options'],
  ['GET /text', app, 200, app, 'text'],
  ['GET /text', evil, 200, undefined, 'text'],
  ['GET /stream', app, 200, app, 'body'],
  ['GET /stream', evil, 200, undefined, 'body'],
  ['GET /redirect', app, 302, app],
  ['GET /same', app, 304, app, ''],
  ['GET /raw', app, 200, app, 'raw'],
  ['GET /raw', evil, 200, undefined, 'raw'],
  ['GET /response', evil, 200, undefined, 'response'],
  // Of Fastify's own handler of errors.
  ['GET /throws', app, 500, app, /Thrown by a route/],
  ['GET /throws', evil, 500, undefined, /Thrown by a route/],
  ['GET /conflict', app, 409, app, /Taken/],
]

describe.each([
  ['options', fastifyCors(policy)],
  ['an async predicate', fastifyCors({ ...policy, origin: async ({ host }) => host === 'app.example.com' })],
])('Fastify behind %s', (_name, plugin) => {
  let server: Running
  beforeAll(async () => {
    const root = fastify({ forceCloseConnections: true })
    root.register(plugin)
    root.register(async (part) => addRoutes(part))
    server = await serve(root)
  })
  afterAll(() => server.stop())
  const send = (method: string, path: string, headers: Readonly<Record<string, string>>, body?: string) =>
    sendTo(server.origin)({ method, path, headers, ...(body !== undefined && { body }) })

  describeRows(
    () => server,
    [
      ...rows,
      ['PREFLIGHT /missing', app, 204, app, ''],
      ['OPTIONS /json', app, 404, app],
      ['GET /missing', app, 404, app, /Route GET:\/missing not found/],
      ['GET /missing', evil, 404, undefined],
    ],
  )

  it('keeps each cookie and merges Vary', async () => {
    const text = await send('GET', '/text', { Origin: app })
    expect(lines(text, 'set-cookie')).toEqual(['a=1', 'b=2'])
    expect(lines(text, 'vary')).toEqual(['Accept, Origin'])
  })

  it.each([
    ['application/json', '{', 400],
    ['application/odd', 'a', 415],
  ])('covers what Fastify answers to a body of %s that it refuses', async (type, body, status) => {
    const exchange = await send('PUT', '/json', { Origin: app, 'Content-Type': type }, body)
    expect(summary(exchange)).toEqual([status, app])
  })
})

/** A row for a server that has its routes below `/api`. */
function below([request, origin, status, allowed, body = /^/]: Row): Row {
  return [request.replace(' ', ' /api'), origin, status, allowed, body]
}

describe('Fastify with a policy below a prefix', () => {
  let server: Running
  beforeAll(async () => {
    const root = fastify({ forceCloseConnections: true })
    root.register(
      async (api) => {
        await api.register(fastifyCors(policy))
        addRoutes(api)
        api.get('/', async () => 'index')
      },
      { prefix: '/api' },
    )
    root.get('/outside', async () => 'outside')
    server = await serve(root)
  })
  afterAll(() => server.stop())

  describeRows(
    () => server,
    [
      ...rows.map(below),
      ['GET /api', app, 200, app, 'index'],
      ['PREFLIGHT /api', app, 204, app, ''],
      ['PREFLIGHT /api/', app, 204, app, ''],
      ['PREFLIGHT /api/missing', app, 204, app, ''],
      ['OPTIONS /api/json', app, 404, app],
      ['GET /outside', app, 200, null, 'outside'],
      ['PREFLIGHT /outside', app, 404, null],
      ['PREFLIGHT /apiary', app, 404, null],
      // The 404 is the root's, as the page says.
      ['GET /api/missing', app, 404, null],
    ],
  )
})

describe('what Fastify does where fastifyCors is', () => {
  async function ask(root: FastifyInstance, method = 'GET', path = '/json', headers = preflight): Promise<Exchange> {
    const server = await serve(root)
    try {
      return await sendTo(server.origin)({ method, path, headers })
    } finally {
      await server.stop()
    }
  }
  const create = () => fastify({ forceCloseConnections: true })

  it('covers routes of its own instance that were added before', async () => {
    const root = create()
    addRoutes(root)
    root.register(fastifyCors(policy))
    expect(summary(await ask(root))).toEqual([200, app])
  })

  it('covers plugins that were registered before', async () => {
    const late = create()
    late.register(async (part) => addRoutes(part))
    late.register(fastifyCors(policy))
    expect(summary(await ask(late))).toEqual([200, app])
  })

  it('answers preflights where the whole app is a plugin without a prefix', async () => {
    const root = create()
    root.register(async (part) => {
      part.register(fastifyCors(policy))
      addRoutes(part)
    })
    expect(summary(await ask(root, 'OPTIONS'))).toEqual([204, app])
  })

  it('stops the start where one plugin has two policies', async () => {
    const root = create()
    root.register(
      async (part) => {
        part.register(fastifyCors(policy))
        part.register(fastifyCors({ origin: '*' }))
      },
      { prefix: '/api' },
    )
    await expect(root.ready()).rejects.toThrow("Method 'OPTIONS' already declared for route '/api")
    await root.close()
  })

  it('answers before hooks that were added later, and after those added earlier', async () => {
    const root = create()
    root.addHook('onRequest', async (_request, reply) => reply.code(401).send('early'))
    root.register(fastifyCors(policy))
    expect(summary(await ask(root, 'OPTIONS'))).toEqual([401])
    const before = create()
    await before.register(fastifyCors(policy))
    before.addHook('onRequest', async (_request, reply) => reply.code(401).send('late'))
    expect(summary(await ask(before, 'OPTIONS'))).toEqual([204, app])
  })

  it('lets onResponse hooks see its answers', async () => {
    const seen: number[] = []
    const root = create()
    root.register(fastifyCors(enforced))
    root.addHook('onResponse', async (_request, { statusCode }) => void seen.push(statusCode))
    const exchange = await ask(root, 'POST', '/json', { ...preflight, Origin: evil })
    expect([exchange.status, await readText(exchange.body), seen]).toEqual([
      403,
      'Cross-origin request refused: origin-not-listed',
      [403],
    ])
  })

  it('hides cookies of a cookieless policy', async () => {
    const root = create()
    root.register(fastifyCors(open))
    root.get('/json', async ({ headers }) => [headers.cookie ?? null])
    const exchange = await ask(root, 'GET', '/json', { ...preflight, ...{ Cookie: 'session=1' } })
    expect(await readText(exchange.body)).toBe('[null]')
  })

  it('works by inject()', async () => {
    const root = create()
    root.register(fastifyCors(policy))
    addRoutes(root)
    const options = await root.inject({ method: 'OPTIONS', url: '/json', headers: preflight })
    const actual = await root.inject({ url: '/json', headers: { origin: app } })
    expect([options.statusCode, options.headers['access-control-allow-methods']]).toEqual([204, 'GET, PUT'])
    expect([actual.statusCode, actual.headers['access-control-allow-origin'], actual.body]).toEqual([
      200,
      app,
      '{"a":1}',
    ])
  })

  it('works on HTTP/2', async () => {
    const root = fastify({ http2: true })
    root.register(fastifyCors(policy))
    root.get('/json', async () => ({ a: 1 }))
    const session = connect(await root.listen({ port: 0, host: '127.0.0.1' }))
    const stream = session.request({ ':path': '/json', origin: app })
    const headers = await new Promise<object>((resolve) => stream.on('response', resolve))
    expect(headers).toMatchObject({ ':status': 200, 'access-control-allow-origin': app, vary: 'Origin' })
    session.destroy()
    await root.close()
  })

  itSurvivesLeaving((origin) => {
    const root = create()
    root.register(fastifyCors({ origin }))
    addRoutes(root)
    return serve(root)
  })
})
