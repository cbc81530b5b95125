import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectBuild } from '../support/build.ts'
import { lines, readText } from '../support/contract.ts'
import { createProject, type PageProject } from '../support/page.ts'
import { runTool, startRuntime } from '../support/process.ts'
import { describeRows, type Row } from '../support/rows.ts'
import { sendTo } from '../support/send.ts'
import type { Running } from '../support/upstream.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'

const FILES = {
  'vite.config.ts': `
    import { tanstackStart } from '@tanstack/react-start/plugin/vite'
    import react from '@vitejs/plugin-react'
    import { defineConfig } from 'vite'
    export default defineConfig({ plugins: [tanstackStart(), react()], server: { cors: false } })
  `,
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      module: 'esnext',
      moduleResolution: 'bundler',
      target: 'es2022',
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: ['vite/client'],
      jsx: 'react-jsx',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
    },
    include: ['src'],
  }),
  'src/router.tsx': `
    import { createRouter } from '@tanstack/react-router'
    import { routeTree } from './routeTree.gen'
    export const getRouter = () => createRouter({ routeTree })
  `,
  'src/routes/__root.tsx': `
    import { createRootRoute, Outlet } from '@tanstack/react-router'
    export const Route = createRootRoute({
      notFoundComponent: () => <p>Nothing here</p>,
      component: () => <html><body><Outlet /></body></html>,
    })
  `,
  'src/greet.ts': `
    import { createServerFn } from '@tanstack/react-start'
    export const greet = createServerFn({ method: 'POST' }).handler(() => 'Greeted')
  `,
  'src/routes/index.tsx': `
    import { createFileRoute } from '@tanstack/react-router'
    import { greet } from '../greet'
    export const Route = createFileRoute('/')({
      component: () => <button onClick={() => void greet()}>Greet</button>,
    })
  `,
  'src/routes/api/$name.ts': `
    import { createFileRoute, redirect } from '@tanstack/react-router'
    import { greet } from '../../greet'

    const cookies: [string, string][] = [['Set-Cookie', 'a=1'], ['Set-Cookie', 'b=2']]
    export const Route = createFileRoute('/api/$name')({
      server: {
        handlers: {
          GET: ({ params: { name } }) => {
            if (name === 'error') throw new Error('Thrown by a route')
            if (name === 'old') throw redirect({ to: '/' })
            if (name === 'thrown') throw new Response('No entry', { status: 401 })
            if (name === 'function') return new Response(greet.url)
            return new Response(name === 'not-modified' ? null : 'Hello', {
              status: name === 'not-modified' ? 304 : 200,
              headers: cookies,
            })
          },
          PUT: async ({ request }) => Response.json(await request.json()),
        },
      },
    })
  `,
}

let project: PageProject
beforeAll(async () => {
  expectBuild()
  project = await createProject('docs/hosts.md', 'TanStack Start', FILES, {}, 'test/hosts/tanstack-start')
  await runTool('vite', ['build'], project.path)
}, 300_000)
afterAll(() => project.remove())

const address = ['--host', '127.0.0.1', '--port', '0']
const production = (): Promise<Running> =>
  startRuntime('srvx', ['serve', '--prod', ...address, '-s', '../client', 'dist/server/server.js'], {}, project.path)
const dev = (): Promise<Running> => startRuntime('vite', ['dev', ...address], {}, project.path)

const rows: readonly Row[] = [
  ['GET /api/hello', app, 200, app, 'Hello'],
  ['GET /api/hello', evil, 200, undefined, 'Hello'],
  ['HEAD /api/hello', app, 200, app, ''],
  ['PUT /api/hello', app, 200, app, '{"sent":true}'],
  ['PREFLIGHT /api/hello', app, 204, app, ''],
  ['PREFLIGHT /api/hello', evil, 204, undefined, ''],
  ['GET /api/thrown', app, 401, app, 'No entry'],
  ['GET /api/old', app, 307, app],
  ['GET /api/not-modified', app, 304, app, ''],
  ['GET /api/error', app, 500, app],
  ['GET /api/error', evil, 500, undefined],
  ['GET /', app, 200, app, /Greet/],
  ['PREFLIGHT /', app, 204, app, ''],
  ['GET /missing', app, 404, app, /Nothing here/],
  ['PREFLIGHT /missing', evil, 204, undefined, ''],
  // TanStack Start redirects protocol-relative paths itself.
  ['GET //missing', app, 308, app],
]

describe.each<[string, () => Promise<Running>]>([
  ['TanStack Start, built', production],
  ['TanStack Start in development', dev],
])('%s', (_name, start) => {
  let server: Running
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())
  describeRows(() => server, rows)

  it('keeps each cookie', async () => {
    const exchange = await sendTo(server.origin)({ method: 'GET', path: '/api/hello', headers: { Origin: app } })
    expect(lines(exchange, 'set-cookie')).toEqual(['a=1', 'b=2'])
  })

  it('refuses server functions to other origins, which can read the refusal if they are listed', async () => {
    const send = sendTo(server.origin)
    const path = await readText((await send({ method: 'GET', path: '/api/function', headers: {} })).body)
    const call = async (headers: Readonly<Record<string, string>>) => {
      const exchange = await send({ method: 'POST', path, headers: { 'X-Tsr-ServerFn': 'true', ...headers } })
      return [exchange.status, lines(exchange, 'access-control-allow-origin'), lines(exchange, 'vary')]
    }
    expect(await call({ Origin: server.origin, 'Sec-Fetch-Site': 'same-origin' })).toEqual([200, [], ['Origin']])
    expect(await call({ Origin: app })).toEqual([403, [app], ['Origin']])
    expect(await call({ Origin: evil })).toEqual([403, [], ['Origin']])
  })
})

it('has the types of TanStack Start', async () => {
  await expect(runTool('tsc', ['-p', '.'], project.path)).resolves.toBeUndefined()
})
