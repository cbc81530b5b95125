import { afterAll, beforeAll, describe } from 'vitest'
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
