import { expect, it } from 'vitest'
import { createProject, replaceOnce } from '../support/page.ts'
import { startRuntime } from '../support/process.ts'
import { describeProject, type Row } from '../support/rows.ts'
import { echo, switchedHeaders } from '../support/socket.ts'
import type { Running } from '../support/upstream.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const start = (path: string) => startRuntime('bun', ['run', 'index.ts'], { PORT: '0' }, path)

const PAGE = '<h1>Page</h1>'

/** Adds every kind of route that Elysia answers in a way of its own, and says where it listens. */
const addRoutes = (program: string): string =>
  replaceOnce(
    replaceOnce(
      replaceOnce(
        program,
        `import { Elysia } from 'elysia'`,
        `import { Elysia, t } from 'elysia'\nimport page from './page.html'`,
      ),
      'new Elysia()',
      `new Elysia({ serve: { routes: { '/page': page } } })`,
    ),
    `.listen(process.env['PORT'] ?? 3000)`,
    `
      .get('/static', 'Static')
      .get('/static-response', new Response('Static'))
      .get('/file', Bun.file('package.json'))
      .get('/old', ({ redirect }) => redirect('/hello'))
      .get('/error', () => { throw new Error('Thrown by a route') })
      .get('/number/:id', ({ params }) => params.id, { params: t.Object({ id: t.Number() }) })
      .all('/all', () => 'All')
      .mount('/mounted', () => new Response('Mounted'))
      .listen({ port: 0, hostname: '127.0.0.1' }, ({ url }) => console.log(String(url)))
    `,
  )

const always: readonly Row[] = [
  ['GET /hello', app, 200, app, '{"hello":"world"}'],
  ['GET /hello', evil, 200, undefined, '{"hello":"world"}'],
  ['PREFLIGHT /hello', app, 204, app, ''],
  ['PREFLIGHT /hello', evil, 204, undefined, ''],
  ['GET /static', app, 200, app, 'Static'],
  ['GET /static-response', evil, 200, undefined, 'Static'],
  ['PREFLIGHT /static-response', app, 204, app, ''],
  ['GET /file', app, 200, app, /private/],
  ['GET /old', app, 302, app],
  ['GET /error', app, 500, app],
  ['GET /error', evil, 500, undefined],
  ['GET /missing', app, 404, app],
  ['GET /number/one', app, 422, app],
  ['GET /all', app, 200, app, 'All'],
  ['PREFLIGHT /all', app, 204, app, ''],
  ['GET /mounted/here', app, 200, app, 'Mounted'],
  // Of Bun itself.
  ['GET /page', app, 200, null, /Page/],
]

describeProject(
  'Elysia',
  () => createProject('docs/hosts.md', 'Elysia', { 'index.ts': addRoutes, 'page.html': PAGE }),
  start,
  always,
  (server) => {
    it.each([app, evil])('opens a WebSocket for %s', async (origin) => {
      await expect(echo(`${server().origin}/echo`, 'hello', { Origin: origin })).resolves.toBe('hello')
      expect(await switchedHeaders(`${server().origin}/echo`, origin)).not.toContain('vary')
    })
  },
)

const addGuard = (program: string): string =>
  replaceOnce(
    addRoutes(program),
    `cors({ origin: ['https://app.example.com'], allowMethods: ['GET', 'PUT'] })`,
    `cors(protect({ origin: ['${app}'] }, { self: 'https://api.example.com', trusted: ['${app}'] }))`,
  ).replace(/^/, `import { protect } from 'corsage/csrf'\n`)

describeProject(
  'Elysia with a guard',
  () => createProject('docs/hosts.md', 'Elysia', { 'index.ts': addGuard, 'page.html': PAGE }),
  start,
  [
    ['GET /hello', evil, 200, undefined, '{"hello":"world"}'],
    ['POST /all', app, 200, app, 'All'],
    ['POST /all', evil, 403, undefined],
  ],
  (server: () => Running) => {
    it('opens a WebSocket for the pages of the policy only', async () => {
      await expect(echo(`${server().origin}/echo`, 'hello', { Origin: app })).resolves.toBe('hello')
      await expect(switchedHeaders(`${server().origin}/echo`, evil)).rejects.toThrow('answers 403')
    })
  },
)
