import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { withCors as withBunCors } from '../../../adapters/bun.ts'
import { withCors } from '../../../adapters/cloudflare.ts'
import { cors } from '../../../adapters/hono.ts'
import { syncPolicy } from '../support/requests.ts'

const A = 'https://a.example'
const OPTIONS = { origin: [A], allowMethods: ['PUT'] } as const
const OPEN = { origin: '*', allowMethods: ['PUT'] } as const

type Send = (request: Request) => Response | Promise<Response>

/** What a preflight and the request itself get: status, and the origin that may read it. */
async function seen(send: Send, path = '/items', method = 'PUT'): Promise<string[]> {
  const url = `https://api.example.com${path}`
  const answers = [
    await send(
      new Request(url, { method: 'OPTIONS', headers: { Origin: A, 'Access-Control-Request-Method': method } }),
    ),
    await send(new Request(url, { method, headers: { Origin: A } })),
  ]
  return answers.map(({ status, headers }) => `${status} ${headers.get('access-control-allow-origin')}`)
}

const SHARED = [`204 ${A}`, `200 ${A}`]

/** docs/hosts.md says what to write in place of the wrong ones. */
describe('Hono, with the policy', () => {
  const items = (): Hono => new Hono().put('/items', (c) => c.text('data'))
  const inside =
    (app: Hono): Send =>
    async (request) =>
      await app.request(request)

  it.each<[string, string[], () => Hono]>([
    ['before the route', SHARED, () => new Hono().use(cors(OPTIONS)).route('/', items())],
    // The route answers before the policy, but a preflight has no other handler.
    ['after the route', [`204 ${A}`, '200 null'], () => items().use(cors(OPTIONS))],
    // The route is for PUT, and a preflight is an OPTIONS request.
    ['on the route', ['404 null', `200 ${A}`], () => new Hono().put('/items', cors(OPTIONS), (c) => c.text('data'))],
    [
      'on the route with app.use',
      SHARED,
      () => new Hono().use('/items', cors(OPTIONS)).put('/items', (c) => c.text('data')),
    ],
    [
      'on the route with app.on, for both methods',
      SHARED,
      () => new Hono().on(['OPTIONS', 'PUT'], '/items', cors(OPTIONS), (c) => c.text('data')),
    ],
    ['in a sub-app', SHARED, () => new Hono().route('/', new Hono().use(cors(OPTIONS)).route('/', items()))],
    // A sub-app is copied when it is mounted.
    [
      'in a sub-app that is already mounted',
      ['404 null', '200 null'],
      () => {
        const sub = items()
        const app = new Hono().route('/', sub)
        sub.use(cors(OPTIONS))
        return app
      },
    ],
    [
      'behind a second one',
      [`204 ${A}`, `200 ${A}`],
      () => new Hono().use(cors(OPTIONS)).use(cors(OPEN)).route('/', items()),
    ],
    [
      'in front of a second one',
      ['204 *', '200 *'],
      () => new Hono().use(cors(OPEN)).use(cors(OPTIONS)).route('/', items()),
    ],
    [
      'behind a check of logins',
      ['401 null', '401 null'],
      () =>
        new Hono()
          .use((c) => Promise.resolve(c.text('Sign in', 401)))
          .use(cors(OPTIONS))
          .route('/', items()),
    ],
    [
      'in front of a check of logins',
      [`204 ${A}`, `401 ${A}`],
      () =>
        new Hono()
          .use(cors(OPTIONS))
          .use((c) => Promise.resolve(c.text('Sign in', 401)))
          .route('/', items()),
    ],
  ])('%s', async (_order, answers, create) => {
    expect(await seen(inside(create()))).toEqual(answers)
  })

  it.each([
    ['/api', ['404 null', '200 null']],
    ['/api/*', SHARED],
  ])('at the path %s', async (path, answers) => {
    const app = new Hono().use(path, cors(OPTIONS)).put('/api/items', (c) => c.text('data'))

    expect(await seen(inside(app), '/api/items')).toEqual(answers)
  })
})

describe('Workers, with the policy', () => {
  const worker = { fetch: (_request: Request) => new Response('data') }

  it('of the outer of two calls', async () => {
    expect(await seen(withCors(OPTIONS, withCors(OPEN, worker)).fetch)).toEqual(SHARED)
    expect(await seen(withCors(OPEN, withCors(OPTIONS, worker)).fetch)).toEqual(['204 *', '200 *'])
    expect(
      await seen(
        withCors(
          syncPolicy(OPTIONS),
          new Hono().use(cors(OPEN)).put('/items', (c) => c.text('data')),
        ).fetch,
      ),
    ).toEqual(SHARED)
  })

  it('of only one handler, where another answers first', async () => {
    const { fetch } = withCors(OPTIONS, worker)
    const router: Send = (request) => (request.method === 'PUT' ? fetch(request) : new Response(null, { status: 405 }))

    expect(await seen(router)).toEqual(['405 null', `200 ${A}`])
  })
})

describe('Bun, with routes', () => {
  const route = (): Response => new Response('data')

  it('that are outside of withCors have no policy', async () => {
    const serve = { ...withBunCors(OPTIONS, { fetch: () => new Response('other') }), routes: { '/items': route } }

    // Bun prefers routes to `fetch`, for preflights too.
    expect(serve.routes['/items']().headers.get('access-control-allow-origin')).toBeNull()
  })

  it('that are inside have it', async () => {
    const serve = withBunCors(OPTIONS, { routes: { '/items': route } })

    expect(await seen(serve.routes['/items'])).toEqual(SHARED)
  })
})
