import { expect, it } from 'vitest'
import { lines, readText } from '../support/contract.ts'
import { copyExample } from '../support/copy.ts'
import { createProject } from '../support/page.ts'
import { runTool, startRuntime } from '../support/process.ts'
import { describeProject } from '../support/rows.ts'
import { sendTo } from '../support/send.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'
const within = 'test/hosts/netlify'

const FILES = {
  'public/data/prices.json': '{"tulip":3}',
  'public/index.html': '<h1>Hello</h1>',
  // A function that the edge function covers, too. Its own permission must not survive.
  'netlify/functions/stock.ts': `
    export default () => new Response('stock', { headers: { 'Access-Control-Allow-Origin': '*', Vary: 'Accept' } })
    export const config = { path: '/data/stock' }
  `,
}
/** Programs with Netlify's own types, which the types of the adapter have to fit. */
const TYPED = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      noEmit: true,
      strict: true,
      target: 'es2022',
      module: 'preserve',
      skipLibCheck: true,
      lib: ['es2023', 'dom', 'dom.iterable'],
      types: [],
    },
    include: ['netlify/functions/hello.ts', 'netlify/edge-functions/site.ts', 'typed'],
  }),
  'typed/function.ts': `
    import type { Config, Context } from '@netlify/functions'
    import { type NetlifyContext, withCors } from 'corsage/netlify'

    const origin = ({ host }: { host: string }, { context }: NetlifyContext<Context>) => host === context.params['host']
    export default withCors({ origin }, async (request: Request, { cookies, geo }: Context) => {
      cookies.set('city', geo.city ?? '')
      return Response.json(await request.json())
    })
    export const config: Config = { path: '/:host', method: ['PUT', 'OPTIONS'] }
  `,
  'typed/edge.ts': `
    import type { Config, Context, EdgeFunction } from '@netlify/edge-functions'
    import { withCors } from 'corsage/netlify'

    const handler: EdgeFunction = withCors({ origin: ['${app}'] }, async (request: Request, context: Context) => {
      if (context.geo.city) return new URL('/city', request.url)
      return request.method === 'GET' ? context.next() : undefined
    })
    export default handler
    export const config: Config = { path: '/*' }
  `,
}

const start = (path: string) => startRuntime('node', ['test/hosts/netlify/dev.mjs', path])

describeProject(
  'Netlify',
  () => createProject('docs/hosts.md', 'Netlify', { ...FILES, ...TYPED }, {}, within),
  start,
  [
    ['GET /hello', app, 200, app, 'Hello'],
    ['GET /hello', evil, 200, undefined, 'Hello'],
    ['HEAD /hello', app, 200, app, ''],
    ['PREFLIGHT /hello', app, 204, app, ''],
    ['PREFLIGHT /hello', evil, 204, undefined, ''],
    ['GET /data/prices.json', app, 200, app, '{"tulip":3}'],
    ['GET /data/prices.json', evil, 200, undefined, '{"tulip":3}'],
    ['PREFLIGHT /data/prices.json', app, 204, app, ''],
    ['GET /data/stock', app, 200, app, 'stock'],
    ['GET /data/stock', evil, 200, undefined, 'stock'],
    ['GET /data/missing', app, 404, app, 'Not here'],
    ['GET /index.html', app, 200, null],
  ],
  (_server, path) => {
    it('fits the types of Netlify', async () => {
      await expect(runTool('tsc', ['-p', 'tsconfig.json'], path())).resolves.toBeUndefined()
    })
  },
)

describeProject('The example for Netlify', () => copyExample('examples/netlify', []), start, [
  ['GET /flowers', app, 200, app, '["tulip"]'],
  ['PUT /flowers', app, 400, app, 'Send {"name": "rose"}'],
  ['PREFLIGHT /flowers', app, 204, app, ''],
  ['GET /prices/today.json', app, 200, app, /"tulip": 3/],
  ['PREFLIGHT /prices/today.json', evil, 204, undefined, ''],
])

/** An edge function for all paths below `/edge`, with everything that one can return. */
const EDGE = `
  import { withCors } from 'corsage/netlify'

  const policy = { origin: ['${app}'], allowMethods: ['GET', 'PUT'] }
  export default withCors(policy, async (request, context) => {
    const url = new URL(request.url)
    switch (url.pathname) {
      case '/edge/rewritten': return new URL('/prices.json', url)
      case '/edge/elsewhere': return new URL('https://elsewhere.example/')
      case '/edge/redirect': return Response.redirect(new URL('/prices.json', url), 302)
      case '/edge/throws': throw new Error('Thrown by the edge function')
      case '/edge/nothing': return null
      case '/edge/next': return await context.next()
      case '/edge/echo': return new Response(request.body)
      case '/edge/cookies':
        context.cookies.set({ name: 'a', value: '1' })
        return new Response('cookies', { headers: [['Set-Cookie', 'b=2'], ['Set-Cookie', 'c=3']] })
      case '/edge/own': return new Response('own options', { headers: { Allow: 'GET' } })
    }
  })
  export const config = { path: '/edge/*' }
`
const OPEN = `
  import { withCors } from 'corsage/netlify'

  export default withCors({ origin: '*', cookieless: true }, () => undefined)
  export const config = { path: '/open/*' }
`
const SEEN = `
  export default (request, context) => Response.json([request.headers.get('cookie'), context.cookies.get('session') ?? null])
  export const config = { path: ['/open/seen', '/edge/seen'] }
`
const BY_METHOD = `
  import { withCors } from 'corsage/netlify'

  export default withCors({ origin: ['${app}'], allowMethods: ['PUT'] }, () => undefined)
  export const config = { path: '/by-method', method: ['GET', 'PUT'] }
`
/** Netlify runs edge functions in the order of their names. */
const FIRST = `
  export default (request) => request.method === 'OPTIONS' ? new Response(null, { status: 401 }) : undefined
  export const config = { path: '/edge/late' }
`
const site = {
  'public/prices.json': '{"tulip":3}',
  'netlify/edge-functions/a-first.js': FIRST,
  'netlify/edge-functions/edge.js': EDGE,
  'netlify/edge-functions/open.js': OPEN,
  'netlify/functions/seen.mjs': SEEN,
  'netlify/functions/by-method.mjs': BY_METHOD,
}

describeProject(
  'a site on Netlify',
  () => createProject('docs/hosts.md', 'Netlify', site, {}, within),
  start,
  [
    ['GET /edge/rewritten', app, 200, app, '{"tulip":3}'],
    ['GET /edge/rewritten', evil, 200, undefined, '{"tulip":3}'],
    ['GET /edge/elsewhere', app, 500, app, ''],
    ['GET /edge/redirect', app, 302, app],
    ['GET /edge/throws', app, 500, app, ''],
    // An error of the program, as on every host.
    ['GET /edge/nothing', app, 500, null, /The handler answered with null, expected a Response/],
    ['GET /edge/next', app, 404, app, 'Not here'],
    ['PUT /edge/echo', app, 200, app, '{"sent":true}'],
    ['OPTIONS /edge/own', app, 200, app, 'own options'],
    ['PREFLIGHT /edge/late', app, 401, null],
    // A function that returns nothing.
    ['GET /by-method', app, 204, app, ''],
    // Netlify answers methods that `config.method` does not list.
    ['PREFLIGHT /by-method', app, 404, null],
  ],
  (server) => {
    const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
      sendTo(server().origin)({ method: 'GET', path, headers: { Origin: app, ...headers } })

    it('keeps the cookies of the response and of the context', async () => {
      const exchange = await get('/edge/cookies')
      expect(lines(exchange, 'set-cookie').join('; ')).toMatch(/a=1/)
      expect(lines(exchange, 'access-control-allow-origin')).toEqual([app])
    })

    it('hides the cookies of a cookieless policy from the function behind it', async () => {
      const Cookie = 'session=1'
      expect(await readText((await get('/open/seen', { Cookie })).body)).toBe('[null,null]')
      expect(await readText((await get('/edge/seen', { Cookie })).body)).toBe('["session=1","1"]')
    })
  },
)
