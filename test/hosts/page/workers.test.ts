import { expect, it } from 'vitest'
import { cors } from '../../../src/cors.ts'
import { explain } from '../../../src/explain/index.ts'
import { startWorker } from '../support/process.ts'
import { createProject, replaceOnce } from '../support/page.ts'
import { describeProject, type Row } from '../support/rows.ts'

const app = 'https://app.example.com'
const admin = 'https://admin.example.com'
const evil = 'https://evil.example'
const start = (path: string) => startWorker(`${path}/wrangler.toml`)

describeProject('origins from env', () => createProject('docs/hosts.md', 'Origins from `env`'), start, [
  ['GET /', app, 200, app, 'Hello'],
  ['GET /', admin, 200, admin, 'Hello'],
  ['GET /', evil, 200, undefined, 'Hello'],
  ['PREFLIGHT /', admin, 204, admin, ''],
  ['PREFLIGHT /', evil, 204, undefined, ''],
])

const counted = (program: string): string =>
  replaceOnce(
    replaceOnce(program, '({ env }) => ({', '({ env }) => (made++, {'),
    'export default app',
    "let made = 0\napp.get('/made', (c) => c.text(String(made)))\nexport default app",
  )

describeProject(
  'origins from env in Hono',
  () => createProject('docs/hosts.md', 'Origins from `env` in Hono', { 'src/index.ts': counted }),
  start,
  [
    ['GET /', app, 200, app, 'Hello'],
    ['GET /', admin, 200, admin, 'Hello'],
    ['GET /', evil, 200, undefined, 'Hello'],
    ['PREFLIGHT /', admin, 204, admin, ''],
    ['PREFLIGHT /', evil, 204, undefined, ''],
    // The policy was made once for all of them.
    ['GET /made', app, 200, app, '1'],
  ],
)

const faulty = {
  'wrangler.toml': (program: string) => replaceOnce(program, 'https://admin', 'admin'),
  'src/index.ts': (program: string) =>
    replaceOnce(
      program,
      'export default app',
      'app.onError((error, c) => c.text(error.name, 500))\nexport default app',
    ),
}

describeProject(
  'a mistake in env in Hono',
  () => createProject('docs/hosts.md', 'Origins from `env` in Hono', faulty),
  start,
  [
    ['GET /', app, 500, null, 'PolicyError'],
    ['PREFLIGHT /', app, 500, null, 'PolicyError'],
  ],
)

const assets = {
  'public/data/prices.json': '{"tulips":3}',
  'public/fonts/rose.txt': 'rose',
  'public/about.txt': 'about',
  'public/_headers': '/fonts/*\n  Access-Control-Allow-Origin: *\n',
}

const assetRows: readonly Row[] = [
  ['GET /data/prices.json', app, 200, app, '{"tulips":3}'],
  ['GET /data/prices.json', evil, 200, undefined, '{"tulips":3}'],
  ['GET /data/missing', app, 404, app],
  ['PREFLIGHT /data/prices.json', app, 204, app, ''],
  ['PREFLIGHT /data/prices.json', evil, 204, undefined, ''],
  // Not listed in `run_worker_first`
  ['GET /about.txt', app, 200, null, 'about'],
  ['PREFLIGHT /about.txt', app, 405, null],
  ['GET /fonts/rose.txt', evil, 200, '*', 'rose'],
  ['PREFLIGHT /fonts/rose.txt', evil, 405, '*'],
  ['GET /fonts/rose.txt', app, 200, '*', 'rose'],
]
const policy = cors({ origin: [app], allowMethods: ['PUT'] })

describeProject(
  'static assets',
  () => createProject('docs/hosts.md', 'Static assets', assets),
  start,
  assetRows,
  (server) => {
    it.each([
      ['/about.txt', 'GET', /static assets of Cloudflare.*`run_worker_first`/],
      ['/fonts/rose.txt', 'GET', /static assets of Cloudflare.*`run_worker_first`/],
      ['/about.txt', 'PUT', /files such as that of Cloudflare Workers.*`run_worker_first`/],
      ['/fonts/rose.txt', 'PUT', /files such as that of Cloudflare Workers.*`run_worker_first`/],
      ['/data/prices.json', 'GET', /^$/],
    ])('explain names who answers %s to %s', async (path, method, owner) => {
      const network = async (request: Request): Promise<Response> =>
        await fetch(server().origin + new URL(request.url).pathname, {
          method: request.method,
          headers: request.headers,
        })
      const call = { policy, network, page: app, url: `https://site.example.com${path}`, method }
      const { warnings } = await explain(call)
      const said = warnings.filter(({ code }) => code === 'policy-not-in-effect').map(({ sentence }) => sentence)
      expect(said.join('\n')).toMatch(owner)
    })
  },
)
