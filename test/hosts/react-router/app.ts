/** The application on React Router: the routes of the page, of the contract, and of React Router's own answers. */
import { resolve } from 'node:path'
import { replaceOnce } from '../support/page.ts'

/** What React Router's templates have, as far as it matters. */
export const TSCONFIG: string = JSON.stringify({
  compilerOptions: {
    module: 'esnext',
    moduleResolution: 'bundler',
    target: 'es2022',
    lib: ['es2023', 'dom', 'dom.iterable'],
    types: ['node'],
    jsx: 'react-jsx',
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    rootDirs: ['.', './.react-router/types'],
  },
  include: ['**/*', '.react-router/types/**/*'],
})

const support = (file: string): string => JSON.stringify(resolve('test/hosts/support', file))

/** The routes that answer in a way of React Router's own, below the route of the page. */
const API = `
  route('text', './text.ts'),
  route('error', './error.ts'),
  route('thrown', './thrown.ts'),
  route('data', './data.ts'),
  route('old', './old.ts'),
  route('write-only', './write-only.ts'),
  route('broken', './broken.ts'),
  route('fixed', './fixed.ts'),
`

/** The routes next to those of the page. */
const OTHERS = `
  layout('./contract.ts', NAMES.map((name) => route(name + '/*', './contract-app.ts', { id: name }))),
  route('page', './page.tsx'),
  route('failing-page', './failing-page.tsx'),
  route('broken-page', './broken-page.tsx'),
  layout('./login.ts', [
    layout('./api.ts', { id: 'late' }, [route('late', './text.ts', { id: 'late-text' })]),
  ]),
  route('no-list', './no-list.ts'),
  route('typed/:id', './typed.ts'),
  route('slow', './slow.ts', [route('hello', './text.ts', { id: 'slow-text' })]),
`

const LISTEN = `app.listen(process.env['PORT'] ?? 3000)`

/** Lets a server choose its port, and say where it listens. */
function listenAnywhere(program: string): string {
  const print = `console.log('http://127.0.0.1:' + (server.address() as { readonly port: number }).port)`
  return replaceOnce(program, LISTEN, `const server = app.listen(0, '127.0.0.1', () => ${print})`)
}

export const APP_FILES: Readonly<Record<string, string | ((program: string) => string)>> = {
  // React Router installs isbot by npm, unless it is listed.
  'package.json': '{ "private": true, "type": "module", "dependencies": { "isbot": "5" } }',
  'vite.config.ts': `
    import { reactRouter } from '@react-router/dev/vite'
    import { defineConfig } from 'vite'
    export default defineConfig({ plugins: [reactRouter()], server: { cors: false } })
  `,
  'react-router.config.ts': `
    import type { Config } from '@react-router/dev/config'
    export default { ssr: true, prerender: ['/api/fixed'] } satisfies Config
  `,
  'app/routes.ts': (program) =>
    [
      `import { layout } from '@react-router/dev/routes'`,
      `const NAMES = ['listed', 'open', 'enforced', 'predicate', 'guarded', 'protected']`,
      replaceOnce(
        replaceOnce(program, `route('hello', './hello.ts'),`, `route('hello', './hello.ts'), ${API}`),
        `])]`,
        `]), ${OTHERS}]`,
      ),
    ].join('\n'),
  'tsconfig.json': TSCONFIG,
  'server.ts': listenAnywhere,
  // Express would add a charset to content types.
  'contract-server.ts': `
    import { createServer } from 'node:http'
    import { createRequestListener } from '@remix-run/node-fetch-server'
    import { createRequestHandler } from 'react-router'

    const handler = createRequestHandler(await import(\`\${import.meta.dirname}/build/server/index.js\`))
    const app = createServer(createRequestListener((request) => handler(request)))
    ${listenAnywhere(LISTEN)}
  `,
  'app/typed.ts': `
    import { cors } from 'corsage'
    import { corsMiddleware } from 'corsage/react-router'
    import { createContext } from 'react-router'
    import type { Route } from './+types/typed'

    const tenants = createContext<ReadonlySet<string>>(new Set())
    const policy = cors({ origin: ['https://app.example.com'] })

    export const middleware: Route.MiddlewareFunction[] = [
      corsMiddleware(policy),
      corsMiddleware({ origin: ['https://app.example.com'], credentials: true }),
      corsMiddleware({ origin: ({ host }, { context }) => context.get(tenants).has(host) }),
      corsMiddleware({ origin: ({ host }, { params, request }) => host === params['id'] && request.method === 'GET' }),
      corsMiddleware({ origin: ({ host }, { params, url }: Route.LoaderArgs) => host === params.id + url.pathname }),
    ]
  `,
  'data-mode.ts': `
    import assert from 'node:assert/strict'
    import { corsMiddleware } from 'corsage/react-router'
    import { createMemoryRouter, type MiddlewareFunction } from 'react-router'

    // React Router types both kinds of middleware as one here.
    const middleware = [corsMiddleware({ origin: ['https://app.example.com'] }) as unknown as MiddlewareFunction]
    const router = createMemoryRouter([{ id: 'root', path: '/', middleware, loader: () => 'Hello' }])
    await new Promise<void>((loaded) => router.initialize().subscribe(({ initialized }) => initialized && loaded()))
    assert.match(String(router.state.errors?.['root']), /expected a Response: .*not as clientMiddleware/)
  `,
  'app/mistakes.ts': `
    import { corsMiddleware } from 'corsage/react-router'
    import type { Route } from './+types/typed'

    const middleware = corsMiddleware({ origin: ['https://app.example.com'] })
    // @ts-expect-error: the middleware of a browser has no responses
    export const client: Route.ClientMiddlewareFunction[] = [middleware]
    // @ts-expect-error: React Router takes a list
    export const noList: Route.MiddlewareFunction[] = middleware
    // @ts-expect-error: a path has no number
    corsMiddleware({ origin: ({ port }, { params }) => Number(port) === params['port'] })
  `,
  'app/root.tsx': `
    import { corsMiddleware } from 'corsage/react-router'
    import { Outlet } from 'react-router'
    import type { Route } from './+types/root'

    // For pages and unknown paths, and not for the routes that have a policy of their own.
    const policy = corsMiddleware({ origin: ['https://app.example.com'] })
    export const middleware: Route.MiddlewareFunction[] = [
      (args, next) => (/page|missing/.test(args.url.pathname) && args.params['*'] === undefined ? policy(args, next) : next()),
    ]
    export default function Root() { return <html><body><Outlet /></body></html> }
    export function ErrorBoundary() { return <html><body>Root boundary</body></html> }
  `,
  'app/hello.ts': `
    export const loader = ({ request }: { request: Request }) => new Response(request.method === 'OPTIONS' ? 'Own options' : 'Hello')
    export const action = async ({ request }: { request: Request }) => Response.json(await request.json())
  `,
  'app/text.ts': `export const loader = () => 'Text'`,
  'app/error.ts': `
    export const loader = () => { throw new Error('Thrown by a loader') }
    export const action = loader
  `,
  'app/thrown.ts': `export const loader = () => { throw new Response('No entry', { status: 401 }) }`,
  'app/data.ts': `
    import { data } from 'react-router'
    export const loader = () => { throw data({ taken: true }, { status: 409 }) }
  `,
  'app/old.ts': `
    import { redirect } from 'react-router'
    export const loader = () =>
      redirect('/api/hello', { headers: [['Set-Cookie', 'a=1'], ['Set-Cookie', 'b=2']] })
    export const action = loader
  `,
  'app/write-only.ts': `export const action = () => 'Written'`,
  'app/broken.ts': `
    export const middleware = [() => { throw new Error('Thrown by a middleware') }]
    export const loader = () => 'Never'
  `,
  'app/fixed.ts': `export const loader = () => 'Fixed'`,
  'app/page.tsx': `
    export const loader = () => 'loaded'
    export const action = () => 'acted'
    export default function Page() { return <p>Page</p> }
  `,
  'app/failing-page.tsx': `
    export const loader = () => { throw new Error('Thrown by a page') }
    export default function Page() { return <p>Never</p> }
    export function ErrorBoundary() { return <p>Boundary</p> }
  `,
  'app/broken-page.tsx': `
    export const middleware = [() => { throw new Error('Thrown by a middleware') }]
    export default function Page() { return <p>Never</p> }
  `,
  'app/login.ts': `export const middleware = [() => new Response('Log in', { status: 401 })]`,
  'app/no-list.ts': `
    import { corsMiddleware } from 'corsage/react-router'
    export const middleware = corsMiddleware({ origin: ['https://app.example.com'] })
    export const loader = () => 'Never'
  `,
  'app/slow.ts': `
    import { corsMiddleware } from 'corsage/react-router'
    const wait = () => new Promise<boolean>((resolve) => setTimeout(resolve, 300, true))
    export const middleware = [corsMiddleware({ origin: wait })]
  `,
  'app/contract.ts': `
    import { csrf, protect } from 'corsage/csrf'
    import { corsMiddleware, type ReactRouterMiddleware } from 'corsage/react-router'
    import { createContext } from 'react-router'
    import { enforced, guard, listed, open, policyName, TENANT } from ${support('policies.ts')}

    const tenantContext = createContext(TENANT)
    const layers: Readonly<Record<string, ReactRouterMiddleware>> = {
      listed: corsMiddleware(listed),
      open: corsMiddleware(open),
      enforced: corsMiddleware(enforced),
      guarded: corsMiddleware(csrf(guard)),
      protected: corsMiddleware(protect(listed, guard)),
      predicate: corsMiddleware({
        origin: async ({ host }, { context, params }) => host === context.get(tenantContext) && params['*'] === 'hello',
      }),
    }
    export const middleware: ReactRouterMiddleware[] = [(args, next) => layers[policyName(args.request)]!(args, next)]
  `,
  'app/contract-app.ts': `
    import { createApp } from ${support('app.ts')}

    const app = createApp()
    const answer = async ({ request }: { request: Request }): Promise<Response> => {
      try {
        return await app(request)
      } catch (error) {
        if (error instanceof Response) throw error
        // React Router's own answer has a body.
        return new Response(null, { status: 500 })
      }
    }
    export const loader = answer
    export const action = answer
  `,
}
