// The server under soak on Node, in front of Redis or PostgreSQL: `node on-node.ts redis 6379`. It prints its port.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import process from 'node:process'
import { withCors } from '../../../adapters/node.ts'
import { fromPostgres, fromRedis, type OriginLookup } from '../../../src/origins/index.ts'
import { createPolicy } from './policy.ts'

/** The clients are installed with the tests of the stores, because only these two need them. */
const require = createRequire(new URL('../../hosts/stores/package.json', import.meta.url))

const [, , name, port = ''] = process.argv
const { policy, troubles } = createPolicy(name === 'redis' ? await openRedis() : openPostgres())
const server = createServer(
  withCors(policy, (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === '/collect-garbage') globalThis.gc?.()
    response.setHeader('x-troubles', troubles()).end('ok')
  }),
)
// Longer than a connection of the soak is idle.
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))

async function openRedis(): Promise<OriginLookup> {
  const { createClient } = require('redis') as typeof import('redis')
  const socket = { host: '127.0.0.1', port: Number(port), reconnectStrategy: 200, connectTimeout: 1000 }
  const client = createClient({ socket })
  // Each failed attempt to connect is reported here, and the store of origins reports what it means for requests.
  client.on('error', () => {})
  await client.connect()
  return fromRedis(client)
}

function openPostgres(): OriginLookup {
  const { Pool } = require('pg') as typeof import('pg')
  const pool = new Pool({
    host: '127.0.0.1',
    port: Number(port),
    user: 'postgres',
    database: 'postgres',
    connectionTimeoutMillis: 5000,
    // Longer than a request waits, so that late answers are kept, and shorter than a dead connection.
    query_timeout: 2000,
  })
  pool.on('error', () => {})
  return fromPostgres(pool)
}
