import { afterAll, beforeAll, describe } from 'vitest'
import { startRuntime } from '../support/process.ts'
import { listen, type Running } from '../support/upstream.ts'
import { describeStores, type HostedStore } from './contract.ts'
import { answerPairs } from './endpoint.ts'
import { LOST } from './http.ts'

describe('stores on Deno', () => {
  let endpoint: Running
  let host: Running
  beforeAll(async () => {
    endpoint = await listen(answerPairs())
    const args = ['run', '-A', '--unstable-kv', '--no-lock', 'test/hosts/on-deno/stores.ts']
    host = await startRuntime('deno', args, { ENDPOINT: endpoint.origin })
  })
  afterAll(() => Promise.all([host, endpoint].map(async (started: Running | undefined) => started?.stop())))

  const onDeno = (name: string, lost: readonly string[] = []): HostedStore => ({ name, host: () => host.origin, lost })
  describeStores('Deno KV, SQLite and HTTP', [onDeno('kv'), onDeno('sqlite'), onDeno('http', LOST)])
})
