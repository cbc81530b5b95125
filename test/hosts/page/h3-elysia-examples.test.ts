import { copyExample } from '../support/copy.ts'
import { startRuntime } from '../support/process.ts'
import { describeProject, type Row } from '../support/rows.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'

const SHOP: readonly Row[] = [
  ['GET /flowers', app, 200, app, /\["tulip"\]/],
  ['GET /flowers', evil, 200, undefined, /\["tulip"\]/],
  ['PREFLIGHT /flowers', app, 204, app, ''],
  ['PREFLIGHT /flowers', evil, 204, undefined, ''],
  ['GET /missing', app, 404, app],
]

describeProject(
  'The example for h3',
  () => copyExample('examples/h3', ['h3', '.bin']),
  (path) => startRuntime('node', ['server.ts'], { PORT: '0' }, path),
  [...SHOP, ['PUT /flowers', app, 400, app, /Send/], ['PUT /flowers', evil, 400, undefined]],
)

describeProject(
  'The example for Elysia',
  () => copyExample('examples/elysia', ['elysia', '.bin']),
  (path) => startRuntime('bun', ['run', 'server.ts'], { PORT: '0' }, path),
  [...SHOP, ['PUT /flowers', app, 422, app, /validation/], ['PUT /flowers', evil, 422, undefined]],
)
