import { afterAll, beforeAll, describe } from 'vitest'
import { expectBuild } from './support/build.ts'
import { startRuntime, startWorker } from './support/process.ts'
import { describeRows, type Row } from './support/rows.ts'
import type { Running } from './support/upstream.ts'

const app = 'https://app.example.com'
const evil = 'https://evil.example'

const HONO: readonly Row[] = [
  ['GET /public/motto', evil, 200, '*', 'Sent with flowers'],
  ['GET /api/me', app, 200, app, '{"name":"Ada"}'],
  ['PATCH /api/me', app, 200, app, '{"sent":true}'],
  ['PATCH /api/me', evil, 403, undefined, 'Cross-origin request refused: origin-not-listed'],
  ['PREFLIGHT /api/me', app, 204, app, ''],
]

const SHOP: readonly Row[] = [
  ['GET /flowers', app, 200, app, '["tulip"]'],
  ['GET /flowers', evil, 200, undefined, '["tulip"]'],
  ['PREFLIGHT /flowers', app, 204, app, ''],
  ['PREFLIGHT /flowers', evil, 204, undefined, ''],
  ['PUT /flowers', app, 400, app, 'Send {"name": "rose"}'],
  ['GET /missing', app, 404, app],
]

/** Each example is started by the command in its first line, but on any free port. */
const examples: readonly (readonly [name: string, start: () => Promise<Running>, rows: readonly Row[]])[] = [
  [
    'cloudflare',
    () => startWorker('examples/cloudflare/wrangler.toml'),
    [
      ['PUT /todo', app, 200, app, '{"sent":true}'],
      ['GET /todo', 'https://pr-1.preview.example.com', 200, 'https://pr-1.preview.example.com', '{"sent":true}'],
      ['GET /todo', evil, 200, undefined, '{"sent":true}'],
      ['GET /other', app, 404, app, 'No such note'],
      ['PREFLIGHT /todo', app, 204, app, ''],
    ],
  ],
  [
    'deno',
    () =>
      startRuntime('deno', ['run', '--check', '--allow-net', '--no-lock', 'examples/deno/main.ts'], {
        DENO_SERVE_ADDRESS: 'tcp:127.0.0.1:0',
      }),
    [
      ['GET /prices', 'https://shop.example', 200, 'https://shop.example', '{"tulips":3,"roses":5}'],
      ['GET /prices', 'http://shop.example', 200, undefined, '{"tulips":3,"roses":5}'],
      ['GET /prices', evil, 200, undefined, '{"tulips":3,"roses":5}'],
      ['PREFLIGHT /prices', 'https://garden.example', 204, 'https://garden.example', ''],
    ],
  ],
  [
    'bun',
    () => startRuntime('bun', ['run', 'examples/bun/server.ts'], { PORT: '0' }),
    [
      ['GET /status', app, 200, app, 'OK'],
      ['GET /users', 'http://localhost:5173', 200, 'http://localhost:5173', '[{"name":"Ada"}]'],
      ['GET /users/1', evil, 200, undefined, '{"name":"Ada"}'],
      ['PREFLIGHT /users/1', app, 204, app, ''],
      ['DELETE /users/1', app, 204, app, ''],
      ['GET /users/1', app, 404, app, 'No such user'],
    ],
  ],
  [
    'node',
    () => startRuntime('node', ['examples/node/server.ts'], { PORT: '0' }),
    [
      ['GET /users/1', app, 200, app, '{"name":"Ada"}'],
      ['GET /users/1', evil, 200, undefined, '{"name":"Ada"}'],
      ['PREFLIGHT /users/1', app, 204, app, ''],
      ['DELETE /users/1', app, 204, app, ''],
      ['GET /users/1', app, 404, app, 'No such user'],
    ],
  ],
  ['express', () => startRuntime('node', ['examples/express/server.ts'], { PORT: '0' }), SHOP],
  [
    'koa',
    () => startRuntime('node', ['examples/koa/server.ts'], { PORT: '0' }),
    [
      ['GET /flowers', app, 200, app, '["tulip"]'],
      ['GET /flowers', evil, 200, undefined, '["tulip"]'],
      ['PREFLIGHT /flowers', app, 204, app, ''],
      ['PUT /flowers', app, 405, app, 'Ask with GET'],
      ['GET /missing', app, 404, app, 'Not Found'],
    ],
  ],
  [
    'fastify',
    () => startRuntime('node', ['examples/fastify/server.ts'], { PORT: '0' }),
    [
      ['GET /flowers', app, 200, app, '["tulip"]'],
      ['GET /flowers', evil, 200, undefined, '["tulip"]'],
      ['PREFLIGHT /flowers', app, 204, app, ''],
      ['PUT /flowers', app, 400, app, /must have required property 'name'/],
      ['GET /missing', app, 404, app],
    ],
  ],
  ['hono on Bun', () => startRuntime('bun', ['run', 'examples/hono/app.ts'], { PORT: '0' }), HONO],
  ['hono on Workers', () => startWorker('examples/hono/wrangler.toml'), HONO],
]

beforeAll(expectBuild)

describe.each(examples)('%s', (_name, start, rows) => {
  let server: Running
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => (server as Running | undefined)?.stop())

  describeRows(() => server, rows)
})
