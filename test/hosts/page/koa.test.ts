import { createProject, replaceOnce } from '../support/page.ts'
import { startRuntime } from '../support/process.ts'
import { describeProject } from '../support/rows.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const start = (path: string) => startRuntime('node', ['index.ts'], { PORT: '0' }, path)

const sayWhere = (program: string): string =>
  replaceOnce(
    program,
    `.listen(process.env['PORT'] ?? 3000)`,
    `.listen(0, '127.0.0.1', function () { console.log('http://127.0.0.1:' + this.address().port) })`,
  )

describeProject('Koa', () => createProject('docs/hosts.md', 'Koa', { 'index.ts': sayWhere }), start, [
  ['GET /hello', app, 200, app, 'Hello'],
  ['GET /hello', evil, 200, undefined, 'Hello'],
  ['HEAD /hello', app, 200, app, ''],
  ['PREFLIGHT /hello', app, 204, app, ''],
  ['PREFLIGHT /hello', evil, 204, undefined, ''],
  ['GET /missing', app, 404, app, 'Not Found'],
])
