import { FOLDER, startNext } from '../next/start.ts'
import { createProject, type ProjectFile } from '../support/page.ts'
import { startRuntime } from '../support/process.ts'
import type { Running } from '../support/upstream.ts'
import { change, type Move, observeBoth, PAGE } from './move.ts'
import { observeAll } from './requests.ts'

const ROUTES_OF_KIT = {
  'src/app.html': '<!doctype html><html><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>',
  'src/routes/items/+server.ts': `
    export const GET = () => Response.json([])
    export const PUT = GET
    export const OPTIONS = () => new Response('Own')
  `,
  'src/routes/error/+server.ts': `export const GET = () => { throw new Error('Thrown by a route') }`,
  'src/routes/moved/+server.ts': `export const GET = ({ url }) => Response.redirect(new URL('/items', url), 302)`,
  'src/routes/varied/+server.ts': `export const GET = () => new Response('Varied', { headers: { Vary: 'Accept' } })`,
  'src/routes/open/+server.ts': `
    export const GET = () => new Response('Open', { headers: { 'Access-Control-Allow-Origin': '*' } })
  `,
  'vite.config.ts': `
    import { sveltekit } from '@sveltejs/kit/vite'
    import { defineConfig } from 'vite'
    export default defineConfig({ plugins: [sveltekit()], server: { cors: false } })
  `,
}

/** A project with the hook of each program, in development. */
export const kit: Move = {
  heading: 'SvelteKit by hand',
  observe: async () => {
    const projects = await Promise.all(
      ['before', 'after'].map((which) =>
        createProject(
          PAGE,
          kit.heading,
          { ...ROUTES_OF_KIT, 'src/hooks.server.ts': `export { handle } from '../${which}.ts'` },
          {},
          'test/hosts/sveltekit',
        ),
      ),
    )
    const [before, after] = projects
    const start = (which: string): Promise<Running> =>
      startRuntime(
        'vite',
        ['dev', '--host', '127.0.0.1', '--port', '0'],
        {},
        (which === 'before' ? before : after)!.path,
      )
    return observeBoth(start).finally(() => Promise.all(projects.map(({ remove }) => remove())))
  },
}

/** A route of Next.js, once by itself and once behind the policy of the page. */
const routesOfNext = (name: string, handlers: string): Record<string, string> => ({
  [`app/before/${name}/route.ts`]: handlers,
  [`app/after/${name}/route.ts`]: `
    import { corsRoute } from 'corsage/vercel'
    import * as handlers from '../../before/${name}/route'
    const policy = { origin: ['https://app.example.com'], exposeHeaders: ['x-total'] } as const
    export const { GET, OPTIONS } = corsRoute(policy, handlers)
  `,
})

const NEXT: Readonly<Record<string, ProjectFile>> = {
  'next.config.ts': (program) => change(program, [['/api/:path*', '/:which(before|kept)/:path*']]),
  'app/layout.tsx':
    'export default ({ children }: { children: unknown }) => <html><body>{children as never}</body></html>',
  'app/before/items/route.ts': `export { GET, GET as PUT, OPTIONS } from '../../../before'`,
  'app/after/items/route.ts': `export { GET, PUT, OPTIONS } from '../../../after'`,
  'app/kept/items/route.ts': `export { GET, PUT, OPTIONS } from '../../../after'`,
  'after.ts': (program) =>
    change(program, [
      ['const { GET, OPTIONS }', 'const { GET, PUT, OPTIONS }'],
      [
        '{ GET: () => Response.json([]) }',
        `{ GET: () => Response.json([]), PUT: () => Response.json([]), OPTIONS: () => new Response('Own') }`,
      ],
    ]),
  ...routesOfNext('error', `export const GET = () => { throw new Error('Thrown by a route') }`),
  ...routesOfNext(
    'moved',
    `import { redirect } from 'next/navigation'\nexport const GET = (): never => redirect('/items')`,
  ),
  ...routesOfNext('varied', `export const GET = () => new Response('Varied', { headers: { Vary: 'Accept' } })`),
  ...routesOfNext(
    'open',
    `export const GET = () => new Response('Open', { headers: { 'Access-Control-Allow-Origin': '*' } })`,
  ),
}

/** One project with the routes of both programs, built for production. */
export const next: Move = {
  heading: 'Next.js by hand',
  // The headers of next.config.ts, kept after the move.
  others: [
    { 'GET, other origin': { 'access-control-allow-origin': 'https://app.example.com', 'Vary: origin': 'sent' } },
  ],
  observe: async () => {
    const project = await createProject(PAGE, next.heading, NEXT, {}, FOLDER)
    try {
      const server = await startNext(project.path)
      return await Promise.all(['/before', '/after', '/kept'].map((prefix) => observeAll(server, prefix))).finally(
        server.stop,
      )
    } finally {
      await project.remove()
    }
  },
}
