/** The files of the Astro sites in the tests, next to the program of docs/hosts.md. */

const app = 'https://app.example.com'

export const config = (options = '', server = 'cors: false'): string => `
  import node from '@astrojs/node'
  import { defineConfig } from 'astro/config'
  export default defineConfig({
    output: 'server', adapter: node({ mode: 'standalone' }), devToolbar: { enabled: false },
    vite: { server: { ${server} } }, ${options}
  })
`

/** The routes of the documented policy. */
export const ROUTES: Readonly<Record<string, string>> = {
  'src/pages/hello.ts': `
    export const GET = () => new Response('Hello')
    export const PUT = () => new Response('Changed')
    export const POST = async ({ request }) => new Response(await request.text())
  `,
  'src/pages/all.ts': `export const ALL = ({ request }) => new Response(request.method)`,
  'src/pages/lines.ts': `
    export const GET = ({ cookies }) => {
      cookies.set('a', '1')
      cookies.set('b', '2')
      return new Response('Lines', { headers: [['Vary', 'Accept'], ['Set-Cookie', 'c=3'], ['Access-Control-Allow-Origin', '*']] })
    }
  `,
  'src/pages/error.ts': `export const GET = () => { throw new Error('Thrown by an endpoint') }`,
  'src/pages/gone.ts': `export const GET = () => new Response(null, { status: 404 })`,
  'src/pages/old.ts': `export const GET = ({ redirect }) => redirect('/hello')`,
  'src/pages/etag.ts': `
    export const GET = ({ request }) => request.headers.get('If-None-Match') === '"1"'
      ? new Response(null, { status: 304, headers: { ETag: '"1"' } })
      : new Response('Tagged', { headers: { ETag: '"1"' } })
  `,
  'src/pages/stream.ts': `
    const stream = () => new ReadableStream({ start(c) {
      c.enqueue(new TextEncoder().encode('first,'))
      setTimeout(() => { c.enqueue(new TextEncoder().encode('last')); c.close() }, 20)
    } })
    export const GET = () => new Response(stream())
  `,
  'src/pages/fixed.ts': `
    export const prerender = true
    export const GET = () => new Response('Fixed')
  `,
  'src/pages/fixed-page.astro': '---\nexport const prerender = true\n---\n<p>Fixed</p>',
  'src/pages/page.astro': `---
Astro.cookies.set('p', '1')
Astro.response.headers.set('X-Page', 'yes')
const { searchParams } = Astro.url
if (searchParams.has('throw')) throw new Error('Thrown by a page')
if (searchParams.has('rewrite')) return Astro.rewrite('/hello')
if (searchParams.has('redirect')) return Astro.redirect('/hello')
---
<p>Page</p>`,
  'src/components/Island.astro': '---\nAstro.response.headers.set("X-Island", "yes")\n---\n<p>Island</p>',
  'src/pages/island.astro': '---\nimport Island from "../components/Island.astro"\n---\n<Island server:defer />',
  'src/actions/index.ts': `
    import { ActionError, defineAction } from 'astro:actions'
    export const server = {
      add: defineAction({ handler: () => 3 }),
      refuse: defineAction({ handler: () => { throw new ActionError({ code: 'CONFLICT', message: 'Taken' }) } }),
    }
  `,
  'public/robots.txt': 'Allow: /',
}

/** A policy for each first segment of the path, and middleware before and after it. */
const MIDDLEWARE = `
  import { sequence } from 'astro:middleware'
  import { corsMiddleware } from 'corsage/astro'
  import { csrf, protect } from 'corsage/csrf'
  import { enforced, guard, listed, open, TENANT } from '../../../../support/policies.ts'
  import { seen } from './seen'

  const onDecision = ({ reason }, { method, url }) => seen.push(\`\${method} \${new URL(url).pathname} \${reason}\`)
  const policies = {
    listed: corsMiddleware(listed),
    open: corsMiddleware({ ...open, onDecision }),
    enforced: corsMiddleware(enforced),
    guarded: corsMiddleware(csrf(guard)),
    protected: corsMiddleware(protect(listed, guard)),
    predicate: corsMiddleware({ origin: async ({ host }, { params }) => host === TENANT && params.policy === 'predicate' }),
    counted: corsMiddleware({ origin: ['${app}'], onDecision }),
    slow: corsMiddleware({ origin: async () => {
      seen.push('asked')
      await new Promise((resolve) => setTimeout(resolve, 200))
      return true
    } }),
    raw: corsMiddleware({ origin: ['${app}'], onError: 'throw' }),
    teapot: corsMiddleware({ origin: ['${app}'], onError: () => new Response(null, { status: 500, headers: { 'X-Error': 'yes' } }) }),
  }
  const policy = (context, next) => {
    const handle = policies[context.url.pathname.split('/')[1]]
    return handle ? handle(context, next) : next()
  }

  const outer = async (context, next) => {
    const { pathname } = context.url
    if (pathname.endsWith('/early')) return new Response('Early', { status: 401 })
    const asked = pathname.startsWith('/open/') && context.cookies.get('session')?.value
    const response = await next()
    if (asked) seen.push('outer ' + asked)
    return response
  }
  const inner = (context, next) => {
    const { pathname } = context.url
    if (pathname.endsWith('/broken')) throw new Error('Thrown by middleware')
    if (pathname.endsWith('/next')) return next('/counted/hello')
    if (pathname.endsWith('/rewritten')) return context.rewrite('/counted/hello')
    return next()
  }
  export const onRequest = sequence(outer, policy, inner)
`

/** The application of the contract, and routes about users. */
export const CONTRACT: Readonly<Record<string, string>> = {
  'src/middleware.ts': MIDDLEWARE,
  'src/seen.ts': 'export const seen = []',
  'src/pages/seen.ts': `
    import { seen } from '../seen'
    export const GET = () => Response.json(seen.splice(0))
  `,
  'src/contract.ts': `export { createApp } from '../../../../support/app.ts'`,
  'src/pages/[policy]/[...path].ts': `
    import { createApp } from '../../contract'
    const app = createApp()
    export const ALL = async ({ request }) => {
      try { return await app(request) } catch (error) {
        if (error instanceof Response) return error
        throw error
      }
    }
  `,
  'src/pages/open/user.ts': `
    export const ALL = async ({ cookies, request, session }) => {
      cookies.set('own', '1')
      const values = [request.headers.get('cookie'), cookies.get('session')?.value ?? null, cookies.has('session'), cookies.get('own').value]
      return Response.json([...values, await request.text()])
    }
  `,
  'src/pages/login.ts': `
    export const GET = ({ session }) => { session.set('user', 'Ada'); return new Response() }
  `,
  'src/pages/open/session.ts': `
    export const GET = async ({ session }) => Response.json((await session.get('user')) ?? null)
  `,
  'src/pages/listed/session.ts': `
    export const GET = async ({ session }) => Response.json((await session.get('user')) ?? null)
  `,
  'src/pages/open/page.astro': `---
if (Astro.url.searchParams.has('rewrite')) return Astro.rewrite('/open/user')
const user = [Astro.request.headers.get('cookie'), Astro.cookies.get('session')?.value ?? null]
---
<p set:text={JSON.stringify(user)} />`,
  'src/pages/counted/hello.ts': `export const GET = () => new Response('Hello')`,
  'src/pages/counted/gone.ts': `export const PUT = () => new Response()`,
  'src/pages/counted/error.ts': `export const GET = () => { throw new Error('Thrown by an endpoint') }`,
  'src/pages/404.astro': `---
Astro.response.headers.set('Access-Control-Allow-Origin', 'https://evil.example')
Astro.response.headers.set('Vary', 'Accept')
---
<p>Not here</p>`,
  'src/pages/500.astro': `---
const { error } = Astro.props
---
<p>Sorry: {error?.message}</p>`,
}

/** What compiles against Astro's own types. */
export const TYPES = `
  import type { APIContext, MiddlewareHandler } from 'astro'
  import { cors } from 'corsage'
  import { corsMiddleware } from 'corsage/astro'

  const options = { origin: ['${app}'], credentials: true } as const
  export const alone: MiddlewareHandler = corsMiddleware(options)
  export const mounted: MiddlewareHandler = corsMiddleware(cors(options))
  export const annotated: MiddlewareHandler = corsMiddleware({
    origin: (_origin, context: APIContext) => context.routePattern === '/api',
  })
  export const plain: MiddlewareHandler = corsMiddleware({ origin: (origin, context) => context.url.host === origin.host })
  export const called: MiddlewareHandler = (context, next) => corsMiddleware(options)(context, next)
  // @ts-expect-error: any origin with credentials
  corsMiddleware({ origin: '*', credentials: true })
  // @ts-expect-error: the option is \`allowMethods\`
  corsMiddleware({ origin: '*', methods: ['GET'] })
`
