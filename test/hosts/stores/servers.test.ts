import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe } from 'vitest'
import { startRuntime } from '../support/process.ts'
import { hasPackage, startPostgres, startRedis, type StoreServer } from '../support/store-server.ts'
import { listen, type Running } from '../support/upstream.ts'
import { describeStores, type HostedStore, type Outage } from './contract.ts'

const hasRedis = hasPackage('redis-server')
const hasPostgres = hasPackage('postgresql')

/** Names that a path of a URL cannot have. */
const LOST = ['.', '..']

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
  const onBun = (name: string): HostedStore => ({ name, host: () => bun.origin })
  const outageOf = (server: () => StoreServer | undefined): Outage => ({
    begin: () => server()!.kill(),
    end: () => server()!.restart(),
  })

  const endpoints = [onNode('http-by-query', LOST), onNode('http-by-path', LOST)]
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

/** The endpoint of an owner: pairs by query and by path, which PUT and DELETE change, and which POST breaks. */
function answerPairs(): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const pairs = new Set<string>()
  let isBroken = false
  return async (request, response) => {
    const body = await text(request)
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost')
    const [, tenant = '', origin = ''] = pathname.split('/').map(decodeURIComponent)
    const asked = searchParams.has('tenant')
      ? [searchParams.get('tenant'), searchParams.get('origin')]
      : [tenant, origin]
    if (request.method === 'POST') isBroken = JSON.parse(body) as boolean
    else if (request.method === 'PUT') pairs.add(body)
    else if (request.method === 'DELETE') pairs.delete(body)
    // A redirect to a page that says yes.
    else if (isBroken) response.writeHead(302, { Location: '/yes' })
    else response.statusCode = pairs.has(JSON.stringify(asked)) || pathname === '/yes' ? 200 : 404
    response.end('an answer')
  }
}
