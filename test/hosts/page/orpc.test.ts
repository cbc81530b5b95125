import { createProject, replaceOnce } from '../support/page.ts'
import { startRuntime } from '../support/process.ts'
import { describeProject, type Row } from '../support/rows.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const start = (path: string) => startRuntime('node', ['index.ts'], { PORT: '0' }, path)

const addProcedures = (program: string): string =>
  [
    [`import { os }`, `import { ORPCError, os }`],
    [
      `hello: os.handler(() => 'world')`,
      `
        hello: os.handler(() => 'world'),
        asked: os.route({ method: 'GET' }).handler(() => 'asked'),
        conflict: os.handler(() => { throw new ORPCError('CONFLICT') }),
        broken: os.handler(() => { throw new Error('Thrown by a procedure') }),
        count: os.handler(async function* () { yield 1; yield 2 }),
      `,
    ],
    [
      `port: Number(process.env['PORT'] ?? 3000) }`,
      `port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log('http://127.0.0.1:' + port)`,
    ],
  ].reduce((changed, [part = '', by = '']) => replaceOnce(changed, part, by), program)

const create = (change: (program: string) => string) =>
  createProject('docs/hosts.md', 'oRPC', { 'index.ts': (program) => change(addProcedures(program)) })

const rows: readonly Row[] = [
  ['POST /rpc/hello', app, 200, app, '{"json":"world"}'],
  ['POST /rpc/hello', evil, 200, undefined, '{"json":"world"}'],
  ['GET /rpc/asked', app, 200, app, '{"json":"asked"}'],
  ['GET /rpc/hello', app, 405, app],
  ['POST /rpc/conflict', app, 409, app, /CONFLICT/],
  ['POST /rpc/broken', app, 500, app, /INTERNAL_SERVER_ERROR/],
  ['POST /rpc/broken', evil, 500, undefined],
  ['POST /rpc/count', app, 200, app, /data: \{"json":1\}[^]*data: \{"json":2\}/],
  ['POST /rpc/missing', app, 404, app],
  ['GET /elsewhere', app, 404, app, 'Not found'],
  ['PREFLIGHT /rpc/hello', app, 204, app, ''],
  ['PREFLIGHT /rpc/hello', evil, 204, undefined, ''],
]

describeProject('oRPC', () => create((program) => program), start, rows)

const addPlugin = (program: string): string =>
  replaceOnce(
    replaceOnce(
      program,
      ')\n\nconst policy',
      ', { plugins: [new CORSPlugin({ credentials: true })] })\n\nconst policy',
    ),
    `import { RPCHandler } from '@orpc/server/fetch'`,
    `import { RPCHandler } from '@orpc/server/fetch'\nimport { CORSPlugin } from '@orpc/server/plugins'`,
  )

describeProject('oRPC with its own CORS behind a policy', () => create(addPlugin), start, [
  ...rows,
  ['OPTIONS /rpc/hello', app, 204, app, ''],
])

const withoutPolicy = (program: string): string =>
  replaceOnce(addPlugin(program), 'policy.wrap(async (request: Request)', '(async (request: Request)')

describeProject('oRPC with its own CORS only, which reflects every origin', () => create(withoutPolicy), start, [
  ['POST /rpc/hello', evil, 200, evil, '{"json":"world"}'],
  ['PREFLIGHT /rpc/hello', evil, 204, evil, ''],
  ['OPTIONS /rpc/hello', evil, 204, evil, ''],
  ['GET /elsewhere', evil, 404, null],
])
