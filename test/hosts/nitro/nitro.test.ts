import { describe, expect, it } from 'vitest'
import { lines, readText } from '../support/contract.ts'
import { createProject, type PageProject } from '../support/page.ts'
import { runTool, startRuntime } from '../support/process.ts'
import { describeProject, type Row } from '../support/rows.ts'
import { sendTo } from '../support/send.ts'
import { echo, switchedHeaders } from '../support/socket.ts'
import type { Running } from '../support/upstream.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'

const compilerOptions = {
  target: 'esnext',
  module: 'preserve',
  moduleResolution: 'bundler',
  strict: true,
  skipLibCheck: true,
  noEmit: true,
}

/** A route for each kind of answer, files, prerendered routes, and rules that set CORS headers of their own. */
const PROJECT = {
  'nitro.config.ts': `
    import { defineConfig } from 'nitro'
    export default defineConfig({
      serverDir: '.',
      features: { websocket: true },
      prerender: { routes: ['/prerendered'] },
      routeRules: {
        '/ruled': { cors: true },
        '/headed': { headers: { 'Access-Control-Allow-Origin': '*' } },
        '/moved': { redirect: '/hello' },
        '/counted': { swr: 60 },
      },
    })
  `,
  'tsconfig.json': JSON.stringify({ compilerOptions, include: ['middleware', 'plugins', 'routes'] }),
  'public/file.txt': 'file',
  'middleware/z-late.ts': `
    import { defineHandler } from 'nitro'
    export default defineHandler((event) => { if (event.url.pathname === '/late') return 'late' })
  `,
  'routes/hello.ts': `export default () => ({ hello: 'world' })`,
  'routes/ruled.ts': `export default () => 'ruled'`,
  'routes/headed.ts': `export default () => 'headed'`,
  'routes/prerendered.ts': `export default () => 'prerendered'`,
  'routes/counted.ts': `let count = 0; export default () => String(++count)`,
  'routes/stream.ts': `export default () => new Blob(['stream']).stream()`,
  'routes/old.ts': `
    import { defineHandler } from 'nitro'
    import { redirect } from 'nitro/h3'
    export default defineHandler(() => redirect('/hello'))
  `,
  'routes/cookies.ts': `
    import { defineHandler } from 'nitro'
    export default defineHandler(({ res }) => {
      res.headers.append('Set-Cookie', 'a=1')
      res.headers.append('Set-Cookie', 'b=2')
      res.headers.set('Access-Control-Allow-Origin', '${evil}')
      res.headers.set('Vary', 'Accept')
      return 'cookies'
    })
  `,
  'routes/etag.ts': `
    import { defineHandler } from 'nitro'
    import { handleCacheHeaders } from 'nitro/h3'
    export default defineHandler((event) => (handleCacheHeaders(event, { etag: '"1"' }) ? '' : 'fresh'))
  `,
  'routes/cached.ts': `
    import { defineCachedHandler } from 'nitro/cache'
    export default defineCachedHandler(() => 'cached', { maxAge: 60 })
  `,
  'routes/conflict.ts': `
    import { defineHandler, HTTPError } from 'nitro'
    export default defineHandler(() => { throw new HTTPError({ status: 409, message: 'Taken' }) })
  `,
  'routes/throws.ts': `export default () => { throw new Error('Thrown by a route') }`,
  'routes/written.put.ts': `
    import { defineHandler } from 'nitro'
    export default defineHandler(({ req }) => req.text())
  `,
  'routes/socket.ts': `
    import { defineWebSocketHandler } from 'nitro'
    export default defineWebSocketHandler({ message: (peer, message) => void peer.send(message.text()) })
  `,
}

const NOTHING = `export default () => {}`
const create = (without: string, files: Readonly<Record<string, string>> = {}): Promise<PageProject> =>
  createProject('docs/hosts.md', 'Nitro', { ...PROJECT, [without]: NOTHING, ...files }, {}, 'test/hosts/nitro')

async function start(path: string): Promise<Running> {
  await runTool('nitro', ['build'], path)
  return startRuntime('node', ['.output/server/index.mjs'], { PORT: '0', HOST: '127.0.0.1' }, path)
}

/** What both ways cover. */
const rows: readonly Row[] = [
  ['GET /hello', app, 200, app, /"hello": ?"world"/],
  ['GET /hello', evil, 200, undefined],
  ['HEAD /hello', app, 200, app, ''],
  ['PREFLIGHT /hello', app, 204, app, ''],
  ['PREFLIGHT /hello', evil, 204, undefined, ''],
  ['PREFLIGHT /missing', app, 204, app, ''],
  ['PREFLIGHT /file.txt', app, 204, app, ''],
  ['GET /stream', app, 200, app, 'stream'],
  ['GET /old', app, 302, app],
  ['GET /cookies', app, 200, app, 'cookies'],
  ['GET /cookies', evil, 200, undefined, 'cookies'],
  ['GET /etag', app, 200, app, 'fresh'],
  ['GET /cached', app, 200, app, 'cached'],
  ['GET /cached', evil, 200, undefined, 'cached'],
  ['GET /conflict', app, 409, app],
  ['GET /throws', app, 500, app],
  ['GET /throws', evil, 500, undefined],
  ['GET /missing', app, 404, app],
  ['PUT /written', app, 200, app, '{"sent":true}'],
  ['GET /written', app, 404, app],
  ['GET /late', app, 200, app, 'late'],
  ['GET /ruled', evil, 200, undefined, 'ruled'],
]

/** Asks a route for two origins whose rule is to cache it, and returns what each may read. */
async function askTwice({ origin }: Running): Promise<unknown[]> {
  const answers: unknown[] = []
  for (const from of [app, evil, app]) {
    // oxlint-disable-next-line no-await-in-loop
    const exchange = await sendTo(origin)({ method: 'GET', path: '/counted', headers: { Origin: from } })
    // oxlint-disable-next-line no-await-in-loop
    answers.push([await readText(exchange.body), ...lines(exchange, 'access-control-allow-origin')])
  }
  return answers
}

function describeMore(server: () => Running): void {
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    sendTo(server().origin)({ method: 'GET', path, headers: { Origin: app, ...headers } })

  it('keeps each cookie, and merges Vary', async () => {
    const exchange = await get('/cookies')
    expect([lines(exchange, 'set-cookie'), lines(exchange, 'vary')]).toEqual([['a=1', 'b=2'], ['Accept, Origin']])
  })

  it('answers 304 to an ETag', async () => {
    const exchange = await get('/etag', { 'If-None-Match': '"1"' })
    expect([exchange.status, lines(exchange, 'access-control-allow-origin')]).toEqual([304, [app]])
  })

  it.each([app, evil])('opens a WebSocket for %s', async (origin) => {
    await expect(echo(`${server().origin}/socket`, 'hello', { Origin: origin })).resolves.toBe('hello')
    expect(await switchedHeaders(`${server().origin}/socket`, origin)).not.toContain('vary')
  })
}

describeProject(
  'Nitro by middleware',
  () => create('plugins/cors.ts'),
  start,
  [
    ...rows,
    // Nitro answers these before all middleware.
    ['GET /file.txt', app, 200, null, 'file'],
    ['GET /prerendered', app, 200, null, 'prerendered'],
    ['GET /moved', app, 307, null],
    ['PREFLIGHT /ruled', evil, 204, '*'],
    ['GET /%', app, 400, null],
  ],
  (server, path) => {
    describeMore(server)

    // The rule hides all request headers that it does not store.
    it('sees no origin behind a rule that caches', async () => {
      expect(await askTwice(server())).toEqual([['1'], ['1'], ['1']])
    })

    it('is replaced by the headers of a rule', async () => {
      const exchange = await sendTo(server().origin)({ method: 'GET', path: '/headed', headers: { Origin: evil } })
      expect(lines(exchange, 'access-control-allow-origin')).toEqual(['*'])
    })

    it('compiles with the types of Nitro', async () => {
      await expect(runTool('tsc', ['-p', '.'], path())).resolves.toBeUndefined()
    })
  },
)

describeProject(
  'Nitro by a plugin',
  () => create('middleware/cors.ts'),
  start,
  [
    ...rows,
    ['GET /file.txt', app, 200, app, 'file'],
    ['GET /prerendered', evil, 200, undefined, 'prerendered'],
    ['GET /moved', app, 307, app],
    ['PREFLIGHT /ruled', evil, 204, undefined],
    ['GET /headed', evil, 200, undefined, 'headed'],
    ['GET /%', app, 400, app],
  ],
  (server) => {
    describeMore(server)

    it('lets a rule cache what it covers', async () => {
      expect(await askTwice(server())).toEqual([['1', app], ['1'], ['1', app]])
    })
  },
)

describe.each(['middleware', 'plugins'])('by %s', (way) => {
  const other = way === 'plugins' ? 'middleware' : 'plugins'
  describeProject(
    'nitro dev',
    () => create(`${other}/cors.ts`),
    (path) => startRuntime('nitro', ['dev', '--host', '127.0.0.1', '--port', '0'], {}, path),
    rows,
  )
})

const GUARD = `
  import { cors } from 'corsage/h3'
  import { protect } from 'corsage/csrf'
  export default cors(protect({ origin: ['${app}'] }, { self: 'https://api.example.com', trusted: ['${app}'] }))
`

describeProject(
  'Nitro with a guard',
  () => create('plugins/cors.ts', { 'middleware/cors.ts': GUARD }),
  start,
  [
    ['PUT /written', app, 200, app, '{"sent":true}'],
    ['PUT /written', evil, 403, undefined],
  ],
  (server) => {
    it('opens a WebSocket for the pages of the policy only', async () => {
      await expect(echo(`${server().origin}/socket`, 'hello', { Origin: app })).resolves.toBe('hello')
      await expect(switchedHeaders(`${server().origin}/socket`, evil)).rejects.toThrow('answers 403')
    })
  },
)

const GUARDED_PLUGIN = `
  import { protect } from 'corsage/csrf'
  const layer = protect({ origin: ['${app}'] }, { self: 'https://api.example.com', trusted: ['${app}'] })
  export default (app) => void (app.fetch = layer.wrap(app.fetch))
`

describeProject(
  'Nitro with a guard in a plugin',
  () => create('middleware/cors.ts', { 'plugins/cors.ts': GUARDED_PLUGIN }),
  start,
  [['PUT /written', evil, 403, undefined]],
  (server) => {
    // crossws opens a socket without hooks. No handler gets its messages.
    it('opens a WebSocket that it refuses', async () => {
      expect(await switchedHeaders(`${server().origin}/socket`, evil)).toContain('sec-websocket-accept')
    })
  },
)
