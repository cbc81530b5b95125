import { Readable } from 'node:stream'
import Koa, { type Context } from 'koa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type KoaContext, koaCors, type KoaMiddleware } from '../../adapters/node.ts'
import { csrf, protect } from '../../src/csrf/index.ts'
import { createApp } from './support/app.ts'
import { type Exchange, lines, readText } from './support/contract.ts'
import { itSurvivesLeaving } from './support/leave.ts'
import { enforced, guard, listed, open, TENANT } from './support/policies.ts'
import { toRequest } from './support/raw.ts'
import { describeRows } from './support/rows.ts'
import { sendTo } from './support/send.ts'
import { describeServer } from './support/server.ts'
import { listen, type Running } from './support/upstream.ts'

const layers: Readonly<Record<string, KoaMiddleware>> = {
  listed: koaCors(listed),
  open: koaCors(open),
  enforced: koaCors(enforced),
  guarded: koaCors(csrf(guard)),
  protected: koaCors(protect(listed, guard)),
  predicate: koaCors({
    origin: async ({ host }, { ctx }: KoaContext<Context>) => host === TENANT && ctx.ip === '127.0.0.1',
  }),
}

describe('the contract', () => {
  const app = createApp()
  const koa = new Koa()
    .use((ctx, next) => layers[ctx.path.split('/')[1]!]!(ctx, next))
    .use(async (ctx, next) => {
      try {
        await next()
      } catch (error) {
        const { status, headers, body } = error instanceof Response ? error : new Response(null, { status: 500 })
        ctx.set(Object.fromEntries(headers))
        Object.assign(ctx, { status, body: body ?? '' })
      }
    })
    .use(async (ctx) => {
      const { status, statusText, headers, body } = await app(toRequest(ctx.req))
      ctx.body = body && Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0])
      Object.assign(ctx, { status, message: statusText })
      // After the body, whose type Koa guesses. `Set-Cookie` has a line for each.
      for (const [name] of headers) ctx.remove(name)
      for (const [name, value] of headers) ctx.append(name, value)
    })
  describeServer(['raw'], () => listen(koa.callback()), { hasSockets: false })
})

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const policy = { origin: [app], allowMethods: ['GET', 'PUT'], credentials: true } as const

const ROUTES: Readonly<Record<string, (ctx: Context) => unknown>> = {
  '/json': (ctx) => (ctx.body = { a: 1 }),
  '/text': (ctx) => {
    ctx.set('Access-Control-Allow-Origin', evil)
    ctx.vary('Accept')
    ctx.cookies.set('a', '1')
    ctx.cookies.set('b', '2')
    ctx.body = 'text'
  },
  '/stream': (ctx) => (ctx.body = Readable.from(['bo', 'dy'])),
  '/redirect': (ctx) => ctx.redirect('/json'),
  '/etag': (ctx) => {
    ctx.body = 'tagged'
    ctx.etag = '1'
    if (ctx.fresh) ctx.status = 304
  },
  '/raw': (ctx) => {
    ctx.respond = false
    ctx.res.writeHead(200, { 'Access-Control-Allow-Origin': evil }).end('raw')
  },
  '/throws': () => {
    throw new Error('Thrown by a route')
  },
  '/conflict': (ctx) => ctx.throw(409, 'Taken', { headers: { 'X-Why': 'conflict' } }),
  '/options': (ctx) => {
    ctx.set('Allow', 'GET')
    ctx.body = 'own options'
  },
}

function createShop(): Koa {
  const koa = new Koa()
  koa.silent = true
  return koa
}
const route: Koa.Middleware = (ctx, next) => ROUTES[ctx.path]?.(ctx) ?? next()

const preflight = { Origin: app, 'Access-Control-Request-Method': 'PUT' }
const summary = ({ status, headers }: Exchange) => [
  status,
  ...headers.filter(([name]) => /^access-control-allow-origin$/i.test(name)).map(([, value]) => value),
]

describe.each([
  ['options', koaCors(policy)],
  ['an async predicate', koaCors({ ...policy, origin: async ({ host }) => host === 'app.example.com' })],
])('Koa behind %s', (_name, middleware) => {
  let server: Running
  beforeAll(async () => {
    server = await listen(createShop().use(middleware).use(route).callback())
  })
  afterAll(() => server.stop())
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    sendTo(server.origin)({ method: 'GET', path, headers: { Origin: app, ...headers } })

  describeRows(
    () => server,
    [
      ['GET /json', app, 200, app, '{"a":1}'],
      ['GET /json', evil, 200, undefined, '{"a":1}'],
      ['HEAD /json', app, 200, app, ''],
      ['PREFLIGHT /json', app, 204, app, ''],
      ['PREFLIGHT /json', evil, 204, undefined, ''],
      ['PREFLIGHT /missing', app, 204, app, ''],
      ['OPTIONS /options', app, 200, app, 'own options'],
      ['GET /text', app, 200, app, 'text'],
      ['GET /text', evil, 200, undefined, 'text'],
      ['GET /stream', app, 200, app, 'body'],
      ['GET /redirect', app, 302, app],
      ['GET /raw', app, 200, app, 'raw'],
      ['GET /raw', evil, 200, undefined, 'raw'],
      // Of Koa itself.
      ['GET /throws', app, 500, app, 'Internal Server Error'],
      ['GET /throws', evil, 500, undefined, 'Internal Server Error'],
      ['GET /conflict', app, 409, app, 'Taken'],
      ['GET /missing', app, 404, app, 'Not Found'],
    ],
  )

  it('keeps each cookie, merges Vary, and keeps the headers of an error', async () => {
    const text = await get('/text')
    expect(lines(text, 'set-cookie')).toEqual(['a=1; path=/; httponly', 'b=2; path=/; httponly'])
    expect(lines(text, 'vary')).toEqual(['Accept, Origin'])
    expect(lines(await get('/conflict'), 'x-why')).toEqual(['conflict'])
  })

  it('answers 304 to an ETag', async () => {
    expect(summary(await get('/etag', { 'If-None-Match': '"1"' }))).toEqual([304, app])
  })
})

describe('what Koa does where koaCors is', () => {
  async function ask(koa: Koa, sent: Partial<Parameters<ReturnType<typeof sendTo>>[0]> = {}): Promise<Exchange> {
    const server = await listen(koa.callback())
    try {
      return await sendTo(server.origin)({ method: 'GET', path: '/json', headers: { Origin: app }, ...sent })
    } finally {
      await server.stop()
    }
  }

  it('gives an answer of earlier middleware no headers', async () => {
    const early = createShop()
      .use((ctx) => void (ctx.status = 401))
      .use(koaCors(policy))
    expect(summary(await ask(early, { method: 'OPTIONS', headers: preflight }))).toEqual([401])
  })

  it('gives routes before it no headers', async () => {
    const late = createShop().use(route).use(koaCors(policy))
    expect(summary(await ask(late))).toEqual([200])
  })

  it('keeps its answer where earlier middleware changes the answer on the way back', async () => {
    const seen: unknown[] = []
    const outer = createShop()
      .use(async (ctx, next) => {
        await next()
        seen.push(ctx.status)
        ctx.set('X-Time', '1')
        ctx.body = 'changed'
      })
      .use(koaCors(policy))
    const exchange = await ask(outer, { method: 'OPTIONS', headers: preflight })
    expect([...summary(exchange), await readText(exchange.body), seen]).toEqual([204, app, '', [204]])
  })

  it('covers an error of earlier middleware after it has run', async () => {
    const outer = createShop()
      .use(async (_ctx, next) => {
        await next()
        throw new Error('Thrown on the way back')
      })
      .use(koaCors(policy))
      .use(route)
    expect(summary(await ask(outer))).toEqual([500, app])
  })

  it('hides cookies of a cookieless policy', async () => {
    const hidden = createShop()
      .use(koaCors(open))
      .use((ctx) => void (ctx.body = [ctx.cookies.get('session') ?? null, ctx.get('cookie')]))
    const exchange = await ask(hidden, { headers: { Origin: evil, Cookie: 'session=1' } })
    expect(await readText(exchange.body)).toBe('[null,""]')
  })

  it('sees the whole path where a mount has cut it', async () => {
    const paths: string[] = []
    const mounted = createShop()
      .use((ctx, next) => {
        ctx.path = ctx.path.slice('/api'.length)
        return next()
      })
      .use(koaCors({ origin: (_origin, { request }) => paths.push(new URL(request.url).pathname) > 0 }))
    await ask(mounted, { path: '/api/users?a' })
    expect(paths).toEqual(['/api/users'])
  })

  it('refuses a write by itself with enforce', async () => {
    const strict = createShop().use(koaCors(enforced)).use(route)
    const exchange = await ask(strict, { method: 'POST', headers: { Origin: evil } })
    expect([exchange.status, await readText(exchange.body)]).toEqual([
      403,
      'Cross-origin request refused: origin-not-listed',
    ])
  })

  itSurvivesLeaving((origin) => listen(createShop().use(koaCors({ origin })).use(route).callback()))
})
