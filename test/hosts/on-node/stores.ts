/** SQLite, an endpoint, Redis and PostgreSQL behind policies on node:http. Prints its address. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { type AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { withCors } from '../../../adapters/node.ts'
import { fromSqlite, type PostgresClient } from '../../../src/origins/index.ts'
import { control, pathOf, policiesOf, type ServedStore } from '../stores/app.ts'
import { serveEndpoint } from '../stores/http.ts'
import { type RedisWriter, servePostgres, serveRedis } from '../stores/servers.ts'
import { serveSqlite } from '../stores/sqlite.ts'

/** The packages have a lock file of their own. */
const load = createRequire(resolve('test/hosts/stores/package.json'))
const { REDIS_PORT, POSTGRES_PORT, ENDPOINT } = process.env

const stores: Record<string, ServedStore> = { 'node:sqlite': serveSqlite(new DatabaseSync(':memory:'), fromSqlite) }

if (ENDPOINT) {
  stores['http-by-query'] = serveEndpoint(ENDPOINT, '/?tenant={tenant}&origin={origin}')
  stores['http-by-path'] = serveEndpoint(ENDPOINT, '/{tenant}/{origin}')
}

if (REDIS_PORT) {
  const { createClient } = load('redis') as { readonly createClient: (options: object) => Connecting }
  const { Redis } = load('ioredis') as { Redis: new (options: object) => Connecting }
  const client = createClient({
    url: `redis://127.0.0.1:${REDIS_PORT}`,
    socket: { reconnectStrategy: () => 50 },
  })
  client.on('error', () => {})
  await client.connect()
  stores['redis'] = serveRedis(client, 'node-redis:')
  const other = new Redis({
    host: '127.0.0.1',
    port: Number(REDIS_PORT),
    retryStrategy: () => 50,
    commandTimeout: 5000,
  })
  other.on('error', () => {})
  stores['ioredis'] = serveRedis(other, 'ioredis:')
}

if (POSTGRES_PORT) {
  const { Pool } = load('pg') as { Pool: new (options: object) => PostgresClient & Emitter }
  const postgres = load('postgres') as (options: object) => {
    unsafe(text: string, values: string[]): Promise<readonly object[]>
  }
  const address = { host: '127.0.0.1', port: Number(POSTGRES_PORT), user: 'postgres', database: 'postgres' }
  const pool = new Pool({ ...address, max: 5, connectionTimeoutMillis: 5000, query_timeout: 5000 })
  pool.on('error', () => {})
  stores['pg'] = await servePostgres(pool, 'of_pg')
  const sql = postgres({ ...address, max: 5, backoff: () => 0.05, onnotice: () => {} })
  const client = { query: async (text: string, values: string[]) => ({ rows: await sql.unsafe(text, values) }) }
  stores['postgres'] = await servePostgres(client, 'of_postgres')
}

type Emitter = { on(event: string, listener: () => void): unknown }
type Connecting = RedisWriter & Emitter & { connect(): Promise<unknown> }

const mounted = Object.fromEntries(
  policiesOf(stores).map(([path, policy]) => [
    path,
    withCors(policy, (_req: IncomingMessage, res: ServerResponse) => res.end('data')),
  ]),
)

const server = createServer(async (req, res) => {
  const url = `http://localhost${req.url}`
  const done = await control(url, stores, undefined)
  if (done === undefined) mounted[pathOf(url)]!(req, res)
  else res.end(done)
})
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
