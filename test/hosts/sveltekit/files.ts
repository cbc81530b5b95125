/** The files of the SvelteKit app in the tests, next to the program of docs/hosts.md. */

const app = 'https://app.example.com'

export const config = (options = '', server = ''): string => `
  import adapter from '@sveltejs/adapter-node'
  import { sveltekit } from '@sveltejs/kit/vite'
  import { defineConfig } from 'vite'
  export default defineConfig({
    plugins: [sveltekit({ adapter: adapter(), experimental: { remoteFunctions: true }${options} })], ${server}
  })
`

export const HTML = '<!doctype html><html><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>'

/** The routes of the documented policy. */
export const ROUTES: Readonly<Record<string, string>> = {
  'src/app.html': HTML,
  'src/routes/hello/+server.ts': `
    export const GET = () => new Response('Hello')
    export const PUT = () => new Response('Changed')
    export const POST = async ({ request }) => new Response(await request.text())
  `,
  'src/routes/error/+server.ts': `export const GET = () => { throw new Error('Thrown by a route') }`,
  'src/routes/taken/+server.ts': `
    import { error } from '@sveltejs/kit'
    export const GET = () => error(409, 'Taken')
  `,
  'src/routes/old/+server.ts': `
    import { redirect } from '@sveltejs/kit'
    export const GET = () => redirect(302, '/hello')
  `,
  'src/routes/etag/+server.ts': `
    export const GET = () => new Response('Tagged', { headers: { ETag: '"1"', 'X-Total': '1' } })
  `,
  'src/routes/lines/+server.ts': `
    export const GET = ({ cookies }) => {
      cookies.set('a', '1', { path: '/', secure: false })
      cookies.set('b', '2', { path: '/', secure: false })
      return new Response('Lines', { headers: [['Vary', 'Accept'], ['Set-Cookie', 'c=3'], ['Access-Control-Allow-Origin', '*']] })
    }
  `,
  'src/routes/stream/+server.ts': `
    const stream = () => new ReadableStream({ start(c) {
      c.enqueue(new TextEncoder().encode('first,'))
      setTimeout(() => { c.enqueue(new TextEncoder().encode('last')); c.close() }, 20)
    } })
    export const GET = () => new Response(stream())
  `,
  'src/routes/fixed/+server.ts': `
    export const prerender = true
    export const GET = () => new Response('Fixed')
  `,
  'src/routes/fixed-page/+page.ts': 'export const prerender = true',
  'src/routes/fixed-page/+page.svelte': '<p>Fixed</p>',
  'src/routes/page/+page.server.ts': `
    import { fail } from '@sveltejs/kit'
    export const load = async ({ fetch, url }) => {
      if (url.searchParams.has('throw')) throw new Error('Thrown by load')
      return { inner: await (await fetch('/hello')).text() }
    }
    export const actions = { default: () => fail(422, { missing: true }) }
  `,
  'src/routes/page/+page.svelte': '<script>const { data } = $props()</script><p>{data.inner}</p>',
  'src/lib/sum.remote.ts': `
    import { query } from '$app/server'
    export const sum = query(async () => 3)
  `,
  'src/routes/remote/+page.svelte': `<script>import { sum } from '../../lib/sum.remote'</script>{#await sum()}…{:then three}{three}{/await}`,
  'static/robots.txt': 'Allow: /',
}

/** The hooks of the second app: a policy for each first segment of the path, and handles before and after it. */
const HOOKS = `
  import { sequence } from '@sveltejs/kit/hooks'
  import { error, redirect } from '@sveltejs/kit'
  import { corsHandle } from 'corsage/sveltekit'
  import { csrf, protect } from 'corsage/csrf'
  import { enforced, guard, listed, open, TENANT } from '../../../../support/policies.ts'
  import { seen } from './seen'

  const onDecision = ({ reason }, { method, url }) => seen.push(\`\${method} \${new URL(url).pathname} \${reason}\`)
  const policies = {
    listed: corsHandle(listed),
    open: corsHandle({ ...open, onDecision }),
    enforced: corsHandle(enforced),
    guarded: corsHandle(csrf(guard)),
    protected: corsHandle(protect(listed, guard)),
    predicate: corsHandle({ origin: async ({ host }, { route }) => host === TENANT && route.id === '/[policy]/[...path]' }),
    hooks: corsHandle({ origin: ['${app}'], credentials: true, exposeHeaders: ['x-total'] }),
    slow: corsHandle({ origin: async () => {
      seen.push('asked')
      await new Promise((resolve) => setTimeout(resolve, 200))
      return true
    } }),
    raw: corsHandle({ origin: ['${app}'], onError: 'throw' }),
  }
  const policy = (input) => {
    const handle = policies[input.event.url.pathname.split('/')[1]]
    return handle ? handle(input) : input.resolve(input.event)
  }

  const outer = async ({ event, resolve }) => {
    const { pathname } = event.url
    if (pathname.endsWith('/early')) return new Response('Early', { status: 401 })
    const response = await resolve(event)
    if (pathname.startsWith('/open/')) seen.push('outer ' + event.cookies.get('session') + ' ' + event.request.headers.get('cookie'))
    return response
  }
  const inner = ({ event, resolve }) => {
    const { cookies, url: { pathname } } = event
    if (pathname.endsWith('/redirected')) {
      cookies.set('a', '1', { path: '/', secure: false })
      cookies.delete('b', { path: '/', secure: false })
      cookies.set('c', '3')
      redirect(303, '/listed/hello')
    }
    if (pathname.endsWith('/unauthorized')) error(401, 'Log in')
    if (pathname.endsWith('/broken')) throw new Error('Thrown by a handle')
    return resolve(event)
  }
  export const handle = sequence(outer, policy, inner)
  export const handleError = ({ kind, event }) => { seen.push('handleError ' + kind + ' ' + event.url.pathname) }
`

/** The application of the contract, and routes about users. */
export const CONTRACT: Readonly<Record<string, string>> = {
  'src/app.html': HTML,
  'src/hooks.server.ts': HOOKS,
  // SvelteKit's page for errors.
  'src/error.html': '',
  'src/seen.ts': 'export const seen = []',
  'src/routes/seen/+server.ts': `
    import { seen } from '../../seen'
    export const GET = () => Response.json(seen.splice(0))
  `,
  'src/contract.ts': `export { createApp } from '../../../../support/app.ts'`,
  'src/routes/[policy]/[...path]/+server.ts': `
    import { createApp } from '../../../contract'
    const app = createApp()
    export const fallback = async ({ request }) => {
      try { return await app(request) } catch (error) {
        if (error instanceof Response) return error
        throw error
      }
    }
  `,
  'src/routes/open/user/+server.ts': `
    export const fallback = async ({ cookies, request }) => {
      cookies.set('own', '1', { path: '/' })
      const values = [request.headers.get('cookie'), cookies.get('session'), cookies.getAll().map(({ name }) => name), cookies.get('own')]
      return Response.json([...values, await request.text()])
    }
  `,
  'src/routes/open/load/+page.server.ts': `
    export const load = async ({ fetch, url }) => ({
      inside: await (await fetch('/open/user', { credentials: 'include' })).text(),
      outside: await (await fetch(new Request(url.searchParams.get('from')), { credentials: 'include' })).text(),
    })
  `,
  'src/routes/open/load/+page.svelte': '<script>const { data } = $props()</script><p>{data.inside} {data.outside}</p>',
  // Rendered while the app is built.
  'src/routes/open/fixed/+page.server.ts': `
    export const prerender = true
    export const load = async ({ cookies, fetch }) => ({ cookies: cookies.getAll(), data: await (await fetch('/open/data')).text() })
  `,
  'src/routes/open/fixed/+page.svelte': '<script>const { data } = $props()</script><p>{data.data}</p>',
  'src/routes/open/data/+server.ts': `
    export const prerender = true
    export const GET = () => new Response('Fixed data')
  `,
  'src/routes/hooks/etag/+server.ts': `
    export const GET = () => new Response('Tagged', { headers: { ETag: '"1"', 'X-Total': '1', 'Set-Cookie': 'c=3' } })
  `,
}

/** What compiles against SvelteKit's own types. */
export const TYPES = `
  import type { Handle } from '@sveltejs/kit/hooks'
  import type { RequestEvent } from '@sveltejs/kit'
  import { sequence } from '@sveltejs/kit/hooks'
  import { cors } from 'corsage'
  import { corsHandle } from 'corsage/sveltekit'

  const options = { origin: ['${app}'], credentials: true } as const
  export const alone: Handle = corsHandle(options)
  export const first = sequence(corsHandle(cors(options)), ({ event, resolve }) => resolve(event))
  export const annotated: Handle = corsHandle({ origin: (_origin, event: RequestEvent) => event.route.id === '/api' })
  export const plain: Handle = corsHandle({ origin: (origin, event) => event.url.host === origin.host })
  export const called: Handle = (input) => alone(input)
  // @ts-expect-error: any origin with credentials
  corsHandle({ origin: '*', credentials: true })
  // @ts-expect-error: the option is \`allowMethods\`
  corsHandle({ origin: '*', methods: ['GET'] })
`
