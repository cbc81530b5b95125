import { expect, it } from 'vitest'
import { createProject } from '../support/page.ts'
import { runTool, startRuntime } from '../support/process.ts'
import { describeProject } from '../support/rows.ts'
import { TSCONFIG } from './types.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'

const files = {
  'tsconfig.json': TSCONFIG,
  'server.ts': `
    import { createServer } from 'node:http'
    import type { AddressInfo } from 'node:net'
    import { createRequestListener } from '@remix-run/node-fetch-server'
    import { handler } from './index.ts'

    const server = createServer(createRequestListener((request) => handler(request)))
    server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + (server.address() as AddressInfo).port))
  `,
  'index.ts': (program: string) => `${program}
    router.get('/error', () => { throw new Error('Thrown by a route') })
    router.get('/old', () => Response.redirect('https://elsewhere.example/', 302))
    router.put('/hello', async ({ request }) => Response.json(await request.json()))
  `,
}

describeProject(
  'Remix 3',
  () => createProject('docs/hosts.md', 'Remix', files, {}, 'test/hosts/react-router'),
  (path) => startRuntime('node', ['server.ts'], {}, path),
  [
    ['GET /hello', app, 200, app, 'Hello'],
    ['GET /hello', evil, 200, undefined, 'Hello'],
    ['PUT /hello', app, 200, app, '{"sent":true}'],
    ['PREFLIGHT /hello', app, 204, app, ''],
    ['PREFLIGHT /hello', evil, 204, undefined, ''],
    ['GET /old', app, 302, app],
    ['GET /error', app, 500, app, ''],
    ['GET /missing', app, 404, app],
    ['PREFLIGHT /missing', app, 204, app, ''],
  ],
  (_server, path) => {
    it('has the types of Remix', async () => {
      await expect(runTool('tsc', ['-p', '.'], path())).resolves.toBeUndefined()
    })
  },
)
