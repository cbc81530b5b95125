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

export const TYPE_FILES: Readonly<Record<string, string>> = {
  'tsconfig.json': TSCONFIG,
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
  'app/mistakes.ts': `
    import { corsMiddleware } from 'corsage/react-router'
    import type { Route } from './+types/typed'

    const middleware = corsMiddleware({ origin: ['https://app.example.com'] })
    // @ts-expect-error: the middleware of a browser has no responses
    export const client: Route.ClientMiddlewareFunction[] = [middleware]
    // @ts-expect-error: React Router takes a list
    export const noList: Route.MiddlewareFunction[] = middleware
    // @ts-expect-error: a parameter is a string
    corsMiddleware({ origin: ({ port }, { params }) => Number(port) === params['port'] })
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
}
