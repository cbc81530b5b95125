import {
  basicAuth,
  defineHandler,
  defineWebSocketHandler,
  fromNodeHandler,
  H3,
  type H3Event,
  HTTPError,
  onError,
  onResponse,
  type NodeMiddleware,
} from 'h3'
import { describe, expect, it, vi } from 'vitest'
import { cors } from '../../adapters/h3.ts'
import { withCors } from '../../adapters/node.ts'
import { protect } from '../../src/csrf/index.ts'
import { cors as policyOf } from '../../src/index.ts'
import { addRoutes, FOREIGN, prepare, startH3 } from './h3-shop.ts'
import { lines, readText } from './support/contract.ts'
import { itSurvivesLeaving } from './support/leave.ts'
import { sendTo } from './support/send.ts'
import { echo, switchedHeaders } from './support/socket.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const policy = { origin: [app], allowMethods: ['GET', 'PUT'], credentials: true } as const
const preflight = { Origin: app, 'Access-Control-Request-Method': 'PUT' }
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

  it('gives errors of the app’s onRequest no headers', async () => {
    const onRequest = (): never => {
      throw new HTTPError({ status: 503 })
    }
    const early = new H3({ silent: true, onRequest }).use(cors(policy))
    expect((await answerOf(early)).slice(0, 2)).toEqual([503, null])
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

  it('hides no cookies from handlers of Node, but corsage/node does', async () => {
    const read = fromNodeHandler((req, res) => {
      res.end(String(req.headers.cookie))
    })
    const open = { origin: '*', cookieless: true } as const
    const middleware: NodeMiddleware = withCors(open)
    const seen: string[] = []
    for (const h3 of [new H3().use(cors(open)), new H3().use(fromNodeHandler(middleware))]) {
      // oxlint-disable-next-line no-await-in-loop
      const server = await startH3(h3.get('/', read))
      const headers = { Origin: evil, Cookie: 'session=1' }
      // oxlint-disable-next-line no-await-in-loop
      const { body } = await sendTo(server.origin)({ method: 'GET', path: '/', headers })
      // oxlint-disable-next-line no-await-in-loop
      seen.push(await readText(body))
      // oxlint-disable-next-line no-await-in-loop
      await server.stop()
    }
    expect(seen).toEqual(['session=1', 'undefined'])
  })

  it('covers handlers that write to the response of Node by corsage/node', async () => {
    const middleware: NodeMiddleware = withCors(policy)
    const server = await startH3(addRoutes(new H3().use(fromNodeHandler(middleware))))
    for (const path of ['/node', '/json']) {
      // oxlint-disable-next-line no-await-in-loop
      const exchange = await sendTo(server.origin)({ method: 'GET', path, headers: { Origin: app } })
      expect([exchange.status, lines(exchange, 'access-control-allow-origin')]).toEqual([200, [app]])
    }
    await server.stop()
  })

  it('refuses a WebSocket by a guard', async () => {
    const guarded = protect(policyOf(policy), { self: 'https://api.example.com', trusted: [app] })
    const socket = defineWebSocketHandler({ message: (peer, text) => void peer.send(`echo ${text.text()}`) })
    const server = await startH3(new H3().use(cors(guarded)).get('/socket', socket))
    await expect(echo(`${server.origin}/socket`, 'hello', { Origin: app })).resolves.toBe('echo hello')
    await expect(switchedHeaders(`${server.origin}/socket`, evil)).rejects.toThrow('answers 403')
    await server.stop()
  })

  itSurvivesLeaving((origin) => startH3(addRoutes(new H3({ silent: true }).use(cors({ origin })))))
})
