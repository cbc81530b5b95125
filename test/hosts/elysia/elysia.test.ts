import { getRequestListener } from '@hono/node-server'
import { type AnyElysia, Elysia, file, NotFoundError, t } from 'elysia'
import { CloudflareAdapter } from 'elysia/adapter/cloudflare-worker'
import { describe, expect, it, vi } from 'vitest'
import { withCors } from '../../../adapters/bun.ts'
import { cors } from '../../../adapters/elysia.ts'
import { protect } from '../../../src/csrf/index.ts'
import { cors as policyOf } from '../../../src/index.ts'
import { itSurvivesLeaving } from '../support/leave.ts'
import { startRuntime } from '../support/process.ts'
import { describeServer } from '../support/server.ts'
import { listen, type Running } from '../support/upstream.ts'

const bun = (...args: string[]) => startRuntime('bun', ['run', 'test/hosts/elysia/on-bun.ts', ...args])

describe('the contract on Bun', () => {
  describeServer(['bun'], () => bun())
})

describe('the contract on Bun, without compilation', () => {
  describeServer(['bun'], () => bun('without-aot'))
})

describe('the contract on Deno', () => {
  describeServer(['deno'], () => startRuntime('deno', ['run', '-A', '--no-lock', 'test/hosts/elysia/on-deno.ts']), {
    hasSockets: false,
  })
})

describe('the contract on Node', () => {
  const start = async (): Promise<Running> => {
    const server = await startRuntime('node', ['test/hosts/elysia/on-node.ts'])
    // The adapter says that it listens before it does.
    await vi.waitFor(() => fetch(`${server.origin}/listed/state`))
    return server
  }
  describeServer([], start)
})

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const policy = { origin: [app], allowMethods: ['GET', 'PUT'], credentials: true } as const
const FOREIGN = { 'Access-Control-Allow-Origin': evil, Vary: 'Accept' }

/** One route for each kind of answer that Elysia has. */
const addRoutes = (shop: AnyElysia): AnyElysia =>
  shop
    .get('/json', () => ({ a: 1 }))
    .get('/response', () => new Response('response', { headers: FOREIGN }))
    .get('/static', new Response('static', { headers: FOREIGN }))
    .get('/set', ({ set, cookie: { a, b } }) => {
      Object.assign(set.headers, FOREIGN)
      a!.value = '1'
      b!.value = '2'
      return 'set'
    })
    .get('/file', file('package.json'))
    .get('/stream', () => new Blob(['stream']).stream())
    .get('/redirect', ({ redirect }) => redirect('https://elsewhere.example/'))
    .get('/not-modified', () => new Response(null, { status: 304 }))
    .get('/number/:id', ({ params }) => params['id'], { params: t.Object({ id: t.Number() }) })
    .get('/answer', () => 1 as never, { response: t.String() })
    .get('/throws', () => {
      throw new Error('Thrown by a route')
    })
    .get('/rejects', async () => Promise.reject(new NotFoundError('Rejected')))
    .get('/status', ({ status }) => status(418, 'teapot'))
    .get('/hook', () => 'never', { beforeHandle: () => new Response('No entry', { status: 401 }) })
    .options('/options', () => 'own options')
    .put('/echo', ({ body }) => body)
    .group('/group', (group) => group.get('/json', () => ({ grouped: true })))
    .guard({ query: t.Object({ key: t.String() }) }, (guarded) => guarded.get('/guarded', () => 'guarded'))
    .mount('/mounted', () => new Response('mounted', { headers: FOREIGN }))

type Make = () => AnyElysia

const MOUNTED: Readonly<Record<string, Make>> = {
  'before the routes': () => addRoutes(new Elysia().use(cors(policy))),
  'after the routes': () => addRoutes(new Elysia()).use(cors(policy)),
  'after the app was compiled': () => {
    const compiled = addRoutes(new Elysia())
    expect(compiled.fetch).toBeTypeOf('function')
    return compiled.use(cors(policy))
  },
  'with an async predicate': () =>
    addRoutes(new Elysia().use(cors({ ...policy, origin: async ({ host }) => host === 'app.example.com' }))),
  'without compilation': () => addRoutes(new Elysia({ aot: false }).use(cors(policy))),
  'after the routes, without compilation': () => addRoutes(new Elysia({ aot: false })).use(cors(policy)),
  'with precompilation': () => addRoutes(new Elysia({ precompile: true }).use(cors(policy))),
  'with the adapter for Workers': () => addRoutes(new Elysia({ adapter: CloudflareAdapter }).use(cors(policy))),
  'in a plugin': () => addRoutes(new Elysia().use(new Elysia().use(cors(policy)))),
  'in a named plugin with a scope': () =>
    addRoutes(new Elysia().use(new Elysia({ name: 'a' }).use(cors(policy)).as('scoped'))),
  'in a group': () => addRoutes(new Elysia().group('/other', (group) => group.use(cors(policy)))),
  'in a guard': () => addRoutes(new Elysia().guard({}, (guarded) => guarded.use(cors(policy)))),
  'in the app and in a plugin': () => {
    const plugin = cors(policy)
    return addRoutes(new Elysia().use(plugin).use(new Elysia().use(plugin)))
  },
  'in a plugin that does not compile': () => addRoutes(new Elysia().use(new Elysia({ aot: false }).use(cors(policy)))),
}

describe.each(Object.entries(MOUNTED))('cors() %s', (name, make) => {
  const shop = make()
  const send = (path: string, init: RequestInit) => shop.handle(new Request(`http://localhost${path}`, init))
  // Without compilation, Elysia does not cut the path of a mount off, and answers nothing to HEAD.
  const isDynamic = /without compilation/.test(name)

  it.each([
    ['GET', '/json', 200, '{"a":1}'],
    ['GET', '/response', 200, 'response'],
    ['GET', '/static', 200, 'static'],
    ['GET', '/set', 200, 'set'],
    ['GET', '/file', 200, /"name": "corsage"/],
    ['GET', '/stream', 200, 'stream'],
    ['GET', '/redirect', 302, ''],
    ['GET', '/not-modified', 304, ''],
    ['GET', '/number/one', 422, /validation/],
    ['GET', '/answer', 422, /validation/],
    ['GET', '/guarded', 422, /validation/],
    ['GET', '/throws', 500, 'Thrown by a route'],
    ['GET', '/rejects', 404, 'Rejected'],
    ['GET', '/status', 418, 'teapot'],
    ['GET', '/hook', 401, 'No entry'],
    ['GET', '/missing', 404, 'NOT_FOUND'],
    ['GET', '/group/json', 200, '{"grouped":true}'],
    ['GET', '/mounted/here', 200, 'mounted'],
    ['PUT', '/json', 404, 'NOT_FOUND'],
    ['PUT', '/echo', 200, '{"sent":true}'],
    ['OPTIONS', '/options', 200, 'own options'],
    ...(isDynamic ? [] : [['HEAD', '/json', 200, ''] as const]),
  ] as const)('covers %s %s', async (method, path, status, body) => {
    const init = { method, ...(method === 'PUT' && { body: '{"sent":true}' }) }
    const json = method === 'PUT' ? { 'Content-Type': 'application/json' } : {}
    const allowed = await send(path, { ...init, headers: { ...json, Origin: app } })
    const refused = await send(path, { ...init, headers: { ...json, Origin: evil } })

    const vary = /^\/(response|static|set|mounted)/.test(path) ? 'Accept, Origin' : 'Origin'
    expect([allowed.status, summary(allowed)]).toEqual([status, { origin: app, credentials: 'true', vary }])
    expect([refused.status, summary(refused)]).toEqual([status, { origin: null, credentials: null, vary }])
    const text = await allowed.text()
    expect(body instanceof RegExp ? body.test(text) || text : text).toBe(body instanceof RegExp || body)
  })

  it.each(['/json', '/missing', '/static', '/number/one', '/throws', '/mounted/here'])(
    'answers a preflight for %s',
    async (path) => {
      const headers = { Origin: app, 'Access-Control-Request-Method': 'PUT' }
      const answer = await send(path, { method: 'OPTIONS', headers })
      expect([answer.status, answer.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, PUT'])
    },
  )

  it('keeps each cookie', async () => {
    const { headers } = await send('/set', { headers: { Origin: app } })
    expect(headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/'])
  })
})

function summary({ headers }: Response): object {
  const [origin, credentials] = ['origin', 'credentials'].map((name) => headers.get(`access-control-allow-${name}`))
  return { origin, credentials, vary: headers.get('vary') }
}

const PUBLIC = { origin: '*', allowMethods: ['PATCH'] } as const
const ask = (shop: AnyElysia, path = '/json', init: RequestInit = { headers: { Origin: app } }) =>
  shop.handle(new Request(`http://localhost${path}`, init))
const allowedBy = async (shop: AnyElysia, path?: string): Promise<unknown> =>
  (await ask(shop, path)).headers.get('access-control-allow-origin')

describe('what Elysia does where cors() is', () => {
  it('lets the policy decide that is used last, wherever it is', async () => {
    const inApp = addRoutes(new Elysia().use(new Elysia().use(cors(PUBLIC))).use(cors(policy)))
    expect(await allowedBy(inApp)).toBe(app)
    const inPlugin = addRoutes(new Elysia().use(cors(policy)).use(new Elysia().use(cors(PUBLIC))))
    expect(await allowedBy(inPlugin)).toBe('*')
    const without = addRoutes(new Elysia({ aot: false }).use(cors(PUBLIC)).use(cors(policy)))
    expect(await allowedBy(without)).toBe(app)
  })

  it('reports a policy that is used before another one', async () => {
    const report = vi.spyOn(console, 'error').mockReturnValue()
    const shop = new Elysia()
      .use(cors(policyOf(policy)))
      .use(cors({ origin: '*' }))
      .get('/', 'Hello')
    await ask(shop, '/')
    await ask(shop, '/')
    expect(report.mock.calls).toEqual([
      ['A policy inside another loses its headers: mount the most specific first, or use corsage/routes'],
    ])
    report.mockRestore()
  })

  it('lets a mounted app have a policy of its own', async () => {
    const nested = new Elysia().mount('/public', addRoutes(new Elysia().use(cors(PUBLIC)))).get('/json', () => ({}))
    expect([await allowedBy(nested, '/public/json'), await allowedBy(nested, '/public/missing')]).toEqual(['*', '*'])
    expect(await allowedBy(nested)).toBe(null)
    // The outer one decides.
    expect(await allowedBy(nested.use(cors(policy)), '/public/json')).toBe(app)
  })

  it('takes over the handler of a mounted app before that app uses a policy', async () => {
    const late = addRoutes(new Elysia())
    const nested = new Elysia().mount('/late', late)
    late.use(cors(policy))
    expect(await allowedBy(nested, '/late/json')).toBe(null)
  })

  it('covers the app once a plugin is loaded that comes later', async () => {
    const lazy = addRoutes(new Elysia()).use(Promise.resolve({ default: new Elysia().use(cors(policy)) }))
    await lazy.modules
    expect(await allowedBy(lazy)).toBe(app)
  })

  it('lets the app answer errors', async () => {
    const shop = addRoutes(
      new Elysia()
        .use(cors(policy))
        .onError(
          ({ code, error }) =>
            new Response(`${code}: ${'message' in error ? error.message : ''}`, { status: 503, headers: FOREIGN }),
        ),
    )
    for (const [path, text] of [
      ['/throws', 'UNKNOWN: Thrown by a route'],
      ['/missing', 'NOT_FOUND: NOT_FOUND'],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop
      const answer = await ask(shop, path)
      expect([answer.status, summary(answer)]).toEqual([
        503,
        { origin: app, credentials: 'true', vary: 'Accept, Origin' },
      ])
      // oxlint-disable-next-line no-await-in-loop
      expect(await answer.text()).toBe(text)
    }
  })

  itSurvivesLeaving((origin) => {
    const shop = addRoutes(new Elysia().use(cors({ origin })))
    return listen(getRequestListener((request) => shop.fetch(request)))
  })
})

describe('a policy that cannot run', () => {
  const guarded = () => cors(protect(policyOf(policy), { self: 'https://api.example.com' }))
  const ran = vi.fn<() => string>(() => 'ran')

  it.each<[where: string, make: Make]>([
    ['a plugin', () => new Elysia({ aot: false }).use(new Elysia().use(guarded())).post('/', ran)],
    ['a plugin with a route', () => new Elysia({ aot: false }).use(new Elysia().use(guarded()).post('/', ran))],
    ['a group', () => new Elysia({ aot: false }).group('/a', (group) => group.use(guarded())).post('/', ran)],
  ])('answers 500, without calling the app, in %s of an app with aot: false', async (_where, make) => {
    const report = vi.spyOn(console, 'error').mockImplementation(() => {})
    const shop = make()
    for (const method of ['POST', 'POST', 'GET', 'OPTIONS']) {
      // oxlint-disable-next-line no-await-in-loop
      const answer = await ask(shop, '/', { method, headers: { Origin: evil } })
      expect(answer.status).toBe(500)
    }
    expect(ran).not.toHaveBeenCalled()
    expect(report.mock.calls).toEqual([
      [
        new TypeError(
          'The policy does not run, because the app has aot: false and gets the policy from a plugin or a group, ' +
            'expected use(cors(…)) directly on the app with aot: false',
        ),
      ],
    ])
    report.mockRestore()
  })

  it('refuses listen() of the app behind another adapter', () => {
    expect(() => withCors(policy, new Elysia()).listen(0)).toThrow(/^listen\(\) would serve the app without the policy/)
  })
})
