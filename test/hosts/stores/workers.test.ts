import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { startWorker } from '../support/process.ts'
import type { Running } from '../support/upstream.ts'
import { describeStores } from './contract.ts'

describe('stores on Workers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'corsage-stores-'))
  let host: Running
  beforeAll(async () => {
    host = await startWorker('test/hosts/on-workers/stores.toml', '--persist-to', folder)
  })
  afterAll(async () => {
    await host.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  })

  const stores = ['kv', 'd1', 'object'].map((name) => ({ name, host: () => host.origin, asksAll: true }))
  describeStores('KV, D1 and Durable Objects', stores)
})
