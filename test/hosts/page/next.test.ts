import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Exchange, lines } from '../support/contract.ts'
import { startNext } from '../support/next.ts'
import { createProject, readPrograms, replaceOnce } from '../support/page.ts'
import { startRuntime } from '../support/process.ts'
import { describeProject, describeRows } from '../support/rows.ts'
import { sendTo } from '../support/send.ts'
import type { Running } from '../support/upstream.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'

const staticRoute = (options: string): string => `
  import { corsRoute } from 'corsage/vercel'
  export const dynamic = 'force-static'
  export const { GET, OPTIONS } = corsRoute(${options}, { GET: () => new Response('Hello') })
`

const routes = {
  ...readPrograms('docs/hosts.md', 'Next.js'),
  'app/layout.tsx':
    'export default ({ children }: { children: unknown }) => <html><body>{children as never}</body></html>',
  // A page that answers in place of Next.js.
  'app/covered/[...missing]/route.ts': `
    import { corsRoute } from 'corsage/vercel'
    const missing = () => new Response('Not here', { status: 404 })
    export const { GET, OPTIONS, PUT } = corsRoute({ origin: ['${app}'] }, { GET: missing, PUT: missing })
  `,
  'next.config.ts': 'export default { experimental: { authInterrupts: true } }',
  // The functions that throw for Next.js.
  'app/thrown/[name]/route.ts': `
    import { cookies } from 'next/headers'
    import { forbidden, notFound, permanentRedirect, redirect, unauthorized } from 'next/navigation'
    import { corsRoute } from 'corsage/vercel'
    const throwers: Record<string, () => never> = {
      forbidden, notFound, unauthorized,
      redirect: () => redirect('/api/hello?a=1;b'),
      permanentRedirect: () => permanentRedirect('https://other.example/'),
    }
    const thrower = async (_request: Request, { params }: { params: Promise<{ name: string }> }) => {
      (await cookies()).set('seen', 'yes')
      return throwers[(await params).name]!()
    }
    export const { GET, POST, OPTIONS } = corsRoute({ origin: ['${app}'] }, { GET: thrower, POST: thrower })
  `,
  // Routes whose request headers Next.js hides.
  'app/static/open/route.ts': staticRoute(`{ origin: '*' }`),
  'app/static/cookieless/route.ts': staticRoute(`{ origin: '*', cookieless: true }`),
  'app/static/listed/route.ts': staticRoute(`{ origin: ['${app}'] }`),
  'app/static/thrown/route.ts': `
    import { redirect } from 'next/navigation'
    import { corsRoute } from 'corsage/vercel'
    export const dynamic = 'force-static'
    export const { GET, OPTIONS } = corsRoute({ origin: '*' }, { GET: () => redirect('/api/hello') })
  `,
  // Without OPTIONS, Next.js runs the handler while it builds.
  'app/static/built/route.ts': staticRoute(`{ origin: '*', cookieless: true }`).replace('OPTIONS', ''),
  'app/returned/route.ts': `
    import { NextResponse } from 'next/server'
    import { corsRoute } from 'corsage/vercel'
    export const { GET, OPTIONS } = corsRoute(
      { origin: ['${app}'] },
      { GET: (request: Request) => NextResponse.redirect(new URL('/api/hello', request.url)) },
    )
  `,
  'app/forgotten/route.ts': `
    import { cors } from 'corsage'
    export const GET = cors({ origin: ['${app}'] }).wrap(() => new Response('Hello'))
  `,
  'app/exhaustive/route.ts': `
    import { corsRoute } from 'corsage/vercel'
    export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = corsRoute(
      { origin: ['${app}'], allowMethods: ['GET', 'PUT'] },
      { GET: () => new Response('Hello') },
    )
  `,
  // Pages of both routers. Next.js renders a page that reads nothing of the request while it builds.
  'app/legacy/static/page.tsx': 'export default () => <p>Hello</p>',
  'app/legacy/dynamic/page.tsx': `
    import { headers } from 'next/headers'
    export default async () => <p>{(await headers()).get('host')}</p>
  `,
  'pages/legacy/old-static.tsx': 'export default () => <p>Hello</p>',
  'pages/legacy/old-dynamic.tsx': `
    export const getServerSideProps = () => ({ props: {} })
    export default () => <p>Hello</p>
  `,
  'pages/api/legacy.ts': `export default (_: unknown, res: { json(value: string): void }) => res.json('Hello')`,
  // Not a part of the build.
  'server.mjs': `
    import { createServer } from 'node:http'
    import { withCors } from 'corsage/node'
    import next from 'next'
    const app = next({ dev: false })
    await app.prepare()
    const server = createServer(withCors({ origin: ['${app}'] }, app.getRequestHandler()))
    server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port))
  `,
  'app/legacy/hello/route.ts': `export const GET = () => new Response('Hello')`,
  'app/legacy/old/route.ts': `
    import { redirect } from 'next/navigation'
    export const GET = () => redirect('/api/hello')
  `,
}

describeProject(
  'Next.js',
  () => createProject('docs/hosts.md', 'Next.js', routes),
  startNext,
  [
    ['GET /api/hello', app, 200, app, '{"hello":"world"}'],
    ['GET /api/hello', evil, 200, undefined, '{"hello":"world"}'],
    ['PREFLIGHT /api/hello', app, 204, app, ''],
    ['PREFLIGHT /api/hello', evil, 204, undefined, ''],
    ['GET /returned', app, 307, app],

    // Thrown for Next.js
    ['GET /thrown/redirect', app, 307, app, ''],
    ['GET /thrown/redirect', evil, 307, undefined, ''],
    ['POST /thrown/redirect', app, 307, app, ''],
    ['GET /thrown/permanentRedirect', app, 308, app, ''],
    ['GET /thrown/notFound', app, 404, app, ''],
    ['GET /thrown/notFound', evil, 404, undefined, ''],
    ['GET /thrown/forbidden', app, 403, app, ''],
    ['GET /thrown/unauthorized', app, 401, app, ''],

    // `dynamic = 'force-static'`
    ['GET /static/open', app, 200, '*', 'Hello'],
    ['PREFLIGHT /static/open', app, 204, '*', ''],
    ['GET /static/cookieless', app, 200, '*', 'Hello'],
    ['GET /static/built', app, 200, '*', 'Hello'],
    ['GET /static/thrown', app, 307, '*', ''],
    ['GET /static/listed', app, 500, null],
    ['PREFLIGHT /static/listed', app, 500, null],

    // Answers that Next.js makes
    ['GET /api/hello/', app, 308, null],
    ['PREFLIGHT /api/hello/', app, 308, null],
    ['PUT /api/hello', app, 405, null],
    ['GET /api/missing', app, 404, null],
    ['PREFLIGHT /forgotten', app, 204, null],
    // What covers some of them
    ['GET /exhaustive', app, 200, app, 'Hello'],
    ['HEAD /exhaustive', app, 200, app, ''],
    ['POST /exhaustive', app, 405, app, ''],
    ['PUT /exhaustive', app, 405, app, ''],
    ['DELETE /exhaustive', evil, 405, undefined, ''],
    ['PREFLIGHT /exhaustive', app, 204, app, ''],
    ['GET /covered/missing', app, 404, app, 'Not here'],
    ['PUT /covered/missing', app, 404, app, 'Not here'],

    // Middleware
    ['GET /legacy/hello', app, 200, app, 'Hello'],
    ['GET /legacy/hello', evil, 200, undefined, 'Hello'],
    ['PREFLIGHT /legacy/hello', app, 204, app, ''],
    ['GET /legacy/old', app, 307, app],
    ['PUT /legacy/hello', app, 405, app],
    ['PREFLIGHT /legacy/missing', app, 204, app],
    ['GET /legacy/hello/', app, 308, null],
    ['GET /legacy/old-static', app, 200, app],
    ['GET /legacy/old-dynamic', app, 200, app],
  ],
  (server, path) => {
    const send = (method: string, to: string, headers: Record<string, string> = {}): Promise<Exchange> =>
      sendTo(server().origin)({ method, path: to, headers: { Origin: app, ...headers } })

    it.each([
      ['redirect', 'GET', 307, '/api/hello?a=1;b'],
      // A form, which must not be sent to the next address.
      ['redirect', 'POST', 303, '/api/hello?a=1;b'],
      ['permanentRedirect', 'GET', 308, 'https://other.example/'],
      ['notFound', 'GET', 404, undefined],
    ])('answers %s() to a %s with its status, address and cookies', async (name, method, status, location) => {
      const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
      const exchange = await send(method, `/thrown/${name}`, method === 'POST' ? form : {})
      expect(exchange.status).toBe(status)
      expect(lines(exchange, 'location')).toEqual(location === undefined ? [] : [location])
      expect(lines(exchange, 'set-cookie')).toEqual(['seen=yes; Path=/'])
      expect(lines(exchange, 'access-control-allow-origin')).toEqual([app])
    })

    it('says which methods a route has, in place of 405 of Next.js', async () => {
      expect(lines(await send('POST', '/exhaustive'), 'allow')).toEqual(['GET, HEAD, OPTIONS'])
    })

    // What the page says about `corsMiddleware`: only the first may be stored by a shared cache.
    it.each([
      ['/legacy/static', 200, /^s-maxage=/],
      ['/legacy/dynamic', 200, /\bprivate\b.*\bno-store\b/],
      ['/legacy/missing', 404, /\bprivate\b.*\bno-store\b/],
    ])('replaces Vary on pages of the App Router: %s', async (page, status, caching) => {
      const exchange = await send('GET', page)
      expect([exchange.status, lines(exchange, 'access-control-allow-origin')]).toEqual([status, [app]])
      expect(lines(exchange, 'vary').join()).not.toMatch(/origin/i)
      expect(lines(exchange, 'cache-control').join()).toMatch(caching)
    })

    describe('behind corsage/node, in a custom server', () => {
      let custom: Running | undefined
      beforeAll(async () => {
        custom = await startRuntime('node', ['server.mjs'], { NODE_ENV: 'production' }, path())
      })
      afterAll(() => custom?.stop())
      describeRows(
        () => custom!,
        ['/legacy/static', '/legacy/dynamic', '/legacy/old-static', '/legacy/old-dynamic'].flatMap((page) => [
          [`GET ${page}`, app, 200, app],
          [`GET ${page}`, evil, 200, undefined],
        ]),
      )
      describeRows(
        () => custom!,
        [
          ['GET /missing', app, 404, app],
          ['GET /api/hello', app, 200, app, '{"hello":"world"}'],
          ['GET /api/legacy', app, 200, app, '"Hello"'],
          ['GET /api/hello/', app, 308, app],
          ['PREFLIGHT /api/hello/', app, 204, app, ''],
          ['PUT /api/hello', app, 405, app],
          ['GET /legacy/hello', evil, 200, undefined, 'Hello'],
          ['PREFLIGHT /forgotten', app, 204, app, ''],
          ['GET /thrown/redirect', app, 307, app, ''],
        ],
      )
    })
  },
)

const hono = {
  'app/layout.tsx': routes['app/layout.tsx'],
  'next.config.ts': 'export default { skipTrailingSlashRedirect: true }',
  'app/api/[[...route]]/route.ts': (program: string) =>
    replaceOnce(
      program,
      `app.get('/hello', (c) => c.json({ hello: 'world' }))`,
      `
        app.get('/hello', (c) => c.json({ hello: 'world' }))
        app.put('/hello', (c) => c.text('Changed'))
        app.get('/old', (c) => c.redirect('/api/hello'))
        app.get('/error', () => { throw new Error('Thrown by a route') })
        app.get('/hello/', (c) => c.text('With a slash'))
      `,
    ),
}

describeProject('Hono inside Next.js', () => createProject('docs/hosts.md', 'Hono inside Next.js', hono), startNext, [
  ['GET /api/hello', app, 200, app, '{"hello":"world"}'],
  ['GET /api/hello', evil, 200, undefined, '{"hello":"world"}'],
  ['PUT /api/hello', app, 200, app, 'Changed'],
  ['PREFLIGHT /api/hello', app, 204, app, ''],
  ['PREFLIGHT /api/hello', evil, 204, undefined, ''],
  ['GET /api/old', app, 302, app],
  ['GET /api/error', app, 500, app],
  ['GET /api/missing', app, 404, app],
  ['DELETE /api/hello', app, 405, null],
  // `skipTrailingSlashRedirect`
  ['GET /api/hello/', app, 200, app, 'With a slash'],
  ['PREFLIGHT /api/hello/', app, 204, app, ''],
])
