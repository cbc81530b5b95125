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
  // The packages are outside of the project.
  'vite.config.ts': `
    import { solidStart } from '@solidjs/start/config'
    import { nitro } from 'nitro/vite'
    import { defineConfig } from 'vite'
    export default defineConfig({
      plugins: [solidStart({ middleware: 'src/middleware.ts' }), nitro()],
      server: { cors: false, fs: { strict: false } },
    })
  `,
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      module: 'esnext',
      moduleResolution: 'bundler',
      target: 'es2022',
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: ['vite/client', '@solidjs/start/env'],
      jsx: 'preserve',
      jsxImportSource: 'solid-js',
      strict: true,
      noEmit: true,
      skipLibCheck: true,
    },
    include: ['src'],
  }),
  'src/middleware.ts': `
    import { createMiddleware } from '@solidjs/start/middleware'
    export default createMiddleware({
      onRequest: ({ request }) => {
        if (new URL(request.url).pathname === '/api/closed') return new Response('Log in', { status: 401 })
      },
      onBeforeResponse: ({ response }) => void response.headers.set('Access-Control-Allow-Origin', '*'),
    })
  `,
  'src/app.tsx': `
    import { Router } from '@solidjs/router'
    import { FileRoutes } from '@solidjs/start/router'
    import { Suspense } from 'solid-js'
    export default function App() {
      return <Router root={(props) => <Suspense>{props.children}</Suspense>}><FileRoutes /></Router>
    }
  `,
  'src/entry-client.tsx': `
    import { mount, StartClient } from '@solidjs/start/client'
    mount(() => <StartClient />, document.getElementById('app')!)
  `,
  'src/entry-server.tsx': `
    import { createHandler, StartServer } from '@solidjs/start/server'
    import { withPolicy } from './with-policy'
    export default withPolicy(createHandler(() => (
      <StartServer document={({ assets, children, scripts }) => (
        <html><head>{assets}</head><body><div id="app">{children}</div>{scripts}</body></html>
      )} />
    )))
  `,
  'src/greet.ts': `
    'use server'
    export const greet = async () => 'Greeted'
  `,
  'src/routes/index.tsx': `
    import { greet } from '../greet'
    export default function Home() { return <button onClick={() => void greet()}>Greet</button> }
  `,
  'src/routes/[...missing].tsx': `
    import { HttpStatusCode } from '@solidjs/start'
    export default function Missing() { return <p><HttpStatusCode code={404} />Nothing here</p> }
  `,
  'src/routes/api/[name].ts': `
    import type { APIEvent } from '@solidjs/start/server'
    import { greet } from '../../greet'

    const headers: [string, string][] = [['Set-Cookie', 'a=1'], ['Set-Cookie', 'b=2']]
    export const GET = ({ params: { name } }: APIEvent) => {
      if (name === 'error') throw new Error('Thrown by a route')
      if (name === 'old') return Response.redirect('https://elsewhere.example/', 302)
      if (name === 'value') return { hello: 'world' }
      if (name === 'not-modified') return new Response(null, { status: 304 })
      if (name === 'function') return new Response((greet as unknown as { readonly url: string }).url)
      return new Response('Hello', { headers })
    }
    export const PUT = async ({ request }: APIEvent) => Response.json(await request.json())
  `,
}

let project: PageProject
beforeAll(async () => {
  expectBuild()
  project = await createProject('docs/hosts.md', 'SolidStart', FILES, {}, 'test/hosts/solid-start')
  await runTool('vite', ['build'], project.path)
}, 300_000)
afterAll(() => project.remove())

const production = (): Promise<Running> =>
  startRuntime('node', ['.output/server/index.mjs'], { HOST: '127.0.0.1', PORT: '0' }, project.path)
const dev = (): Promise<Running> =>
  startRuntime('vite', ['dev', '--host', '127.0.0.1', '--port', '0'], {}, project.path)

const rows: readonly Row[] = [
  ['GET /api/hello', app, 200, app, 'Hello'],
  ['GET /api/hello', evil, 200, undefined, 'Hello'],
  ['HEAD /api/hello', app, 200, app, ''],
  ['GET /api/value', app, 200, app, /"world"/],
  ['PUT /api/hello', app, 200, app, '{"sent":true}'],
  ['PREFLIGHT /api/hello', app, 204, app, ''],
  ['PREFLIGHT /api/hello', evil, 204, undefined, ''],
  ['GET /api/old', app, 302, app],
  ['GET /api/not-modified', app, 304, app, ''],
  ['GET /api/error', app, 500, app],
  ['GET /api/error', evil, 500, undefined],
  ['GET /', app, 200, app, /Greet/],
  ['PREFLIGHT /', app, 204, app, ''],
  ['GET /missing', app, 404, app, /Nothing here/],
  // An answer of middleware.
  ['GET /api/closed', app, 401, app, 'Log in'],
  ['PREFLIGHT /api/closed', app, 204, app, ''],
]

describe.each<[string, () => Promise<Running>]>([
  ['SolidStart, built', production],
  ['SolidStart in development', dev],
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

  it('runs server functions for every origin, as the page says', async () => {
    const send = sendTo(server.origin)
    const path = await readText((await send({ method: 'GET', path: '/api/function', headers: {} })).body)
    for (const [origin, allowed] of [
      [app, [app]],
      [evil, []],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop
      const exchange = await send({ method: 'POST', path, headers: { Origin: origin, 'X-Server-Instance': 'a:0' } })
      // oxlint-disable-next-line no-await-in-loop
      expect([exchange.status, await readText(exchange.body)]).toEqual([200, 'Greeted'])
      expect(lines(exchange, 'access-control-allow-origin')).toEqual(allowed)
    }
  })
})

it('has the types of SolidStart', async () => {
  await expect(runTool('tsc', ['-p', '.'], project.path)).resolves.toBeUndefined()
})
