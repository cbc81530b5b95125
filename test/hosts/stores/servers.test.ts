import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromRedis, type RedisClient } from '../../../src/origins/index.ts'
import { startRuntime } from '../support/process.ts'
import { hasPackage, startPostgres, startRedis, type StoreServer } from '../support/store-server.ts'
import { listen, type Running } from '../support/upstream.ts'
import { describeStores, type HostedStore, type Outage } from './contract.ts'
import { answerPairs } from './endpoint.ts'
import { LOST } from './http.ts'

const hasRedis = hasPackage('redis-server')
const hasPostgres = hasPackage('postgresql')

describe('stores on Node and Bun', () => {
  let redis: StoreServer | undefined
  let postgres: StoreServer | undefined
  let endpoint: Running
  let node: Running
  let bun: Running
  beforeAll(async () => {
    ;[redis, postgres, endpoint] = await Promise.all([
      hasRedis ? startRedis() : undefined,
      hasPostgres ? startPostgres() : undefined,
      listen(answerPairs()),
    ])
    const env = {
      ENDPOINT: endpoint.origin,
      ...(redis && { REDIS_PORT: String(redis.port) }),
      ...(postgres && { POSTGRES_PORT: String(postgres.port) }),
    }
    ;[node, bun] = await Promise.all([
      startRuntime('node', ['test/hosts/on-node/stores.ts'], env),
      startRuntime('bun', ['run', 'test/hosts/on-bun/stores.ts'], env),
    ])
  })
  afterAll(() =>
    Promise.all(
      [node, bun, endpoint, redis, postgres].map(async (started: Pick<Running, 'stop'> | undefined) => started?.stop()),
    ),
  )

  const onNode = (name: string, lost: readonly string[] = []): HostedStore => ({ name, host: () => node.origin, lost })
  const onBun = (name: string, lost: readonly string[] = []): HostedStore => ({ name, host: () => bun.origin, lost })
  const outageOf = (server: () => StoreServer | undefined): Outage => ({
    begin: () => server()!.kill(),
    end: () => server()!.restart(),
  })

  const endpoints = [onNode('http-by-query', LOST), onNode('http-by-path', LOST), onBun('http', LOST)]
  describeStores('SQLite and HTTP', [onNode('node:sqlite'), onBun('bun:sqlite'), ...endpoints])
  describe.skipIf(!hasRedis)('with a server', () => {
    describeStores(
      'Redis',
      [onNode('redis'), onNode('ioredis'), onBun('Bun.RedisClient')],
      outageOf(() => redis),
    )
  })
  describe.skipIf(!hasPostgres)('with a server', () => {
    describeStores(
      'PostgreSQL',
      [onNode('pg'), onNode('postgres'), onBun('Bun.SQL')],
      outageOf(() => postgres),
    )
  })
})

it.skipIf(!hasRedis)('a client of Redis asks nothing that no request waits for', async () => {
  const server = await startRedis()
  const { createClient } = createRequire(import.meta.url)('redis') as {
    createClient(
      this: void,
      options: object,
    ): RedisClient & {
      on(event: 'error', listener: () => void): void
      connect(): Promise<unknown>
      destroy(): void
      info(section: string): Promise<string>
    }
  }
  const client = createClient({ url: `redis://127.0.0.1:${server.port}`, socket: { reconnectStrategy: () => 50 } })
  client.on('error', () => {})
  await client.connect()
  const get = fromRedis(client)
  await server.kill()
  const questions = Array.from({ length: 1000 }, async (_, index) => {
    const question = { signal: AbortSignal.timeout(100), context: {} }
    return get('acme', `https://${index}.example`, question)
  })
  const outcomes = await Promise.allSettled(questions)
  await server.restart()
  const asked = await client.info('commandstats')
  client.destroy()
  await server.stop()
  expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['rejected']))
  expect(asked).toContain('cmdstat_hello')
  expect(asked).not.toContain('cmdstat_sismember')
})
