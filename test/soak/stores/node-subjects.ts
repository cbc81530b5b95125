import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import process from 'node:process'
import { startPostgres, startRedis, type StoreServer } from '../../hosts/support/store-server.ts'
import { MAX_GROWTH } from '../memory.ts'
import { blocking, openGate } from './gate.ts'
import { firstLine, type Subject } from './subject.ts'

const require = createRequire(new URL('../../hosts/stores/package.json', import.meta.url))

type Write = Subject['write']

/** Starts a server of Redis or PostgreSQL, and a server on Node in front of it. */
export function startOnNode(name: 'redis' | 'postgres'): Promise<Subject> {
  return name === 'redis' ? onNode(name, startRedis, openRedisWriter) : onNode(name, startPostgres, openPostgresWriter)
}

async function onNode(
  name: 'redis' | 'postgres',
  start: () => Promise<StoreServer>,
  openWriter: (port: number) => Promise<Write>,
): Promise<Subject> {
  const server = await start()
  const write = await openWriter(server.port)
  const gate = await openGate(server.port)
  const flags = ['--expose-gc', '--min-semi-space-size=2', '--max-semi-space-size=2']
  const file = join(import.meta.dirname, 'on-node.ts')
  const child = spawn('node', [...flags, file, name, String(gate.port)], { stdio: ['ignore', 'pipe', 'inherit'] })
  process.once('exit', () => child.kill('SIGKILL'))
  const port = Number(await firstLine(child))
  return {
    name,
    runtime: `Node ${process.versions.node}`,
    store: `${name === 'redis' ? 'Redis' : 'PostgreSQL'} ${server.version}`,
    child,
    port,
    maxGrowth: MAX_GROWTH,
    write,
    kill: server.kill,
    restart: server.restart,
    ...blocking(gate),
  }
}

async function openRedisWriter(port: number): Promise<Write> {
  const { createClient } = require('redis') as typeof import('redis')
  const client = createClient({
    socket: { host: '127.0.0.1', port, reconnectStrategy: 100 },
    disableOfflineQueue: true,
  })
  client.on('error', () => {})
  await client.connect()
  return (tenant, origin, isAllowed) =>
    isAllowed ? client.sAdd(`origins:${tenant}`, origin) : client.sRem(`origins:${tenant}`, origin)
}

async function openPostgresWriter(port: number): Promise<Write> {
  const { Pool } = require('pg') as typeof import('pg')
  const pool = new Pool({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres', query_timeout: 5000 })
  pool.on('error', () => {})
  await pool.query('CREATE TABLE origins (tenant text, origin text, PRIMARY KEY (tenant, origin))')
  const allow = 'INSERT INTO origins VALUES ($1, $2) ON CONFLICT DO NOTHING'
  const revoke = 'DELETE FROM origins WHERE tenant = $1 AND origin = $2'
  return (tenant, origin, isAllowed) => pool.query(isAllowed ? allow : revoke, [tenant, origin])
}
