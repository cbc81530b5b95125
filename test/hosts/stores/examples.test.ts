import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { expectBuild } from '../support/build.ts'
import { runTool, startRuntime, startWorker } from '../support/process.ts'
import { describeRows, type Row } from '../support/rows.ts'
import type { Running } from '../support/upstream.ts'

const shop = 'https://shop.acme.example'
const office = 'https://office.acme.example'
const evil = 'https://evil.example'
const PRICES = '{"tulips":3,"roses":5}'

const folder = mkdtempSync(join(tmpdir(), 'corsage-tenants-'))
beforeAll(expectBuild)
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))

/** Each example is started by the commands in its first lines, but on any free port and with data of its own. */
describe('tenants-workers', () => {
  let server: Running
  beforeAll(async () => {
    const wrangler = (...args: string[]): Promise<void> =>
      runTool('wrangler', [...args, '--local', '--persist-to', folder], 'examples/tenants-workers')
    await wrangler('d1', 'migrations', 'apply', 'DB')
    await wrangler('kv', 'key', 'put', `acme ${shop}`, 'true', '--binding', 'ORIGINS')
    server = await startWorker('examples/tenants-workers/wrangler.toml', '--persist-to', folder)
  })
  afterAll(() => (server as Running | undefined)?.stop())

  const rows: readonly Row[] = [
    ['GET /acme/prices', shop, 200, shop, PRICES],
    ['GET /acme/prices', evil, 200, undefined, PRICES],
    ['GET /acme/prices', office, 200, undefined, PRICES],
    ['GET /other/prices', shop, 200, undefined, PRICES],
    ['GET /acme/orders', office, 200, office, 'Orders of acme'],
    ['GET /acme/orders', shop, 200, undefined, 'Orders of acme'],
    ['GET /other/orders', office, 200, undefined, 'Orders of other'],
    ['PREFLIGHT /acme/orders', office, 204, office, ''],
    ['PREFLIGHT /acme/orders', evil, 204, undefined, ''],
  ]
  describeRows(() => server, rows)
})

describe('tenants-deno', () => {
  let server: Running
  beforeAll(async () => {
    const args = ['run', '--check', '-A', '--unstable-kv', '--no-lock']
    const env = { ORIGINS: join(folder, 'origins.db'), DENO_SERVE_ADDRESS: 'tcp:127.0.0.1:0' }
    await runTool('deno', [...args, 'examples/tenants-deno/allow.ts', 'acme', shop], '.', env)
    server = await startRuntime('deno', [...args, 'examples/tenants-deno/main.ts'], env)
  })
  afterAll(() => (server as Running | undefined)?.stop())

  const rows: readonly Row[] = [
    ['GET /acme/prices', shop, 200, shop, PRICES],
    ['GET /acme/prices', evil, 200, undefined, PRICES],
    ['GET /other/prices', shop, 200, undefined, PRICES],
    ['PREFLIGHT /acme/prices', shop, 204, shop, ''],
  ]
  describeRows(() => server, rows)
})
