/** A shop in h3 that has every kind of answer. */
import { plugin } from 'crossws/server'
import {
  assertMethod,
  basicAuth,
  bodyLimit,
  defineValidatedHandler,
  fromNodeHandler,
  H3,
  type H3Event,
  handleCacheHeaders,
  handleCors,
  HTTPError,
  noContent,
  redirect,
  serve,
  serveStatic,
  setCookie,
} from 'h3'
import type { Running } from './support/upstream.ts'

const evil = 'https://evil.example'

/** Serves an app on Node, with WebSockets. */
export async function startH3(app: H3): Promise<Running> {
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

/** Headers that only the policy may set. */
export const FOREIGN = { 'Access-Control-Allow-Origin': evil, 'Access-Control-Max-Age': '1' }

/** Sets headers of the response in h3's own way. */
export function prepare({ res }: H3Event): void {
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
export function addRoutes(shop: H3): H3 {
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
