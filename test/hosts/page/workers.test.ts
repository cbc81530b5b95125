import { startWorker } from '../support/process.ts'
import { createProject } from '../support/page.ts'
import { describeProject } from '../support/rows.ts'

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

const assets = {
  'public/data/prices.json': '{"tulips":3}',
  'public/fonts/rose.txt': 'rose',
  'public/about.txt': 'about',
  'public/_headers': '/fonts/*\n  Access-Control-Allow-Origin: *\n',
}

describeProject('static assets', () => createProject('docs/hosts.md', 'Static assets', assets), start, [
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
])
