/** The application on React Router: the routes of the page, of the contract, and of React Router's own answers. */
import { replaceOnce } from '../support/page.ts'
import { CONTRACT_FILES } from './contract.ts'
import { listenAnywhere } from './serve.ts'
import { TYPE_FILES } from './types.ts'

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

export const APP_FILES: Readonly<Record<string, string | ((program: string) => string)>> = {
  ...CONTRACT_FILES,
  ...TYPE_FILES,
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
  'server.ts': listenAnywhere,
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
}
