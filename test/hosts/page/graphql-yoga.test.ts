import { expect, it } from 'vitest'
import { type Exchange, lines, readText } from '../support/contract.ts'
import { createProject, replaceOnce } from '../support/page.ts'
import { startRuntime } from '../support/process.ts'
import { describeProject, type Row } from '../support/rows.ts'
import { sendTo } from '../support/send.ts'
import type { Running } from '../support/upstream.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const start = (path: string) => startRuntime('node', ['index.ts'], { PORT: '0' }, path)

const SAY = `console.log('http://127.0.0.1:' + this.address().port)`
const sayWhere = (program: string): string =>
  replaceOnce(program, `process.env['PORT'] ?? 3000)`, `0, '127.0.0.1', function () { ${SAY} })`)

const addSchema = (program: string): string =>
  replaceOnce(
    sayWhere(program),
    `typeDefs: 'type Query { hello: String }', resolvers: { Query: { hello: () => 'world' } }`,
    `
      typeDefs: 'type Query { hello: String, broken: String } type Subscription { count: Int }',
      resolvers: {
        Query: { hello: () => 'world', broken: () => { throw new Error('Thrown by a resolver') } },
        Subscription: { count: { subscribe: async function* () { yield { count: 1 }; yield { count: 2 } } } },
      },
    `,
  )

const create = (change: (program: string) => string = (program) => program) =>
  createProject('docs/hosts.md', 'GraphQL Yoga', { 'index.ts': (program) => change(addSchema(program)) })

const rows: readonly Row[] = [
  ['GET /graphql?query={hello}', app, 200, app, '{"data":{"hello":"world"}}'],
  ['GET /graphql?query={hello}', evil, 200, undefined, '{"data":{"hello":"world"}}'],
  ['GET /graphql?query={broken}', app, 200, app, /Unexpected error/],
  ['GET /graphql?query={', app, 200, app, /Syntax Error/],
  // The body has no query.
  ['POST /graphql', app, 400, app],
  ['POST /graphql', evil, 400, undefined],
  ['PUT /graphql', app, 405, app],
  ['GET /missing', app, 404, app],
  ['PREFLIGHT /graphql', app, 204, app, ''],
  ['PREFLIGHT /graphql', evil, 204, undefined, ''],
]

const subscribe = ({ origin }: Running): Promise<Exchange> =>
  sendTo(origin)({
    method: 'POST',
    path: '/graphql',
    headers: { Origin: app, 'Content-Type': 'application/json', Accept: 'text/event-stream' },
    body: '{"query":"subscription { count }"}',
  })

const itStreams = (server: () => Running): void => {
  it('lets the page read a subscription', async () => {
    const exchange = await subscribe(server())
    expect(lines(exchange, 'access-control-allow-origin')).toEqual([app])
    expect(await readText(exchange.body)).toMatch(/"count":1[^]*"count":2[^]*complete/)
  })
}

describeProject('GraphQL Yoga', create, start, [...rows, ['OPTIONS /graphql', app, 405, app]], itStreams)

const itsOwn = (program: string): string => replaceOnce(program, 'cors: false,', '')

describeProject(
  'GraphQL Yoga with its own CORS behind a policy',
  () => create(itsOwn),
  start,
  [...rows, ['OPTIONS /graphql', app, 204, app]],
  itStreams,
)

const withoutPolicy = (program: string): string =>
  replaceOnce(itsOwn(program), 'createServer(listener)', 'createServer(yoga)')

describeProject(
  'GraphQL Yoga without a policy, which reflects every origin',
  () => create(withoutPolicy),
  start,
  [
    ['GET /graphql?query={hello}', evil, 200, evil, '{"data":{"hello":"world"}}'],
    ['PREFLIGHT /graphql', evil, 204, evil, ''],
    ['OPTIONS /graphql', evil, 204, evil, ''],
  ],
  (server) => {
    it('shares with credentials', async () => {
      const sent = { method: 'GET', path: '/graphql?query={hello}', headers: { Origin: evil } }
      const exchange = await sendTo(server().origin)(sent)
      expect(lines(exchange, 'access-control-allow-credentials')).toEqual(['true'])
    })
  },
)

/** The way for hosts that call a function with a `Request`. */
const byFetch =
  (serve: string) =>
  (program: string): string =>
    [
      [`import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'`, ''],
      [`import { withCors } from 'corsage/node'`, `import { cors } from 'corsage'`],
      ['withCors(', 'cors('],
      [
        ',\n  (req: IncomingMessage, res: ServerResponse) => yoga(req, res),\n)',
        ',\n).wrap((request: Request) => yoga.fetch(request))',
      ],
      [`createServer(listener).listen(0, '127.0.0.1', function () { ${SAY} })`, serve],
    ].reduce((changed, [part = '', by = '']) => replaceOnce(changed, part, by), program)

const onNode = byFetch(`
  const { serve } = await import('@hono/node-server')
  serve({ fetch: listener, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log('http://127.0.0.1:' + port))
`)
const onBun = byFetch(`console.log(String(Bun.serve({ fetch: listener, port: 0, hostname: '127.0.0.1' }).url))`)
const onDeno = byFetch(`Deno.serve({ hostname: '127.0.0.1', port: 0 }, listener)`)

describeProject(
  'GraphQL Yoga by its fetch function, with the Response of Node',
  () => create((program) => replaceOnce(onNode(program), 'cors: false,', 'cors: false, fetchAPI: { Response },')),
  start,
  rows,
  itStreams,
)

describeProject(
  'GraphQL Yoga by its fetch function, which returns responses of another library',
  () => create(onNode),
  start,
  [
    ['GET /graphql?query={hello}', app, 502, app, ''],
    ['PREFLIGHT /graphql', app, 204, app, ''],
  ],
  (server) => {
    // Yoga's stream fails when the policy closes it.
    it('keeps running after a subscription', async () => {
      const { status } = await subscribe(server())
      expect(status).toBe(502)
      const next = await sendTo(server().origin)({ method: 'GET', path: '/graphql', headers: { Origin: app } })
      expect(next.status).toBe(502)
    })
  },
)

describeProject(
  'GraphQL Yoga on Bun',
  () => create(onBun),
  (path) => startRuntime('bun', ['index.ts'], {}, path),
  rows,
  itStreams,
)

const DENO = ['run', '--no-check', '--allow-all', '--no-lock', '--node-modules-dir=manual', 'index.ts']

describeProject(
  'GraphQL Yoga on Deno',
  () => create(onDeno),
  (path) => startRuntime('deno', DENO, {}, path),
  rows,
  itStreams,
)
