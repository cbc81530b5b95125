import { defineHandler, H3, HTTPError } from 'h3'
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { cors } from '../../../adapters/h3.ts'
import { protect } from '../../../src/csrf/index.ts'
import { corsHeaders } from '../support/requests.ts'

const A = 'https://a.example'
const B = 'https://b.example'
const POLICY = { origin: [A], allowMethods: ['PUT'] } as const
const ALLOWED = { 'access-control-allow-origin': A, vary: 'Origin' }

const send = async (app: H3, path: string, headers: Record<string, string> = { origin: A }, method = 'GET') =>
  await app.request(path, { method, headers })

let report: MockInstance
beforeEach(() => void (report = vi.spyOn(console, 'error').mockImplementation(() => {})))
afterEach(() => void vi.restoreAllMocks())

describe('cors() in h3', () => {
  it.each<[kind: string, value: unknown, status: number, body: string]>([
    ['a string', 'text', 200, 'text'],
    ['JSON', { a: 1 }, 200, '{"a":1}'],
    ['nothing', null, 200, ''],
    ['a promise', Promise.resolve('later'), 200, 'later'],
    ['a response', new Response('made', { status: 201 }), 201, 'made'],
    [
      'an error that is returned',
      new HTTPError({ status: 402, message: 'Pay' }),
      402,
      '{"status":402,"message":"Pay"}',
    ],
  ])('answers with %s', async (_kind, value, status, body) => {
    const response = await send(
      new H3().use(cors(POLICY)).get('/', () => value),
      '/',
    )
    expect([response.status, corsHeaders(response), await response.text()]).toEqual([status, ALLOWED, body])
  })

  it.each<[kind: string, make: () => unknown, status: number]>([
    ['an error', () => new Error('Thrown'), 500],
    ['an HTTPError', () => new HTTPError({ status: 409, headers: { 'access-control-allow-origin': B } }), 409],
    ['a response', () => new Response('No entry', { status: 401 }), 401],
    ['a string', () => 'thrown', 500],
  ])('answers %s that is thrown or rejected', async (_kind, make, status) => {
    const app = new H3({ silent: true })
      .use(cors(POLICY))
      .get('/throws', () => {
        throw make()
      })
      .get('/rejects', async () => Promise.reject(make() as Error))
    for (const path of ['/throws', '/rejects']) {
      // oxlint-disable-next-line no-await-in-loop
      const response = await send(app, path)
      expect([response.status, corsHeaders(response)]).toEqual([status, ALLOWED])
    }
  })

  it('answers a missing route, and preflights of every path', async () => {
    const app = new H3().use(cors(POLICY))
    expect([(await send(app, '/')).status, corsHeaders(await send(app, '/'))]).toEqual([404, ALLOWED])
    const preflight = await send(app, '/', { origin: A, 'access-control-request-method': 'PUT' }, 'OPTIONS')
    expect([preflight.status, corsHeaders(preflight)]).toEqual([
      204,
      { ...ALLOWED, 'access-control-allow-methods': 'PUT' },
    ])
  })

  it('removes permissions that were prepared, and merges Vary, before and after the policy', async () => {
    const app = new H3()
      .use(({ res }) => {
        for (const headers of [res.headers, res.errHeaders]) {
          headers.set('access-control-allow-origin', B)
          headers.set('vary', 'accept')
          headers.append('set-cookie', 'a=1')
        }
      })
      .use(cors({ origin: [A], enforce: true }))
      .get('/', ({ res }) => {
        res.headers.append('set-cookie', 'b=2')
        res.status = 404
        return 'not here'
      })
    const response = await send(app, '/')
    expect([response.status, response.headers.getSetCookie(), corsHeaders(response)]).toEqual([
      404,
      ['a=1', 'b=2'],
      { 'access-control-allow-origin': A, vary: 'accept, Origin, Sec-Fetch-Site' },
    ])
    const refused = await send(app, '/', { origin: B })
    expect([refused.status, corsHeaders(refused)]).toEqual([403, { vary: 'accept, Origin, Sec-Fetch-Site' }])
  })

  it('calls onError of the app with the event, and covers its answer', async () => {
    const onError = vi.fn<(...given: unknown[]) => Response>(
      () => new Response('sorry', { status: 503, headers: { 'access-control-allow-origin': B } }),
    )
    let event: unknown
    const app = new H3({ silent: true, onError })
      .use((given) => void (event = given))
      .use(cors(POLICY))
      .get('/', () => {
        throw new HTTPError({ status: 409 })
      })
    const response = await send(app, '/')
    expect([response.status, corsHeaders(response)]).toEqual([503, ALLOWED])
    expect(onError.mock.calls).toEqual([[expect.objectContaining({ status: 409 }), event]])
  })

  it('keeps the hooks of a WebSocket, and refuses it by a guard', async () => {
    const hooks = { message: () => {} }
    const upgrade = Object.assign(new Response('Upgrade', { status: 426 }), { crossws: hooks })
    const layer = protect(POLICY, { self: 'https://api.example.com', trusted: [A] })
    const app = new H3().use(cors(layer)).get('/', () => upgrade)
    const hooksOf = async (headers: Record<string, string>) =>
      ((await send(app, '/', headers)) as Response & { crossws?: { upgrade?: () => Response } }).crossws
    expect(await hooksOf({ origin: A, upgrade: 'websocket' })).toBe(hooks)
    expect(await hooksOf({ origin: A })).toBe(undefined)
    const refused = await hooksOf({ origin: B, upgrade: 'websocket' })
    expect(refused!.upgrade!().status).toBe(403)
  })

  it('leaves other upgrades alone', async () => {
    const app = new H3().use(cors(POLICY)).get('/', () => 'text')
    expect(await send(app, '/', { origin: A, upgrade: 'h2c' })).not.toHaveProperty('crossws')
  })

  it('says so where the handler is called without an app', async () => {
    const handler = defineHandler({ middleware: [cors(POLICY)], handler: () => 'Hello' })
    expect((await handler.fetch('https://a.example/')).status).toBe(500)
    expect(report).toHaveBeenCalledWith(
      new TypeError('The event has no app, expected cors() in app.use(). Call app.fetch(), not fetch() of the handler'),
    )
  })
})
