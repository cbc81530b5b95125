import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { lines, readText } from '../support/contract.ts'
import { createProject, replaceOnce } from '../support/page.ts'
import { runTool, startRuntime } from '../support/process.ts'
import { describeProject, type Row } from '../support/rows.ts'
import { sendTo } from '../support/send.ts'
import type { Running } from '../support/upstream.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const HOST = resolve('test/hosts/fastly/host.ts')

const start = async (path: string): Promise<Running> => {
  await runTool('js-compute', ['index.js', 'main.wasm'], path)
  return startRuntime('node', ['--no-warnings', HOST, 'main.wasm'], {}, path)
}

/** Other layers, by the first segment of the path. */
const addLayers = (program: string): string =>
  replaceOnce(
    replaceOnce(
      program,
      'event.respondWith(handler(event.request))',
      'event.respondWith(choose(event.request)(event.request))',
    ),
    `import { cors } from 'corsage'`,
    `
      import { cors } from 'corsage'
      import { protect } from 'corsage/csrf'
      const show = (request) => Response.json([request.headers.get('cookie'), request.headers.get('authorization')])
      const layers = {
        guarded: protect({ origin: ['${app}'], credentials: true }, { self: 'https://api.example.com', trusted: ['${app}'] }),
        enforced: cors({ origin: ['${app}'], enforce: true }),
        predicate: cors({ origin: async ({ host }, { request }) => host === new URL(request.url).searchParams.get('page') }),
        open: cors({ origin: '*', cookieless: true }),
      }
      const handlers = Object.fromEntries(Object.entries(layers).map(([name, layer]) => [name, layer.wrap(show)]))
      const choose = ({ url }) => handlers[new URL(url).pathname.slice(1)] ?? handler
    `,
  )

/** Adds a route for each kind of answer. */
const addRoutes = (program: string): string =>
  replaceOnce(
    program,
    `policy.wrap((request) => new Response(\`You asked for \${new URL(request.url).pathname}\`))`,
    `
      policy.wrap(async (request) => {
        const { pathname } = new URL(request.url)
        if (pathname === '/json') return Response.json({ sent: await request.json() })
        if (pathname === '/error') throw new Error('Thrown by a route')
        if (pathname === '/thrown') throw new Response('Gone', { status: 410 })
        if (pathname === '/old') return Response.redirect('https://api.example.com/hello', 302)
        if (pathname === '/missing') return new Response('Not here', { status: 404, headers: { Vary: 'Accept' } })
        if (pathname === '/empty') return new Response(null, { status: 204 })
        if (pathname === '/stream') return new Response(new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('first,'))
            controller.enqueue(new TextEncoder().encode('last'))
            controller.close()
          },
        }))
        if (pathname === '/wrong') return new Response('Wrong', { headers: [
          ['Access-Control-Allow-Origin', '*'], ['Set-Cookie', 'a=1'], ['Set-Cookie', 'b=2'],
        ] })
        if (pathname === '/frozen') return Object.freeze(new Response('Frozen', { status: 404 }))
        if (pathname === '/sent') return sent ??= new Response(null, { status: 404 })
        return new Response(\`You asked for \${pathname}\`)
      })
      let sent
    `,
  )

const rows: readonly Row[] = [
  ['GET /hello', app, 200, app, 'You asked for /hello'],
  ['GET /hello', evil, 200, undefined, 'You asked for /hello'],
  ['HEAD /hello', app, 200, app, ''],
  ['PUT /json', app, 200, app, '{"sent":{"sent":true}}'],
  ['PREFLIGHT /json', app, 204, app, ''],
  ['PREFLIGHT /json', evil, 204, undefined, ''],
  ['OPTIONS /hello', app, 200, app, 'You asked for /hello'],
  ['GET /error', app, 500, app, ''],
  ['GET /error', evil, 500, undefined, ''],
  ['GET /thrown', app, 410, app, 'Gone'],
  ['GET /old', app, 302, app],
  ['GET /missing', app, 404, app, 'Not here'],
  ['GET /empty', app, 204, app, ''],
  ['GET /stream', app, 200, app, 'first,last'],
  ['GET /wrong', evil, 200, undefined, 'Wrong'],
  ['GET /sent', app, 404, app, ''],
  ['GET /frozen', app, 404, app, 'Frozen'],
  ['POST /guarded', app, 200, app],
  ['POST /guarded', evil, 403, undefined],
  ['GET /enforced', app, 200, app],
  ['GET /enforced', evil, 403, undefined, 'Cross-origin request refused: origin-not-listed'],
  ['GET /predicate?page=app.example.com', app, 200, app],
  ['GET /predicate?page=app.example.com', evil, 200, undefined],
  ['PREFLIGHT /predicate?page=app.example.com', app, 204, app, ''],
]

const create = () =>
  createProject(
    'docs/hosts.md',
    'Fastly Compute',
    { 'index.js': (program) => addLayers(addRoutes(program)) },
    {},
    'test/hosts/fastly',
  )

describeProject('Fastly Compute', create, start, rows, (server) => {
  it('keeps each cookie', async () => {
    const exchange = await sendTo(server().origin)({ method: 'GET', path: '/wrong', headers: { Origin: app } })
    expect(await readText(exchange.body)).toBe('Wrong')
    expect(lines(exchange, 'set-cookie')).toEqual(['a=1', 'b=2'])
    expect(lines(exchange, 'access-control-allow-origin')).toEqual([app])
  })
})
