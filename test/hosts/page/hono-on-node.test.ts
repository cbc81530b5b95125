import { createProject, replaceOnce } from '../support/page.ts'
import { startRuntime } from '../support/process.ts'
import { describeProject } from '../support/rows.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const HEADING = 'Raw responses in Hono on Node.js'
const start = (path: string) => startRuntime('node', ['index.ts'], { PORT: '0' }, path)

const addRoutes = (program: string): string =>
  replaceOnce(
    replaceOnce(
      program,
      'const listener =',
      `
        app.get('/written', ({ env }) => {
          env.outgoing.writeHead(418, { 'Access-Control-Allow-Origin': '*', Vary: 'Accept' }).end('Written')
          return RESPONSE_ALREADY_SENT
        })
        app.get('/hello', (c) => c.text('Hello'))
        app.get('/old', (c) => c.redirect('/hello'))
        app.get('/error', () => { throw new Error('Thrown by a route') })
        const listener =
      `,
    ),
    `.listen(process.env['PORT'] ?? 3000)`,
    `.listen(0, '127.0.0.1', function () { console.log('http://127.0.0.1:' + this.address().port) })`,
  )

const create = () => createProject('docs/hosts.md', HEADING, { 'index.ts': addRoutes })

describeProject('corsage/node in front of Hono', create, start, [
  ['GET /raw', app, 200, app, 'Hello'],
  ['GET /raw', evil, 200, undefined, 'Hello'],
  ['GET /written', app, 418, app, 'Written'],
  ['GET /written', evil, 418, undefined, 'Written'],
  ['PREFLIGHT /raw', app, 204, app, ''],
  ['PREFLIGHT /raw', evil, 204, undefined, ''],
  ['GET /hello', app, 200, app, 'Hello'],
  ['GET /old', app, 302, app],
  ['GET /error', app, 500, app],
  ['GET /missing', app, 404, app],
])

/** The way that the page warns of. */
const byMiddleware = (program: string): string =>
  replaceOnce(
    replaceOnce(
      addRoutes(program),
      `withCors({ origin: ['${app}'] }, getRequestListener(app.fetch))`,
      'getRequestListener(app.fetch)',
    ),
    `app.get('/raw'`,
    `app.use(cors({ origin: ['${app}'] }))\napp.get('/raw'`,
  ).replace(/^/, `import { cors } from 'corsage/hono'\n`)

describeProject(
  'corsage/hono, which raw responses pass by',
  () => createProject('docs/hosts.md', HEADING, { 'index.ts': byMiddleware }),
  start,
  [
    ['PREFLIGHT /raw', app, 204, app, ''],
    ['GET /raw', app, 200, null, 'Hello'],
    ['GET /hello', app, 200, app, 'Hello'],
  ],
)
