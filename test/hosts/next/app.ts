import { build } from 'esbuild'
import type { PageProject } from '../support/page.ts'
import { APP } from './origins.ts'
import { apiRoutes, legacy } from './other-routes.ts'
import { routes } from './routes.ts'
import { createNext } from './start.ts'
import { types } from './types.ts'

const settings = {
  'next.config.ts': `
    const everyone = { key: 'Access-Control-Allow-Origin', value: '*' }
    export default {
      experimental: { authInterrupts: true },
      compress: false,
      headers: () => [
        { source: '/configured', headers: [everyone] },
        { source: '/api/configured', headers: [everyone] },
        { source: '/edge/configured', headers: [everyone] },
        { source: '/legacy/private', headers: [{ key: 'Cache-Control', value: 'private' }] },
      ],
    }
  `,
  // Not a part of the build.
  'server.mjs': `
    import { createServer } from 'node:http'
    import { withCors } from 'corsage/node'
    import next from 'next'
    const app = next({ dev: false })
    await app.prepare()
    const server = createServer(withCors({ origin: ['${APP}'] }, app.getRequestHandler()))
    server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port))
  `,
}

/** The routes of the contract: one for each policy. */
const contract = Object.fromEntries(
  ['listed', 'open', 'enforced', 'guarded', 'protected', 'predicate'].map((policy) => [
    `app/${policy}/[...path]/route.ts`,
    `
      import { routes } from '../../../contract.js'
      export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routes.${policy}
    `,
  ]),
)

/** The app of next.test.ts, which is built once: everything that users write, and the contract. */
export async function createApp(): Promise<PageProject> {
  const { outputFiles } = await build({
    entryPoints: ['test/hosts/next/contract.ts'],
    bundle: true,
    format: 'esm',
    packages: 'external',
    write: false,
  })
  const bundle = { 'contract.js': outputFiles[0]!.text }
  return createNext('Next.js', { ...routes, ...apiRoutes, ...legacy, ...settings, ...types, ...contract, ...bundle })
}
