import { expect, it } from 'vitest'
import { type Exchange, lines, readText } from '../support/contract.ts'
import { createProject, replaceOnce } from '../support/page.ts'
import { startRuntime } from '../support/process.ts'
import { describeProject } from '../support/rows.ts'
import { sendTo } from '../support/send.ts'
import type { Running } from '../support/upstream.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'

const start = (path: string) =>
  startRuntime('node', ['index.ts'], { PORT: '0', BETTER_AUTH_SECRET: crypto.randomUUID() }, path)
const sayWhere = (program: string): string =>
  replaceOnce(
    program,
    `port: Number(process.env['PORT'] ?? 3000) }`,
    `port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log('http://127.0.0.1:' + port)`,
  )

const addProcedures = (program: string): string =>
  replaceOnce(
    replaceOnce(sayWhere(program), 'import { initTRPC }', 'import { initTRPC, TRPCError }'),
    `hello: t.procedure.query(() => 'world')`,
    `
      hello: t.procedure.query(() => 'world'),
      change: t.procedure.mutation(() => 'changed'),
      conflict: t.procedure.query(() => { throw new TRPCError({ code: 'CONFLICT' }) }),
    `,
  )

describeProject(
  'tRPC',
  () => createProject('docs/hosts.md', 'tRPC', { 'index.ts': addProcedures }),
  start,
  [
    ['GET /trpc/hello', app, 200, app, '{"result":{"data":"world"}}'],
    ['GET /trpc/hello', evil, 200, undefined, '{"result":{"data":"world"}}'],
    ['POST /trpc/change', app, 200, app, '{"result":{"data":"changed"}}'],
    ['GET /trpc/change', app, 405, app],
    ['GET /trpc/conflict', app, 409, app],
    ['GET /trpc/missing', app, 404, app],
    ['PREFLIGHT /trpc/hello', app, 204, app, ''],
    ['PREFLIGHT /trpc/hello', evil, 204, undefined, ''],
  ],
  (server) => {
    it('allows the headers that its clients send', async () => {
      const headers = {
        Origin: app,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-type,trpc-accept',
      }
      const exchange = await sendTo(server().origin)({ method: 'OPTIONS', path: '/trpc/change', headers })
      expect(lines(exchange, 'access-control-allow-headers')).toEqual(['content-type, authorization, trpc-accept'])
    })
  },
)

const ADA = { name: 'Ada', email: 'ada@example.com', password: 'correct horse' }

describeProject(
  'better-auth',
  () => createProject('docs/hosts.md', 'better-auth', { 'index.ts': sayWhere }),
  start,
  [
    ['GET /api/auth/ok', app, 200, app, '{"ok":true}'],
    ['GET /api/auth/ok', evil, 200, undefined, '{"ok":true}'],
    ['GET /api/auth/missing', app, 404, app],
    // The body lacks everything.
    ['POST /api/auth/sign-in/email', app, 400, app],
    ['PREFLIGHT /api/auth/sign-in/email', app, 204, app, ''],
    ['PREFLIGHT /api/auth/sign-in/email', evil, 204, undefined, ''],
  ],
  (server) => {
    it('lets a listed page sign up, and read the session by its cookie', async () => {
      const signedUp = await signUp(server(), app)
      const [cookie = ''] = lines(signedUp, 'set-cookie')
      expect([signedUp.status, lines(signedUp, 'access-control-allow-credentials')]).toEqual([200, ['true']])
      expect(cookie).toMatch(/; Secure; SameSite=None; Partitioned/)
      const headers = { Origin: app, Cookie: cookie.split(';', 1)[0] ?? '' }
      const session = await sendTo(server().origin)({ method: 'GET', path: '/api/auth/get-session', headers })
      expect(lines(session, 'access-control-allow-origin')).toEqual([app])
      expect(await readText(session.body)).toContain(ADA.email)
    })

    it('lets no other page sign up', async () => {
      const { status, body } = await signUp(server(), evil)
      expect([status, await readText(body)]).toEqual([403, expect.stringContaining('INVALID_ORIGIN')])
    })
  },
)

function signUp({ origin }: Pick<Running, 'origin'>, page: string): Promise<Exchange> {
  const headers = { Origin: page, 'Content-Type': 'application/json' }
  return sendTo(origin)({ method: 'POST', path: '/api/auth/sign-up/email', headers, body: JSON.stringify(ADA) })
}

const untrusted = (program: string): string => replaceOnce(sayWhere(program), 'trustedOrigins: [...origin],', '')

describeProject(
  'better-auth without trustedOrigins',
  () => createProject('docs/hosts.md', 'better-auth', { 'index.ts': untrusted }),
  start,
  [['GET /api/auth/ok', app, 200, app, '{"ok":true}']],
  (server) => {
    it('does not let the listed page sign up', async () => {
      const { status, body } = await signUp(server(), app)
      expect([status, await readText(body)]).toEqual([403, expect.stringContaining('INVALID_ORIGIN')])
    })
  },
)
