import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { startWorker } from '../support/process.ts'
import { listen, type Running } from '../support/upstream.ts'
import { describeStores, type HostedStore } from './contract.ts'
import { answerPairs } from './endpoint.ts'
import { LOST } from './http.ts'

describe('stores on Workers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'corsage-stores-'))
  let endpoint: Running
  let host: Running
  beforeAll(async () => {
    endpoint = await listen(answerPairs())
    const more = ['--persist-to', folder, '--var', `ENDPOINT:${endpoint.origin}`]
    host = await startWorker('test/hosts/on-workers/stores.toml', ...more)
  })
  afterAll(async () => {
    await Promise.all([host, endpoint].map(async (started: Running | undefined) => started?.stop()))
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  })

  const onWorkers = (name: string, lost: readonly string[] = []): HostedStore => ({
    name,
    host: () => host.origin,
    lost,
    isSlow: true,
  })
  const stores = [onWorkers('kv'), onWorkers('d1'), onWorkers('object'), onWorkers('http', LOST)]
  describeStores('KV, D1, Durable Objects and HTTP', stores)
})
