import { createProject, readPrograms, replaceOnce } from '../support/page.ts'
import { startRuntime } from '../support/process.ts'
import { describeProject } from '../support/rows.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const local = 'http://localhost:5173'
const start = (path: string) => startRuntime('vite', ['--host', '127.0.0.1', '--port', '0'], {}, path)

const page = { 'index.html': '<h1>Hello</h1>', 'src/main.js': 'export const secret = 1' }

describeProject('Vite', () => createProject('docs/hosts.md', 'Vite', page), start, [
  ['GET /api/hello', app, 200, app, 'Hello'],
  ['GET /api/hello', evil, 200, undefined, 'Hello'],
  ['GET /api/hello', local, 200, undefined, 'Hello'],
  ['PREFLIGHT /api/hello', app, 204, app, ''],
  ['PREFLIGHT /api/hello', evil, 204, undefined, ''],
  ['GET /src/main.js', local, 200, null],
])

const WITHOUT = { ...page, 'vite.config.ts': (program: string) => replaceOnce(program, 'server: { cors: false },', '') }

describeProject('Vite with its own CORS', () => createProject('docs/hosts.md', 'Vite', WITHOUT), start, [
  ['GET /api/hello', app, 200, app, 'Hello'],
  ['PREFLIGHT /api/hello', local, 204, local],
  ['PREFLIGHT /api/hello', app, 204, undefined],
  ['GET /src/main.js', local, 200, local],
])

const OPEN = {
  ...page,
  'vite.config.ts': (program: string) => replaceOnce(program, 'server: { cors: false }', 'server: { cors: true }'),
}

describeProject('Vite that is open to every website', () => createProject('docs/hosts.md', 'Vite', OPEN), start, [
  ['GET /src/main.js', evil, 200, '*', /secret/],
])

const worker = {
  'wrangler.toml': 'name = "api"\nmain = "worker.ts"\ncompatibility_date = "2026-10-01"',
  'worker.ts': readPrograms('docs/hosts.md', 'Cloudflare Workers')['index.ts']!,
}

describeProject('a Worker in Vite', () => createProject('docs/hosts.md', 'Workers in Vite', worker), start, [
  ['GET /hello', app, 200, app, '{"path":"/hello"}'],
  ['GET /hello', evil, 200, undefined],
  ['GET /hello', local, 200, undefined],
  ['PREFLIGHT /hello', app, 204, app, ''],
  ['PREFLIGHT /hello', evil, 204, undefined, ''],
  ['PREFLIGHT /hello', local, 204, undefined, ''],
])

const leaking = {
  ...worker,
  'vite.config.ts': (program: string) => replaceOnce(program, ', server: { cors: false }', ''),
}

describeProject(
  'a Worker in Vite with Vite’s own CORS',
  () => createProject('docs/hosts.md', 'Workers in Vite', leaking),
  start,
  [
    ['GET /hello', app, 200, app],
    ['PREFLIGHT /hello', app, 204, undefined],
    ['GET /hello', local, 200, local],
    ['PREFLIGHT /hello', local, 204, local],
  ],
)
