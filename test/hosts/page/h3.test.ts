import { createProject, replaceOnce } from '../support/page.ts'
import { startRuntime } from '../support/process.ts'
import { describeProject, type Row } from '../support/rows.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const start = (path: string) => startRuntime('node', ['index.ts'], { PORT: '0', HOST: '127.0.0.1' }, path)

const rows: readonly Row[] = [
  ['GET /hello', app, 200, app, /"hello": ?"world"/],
  ['GET /hello', evil, 200, undefined, /"hello": ?"world"/],
  ['PREFLIGHT /hello', app, 204, app, ''],
  ['PREFLIGHT /hello', evil, 204, undefined, ''],
  ['GET /text', app, 200, app, 'Text'],
  ['GET /conflict', app, 409, app],
  ['GET /error', app, 500, app],
  ['GET /error', evil, 500, undefined],
  ['GET /old', app, 302, app],
  ['GET /missing', app, 404, app],
]

const addRoutes = (program: string): string =>
  replaceOnce(
    replaceOnce(program, 'import { H3, serve }', 'import { H3, HTTPError, redirect, serve }'),
    `.get('/hello', () => ({ hello: 'world' }))`,
    `
      .get('/hello', () => ({ hello: 'world' }))
      .get('/text', () => 'Text')
      .get('/conflict', () => { throw new HTTPError({ status: 409 }) })
      .get('/error', () => { throw new Error('Thrown by a route') })
      .get('/old', () => redirect('/hello'))
    `,
  )

describeProject('h3', () => createProject('docs/hosts.md', 'h3', { 'index.ts': addRoutes }), start, rows)

/** The ways of the core, without the adapter. */
const IMPORT = `import { cors } from 'corsage/h3'`
const MOUNT = `.use(cors({ origin: ['https://app.example.com'], allowMethods: ['GET', 'PUT'] }))`
const CORE = `
  import { cors } from 'corsage'
  const policy = cors({ origin: ['https://app.example.com'], allowMethods: ['GET', 'PUT'] })
`

const byFetch = (program: string): string => {
  const unmounted = replaceOnce(replaceOnce(addRoutes(program), IMPORT, CORE), MOUNT, '')
  return replaceOnce(unmounted, 'serve(app)', 'serve({ fetch: policy.wrap((request: Request) => app.fetch(request)) })')
    .replace('import { H3, HTTPError, redirect, serve }', 'import { H3, HTTPError, redirect }')
    .replace(/^/, `import { serve } from 'srvx'\n`)
}

describeProject('h3 behind a policy', () => createProject('docs/hosts.md', 'h3', { 'index.ts': byFetch }), start, rows)

/** The page names these ways in sentences. */
const FIRST = `
  import { createServer } from 'node:http'
  import { serve } from '@hono/node-server'
  import { createApp, createError, createRouter, eventHandler, fromNodeMiddleware, sendRedirect, toNodeListener, toWebHandler } from 'h3'
  import { cors } from 'corsage'
  import { withCors } from 'corsage/node'

  const policy = cors({ origin: ['${app}'], allowMethods: ['GET', 'PUT'] })
  const router = createRouter()
    .get('/hello', eventHandler(() => ({ hello: 'world' })))
    .get('/text', eventHandler(() => 'Text'))
    .get('/conflict', eventHandler(() => { throw createError({ status: 409 }) }))
    .get('/error', eventHandler(() => { throw new Error('Thrown by a route') }))
    .get('/old', eventHandler((event) => sendRedirect(event, '/hello')))
  const app = createApp().use(router)
`
const SAY = `({ port }) => console.log('http://127.0.0.1:' + port)`

const createFirst = (ending: string) =>
  createProject('docs/hosts.md', 'h3', { 'index.ts': () => FIRST + ending }, { h3: 'node_modules/h3-1' })

describeProject(
  'h3 1 by its web handler',
  () =>
    createFirst(`
      const handler = toWebHandler(app)
      serve({ fetch: policy.wrap((request) => handler(request)), hostname: '127.0.0.1', port: 0 }, ${SAY})
    `),
  start,
  rows,
)

describeProject(
  'h3 1 by its listener',
  () =>
    createFirst(`
      const server = createServer(withCors(policy, toNodeListener(app)))
      server.listen(0, '127.0.0.1', () => (${SAY})(server.address()))
    `),
  start,
  rows,
)

// As Nitro serves its middleware.
describeProject(
  'h3 1 by middleware',
  () =>
    createFirst(`
      const nitro = createApp().use(fromNodeMiddleware(withCors(policy))).use(router)
      const server = createServer(toNodeListener(nitro))
      server.listen(0, '127.0.0.1', () => (${SAY})(server.address()))
    `),
  start,
  rows,
)

/** A mistake: the middleware of h3 gets values, and `wrap` takes responses only. */
const byMiddleware = (program: string): string =>
  replaceOnce(
    replaceOnce(addRoutes(program), IMPORT, CORE),
    MOUNT,
    '.use((event, next) => policy.wrap(async () => (await next()) as Response)(event.req))',
  )

describeProject(
  'h3’s own middleware, which gets no responses',
  () => createProject('docs/hosts.md', 'h3', { 'index.ts': byMiddleware }),
  start,
  [
    ['PREFLIGHT /hello', app, 204, app, ''],
    ['GET /hello', app, 500, null],
  ],
)
