import { afterAll, beforeAll, describe } from 'vitest'
import { startRuntime } from '../support/process.ts'
import type { Running } from '../support/upstream.ts'
import { describeStores } from './contract.ts'

describe('stores on Deno', () => {
  let host: Running
  beforeAll(async () => {
    host = await startRuntime('deno', ['run', '-A', '--unstable-kv', '--no-lock', 'test/hosts/on-deno/stores.ts'])
  })
  afterAll(() => host.stop())

  const stores = ['kv', 'sqlite'].map((name) => ({ name, host: () => host.origin }))
  describeStores('Deno KV and SQLite', stores)
})
