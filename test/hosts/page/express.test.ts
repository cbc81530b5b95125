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

describeProject('Express', () => createProject('docs/hosts.md', 'Express', { 'index.ts': sayWhere }), start, [
  ['GET /hello', app, 200, app, 'Hello'],
  ['GET /hello', evil, 200, undefined, 'Hello'],
  ['HEAD /hello', app, 200, app, ''],
  ['PUT /hello', app, 200, app, '{"sent":true}'],
  ['PREFLIGHT /hello', app, 204, app, ''],
  ['PREFLIGHT /hello', evil, 204, undefined, ''],
  ['GET /missing', app, 404, app],
])

/** An order that the page warns of. */
const late = (program: string): string =>
  `${replaceOnce(sayWhere(program), 'app.use(withCors(', 'const mount = () => app.use(withCors(')}\nmount()`

describeProject(
  'Express with a policy behind its routes',
  () => createProject('docs/hosts.md', 'Express', { 'index.ts': late }),
  start,
  [
    ['GET /hello', app, 200, null, 'Hello'],
    ['PREFLIGHT /hello', app, 204, app, ''],
    ['GET /missing', app, 404, app],
  ],
)
