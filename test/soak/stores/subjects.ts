import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Readable } from 'node:stream'
import { createRequire } from 'node:module'
import { freePort } from '../../hosts/support/free-port.ts'
import { startPostgres, startRedis, type StoreServer } from '../../hosts/support/store-server.ts'
import { MAX_GROWTH } from '../memory.ts'
import { startWorkers } from '../workerd.ts'
import { type Gate, openGate } from './gate.ts'
import type { SubjectName } from './settings.ts'

/** A server under soak, its store, and what can be done to the store. */
export interface Subject {
  readonly name: SubjectName
  readonly runtime: string
  readonly store: string
  readonly child: ChildProcess
  readonly port: number
  /** Mebibytes by which the server may grow after the first quarter. */
  readonly maxGrowth: number
  /** Allows an origin of a tenant, or revokes it. Rejects while the store is down. */
  readonly write: (tenant: string, origin: string, isAllowed: boolean) => Promise<unknown>
  readonly kill: () => Promise<unknown>
  readonly restart: () => Promise<unknown>
  /** Lets questions hang. */
  readonly block: () => Promise<unknown>
  readonly unblock: () => Promise<unknown>
}

const require = createRequire(new URL('../../hosts/stores/package.json', import.meta.url))
const PATIENCE_MS = 30_000
/** This process holds the objects and their databases too, which are ended and opened again a thousand times. */
const MAX_GROWTH_WITH_OBJECTS = 32
const children = new Set<ChildProcess>()

// Whatever ends this process ends what it started, and nothing else. A relay has its own group, because workerd is below
// it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
process.once('exit', () => {
  for (const child of children) endGroup(child)
})

export function startSubject(name: SubjectName, tenants: readonly string[]): Promise<Subject> {
  if (name === 'redis') return onNode(name, startRedis, openRedisWriter)
  if (name === 'postgres') return onNode(name, startPostgres, openPostgresWriter)
  return name === 'object' ? onObjects(tenants) : onRelay(name)
}

type Write = Subject['write']

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

function blocking({ block, unblock, cut }: Gate): Pick<Subject, 'block' | 'unblock'> {
  return {
    block: async () => block(),
    unblock: async () => {
      // A machine that was dead does not answer what it was asked before, and half of the time one that was slow does.
      if (Math.random() < 0.5) cut()
      unblock()
    },
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

/** The Worker in one process, and KV or D1 of Miniflare in another one. */
async function onRelay(name: 'kv' | 'd1'): Promise<Subject> {
  const [port, folder] = [await freePort(), mkdtempSync(join(tmpdir(), 'corsage-relay-'))]
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const start = async (): Promise<ChildProcess> => {
    const args = [join(import.meta.dirname, 'relay.ts'), String(port), folder]
    const child = spawn('node', args, { stdio: ['ignore', 'pipe', 'ignore'], detached: true })
    children.add(child)
    await firstLine(child)
    return child
  }
  let relay = await start()
  const gate = await openGate(port)
  const { child, ports, version } = await startWorker(name, gate.port)
  return {
    name,
    runtime: `workerd ${version}`,
    store: name === 'kv' ? 'Workers KV (Miniflare)' : 'D1 (Miniflare)',
    child,
    port: ports['app'] ?? 0,
    maxGrowth: MAX_GROWTH,
    write: (tenant, origin, isAllowed) => ask(port, `/write?store=${name}&${queryOf(tenant, origin, isAllowed)}`),
    kill: () => {
      const ended = new Promise((resolve) => {
        relay.once('exit', resolve)
      })
      endGroup(relay)
      return ended
    },
    restart: async () => {
      relay = await untilStarted(start)
    },
    ...blocking(gate),
  }
}

/** The port of a process that was killed is free a moment later than the process ends, because workerd is below it. */
async function untilStarted(start: () => Promise<ChildProcess>, tries = 10): Promise<ChildProcess> {
  try {
    return await start()
  } catch (error) {
    if (tries === 1) throw error
    await sleep(200)
    return untilStarted(start, tries - 1)
  }
}

/** Durable Objects are in the process of their Worker, so here the objects are ended and started again. */
async function onObjects(tenants: readonly string[]): Promise<Subject> {
  const { child, ports, version } = await startWorker('object', 0)
  const port = ports['app'] ?? 0
  const endAll = (): Promise<unknown> => Promise.all(tenants.map((tenant) => ask(port, `/end?tenant=${tenant}`)))
  return {
    name: 'object',
    runtime: `workerd ${version}`,
    store: 'Durable Objects',
    child,
    port,
    maxGrowth: MAX_GROWTH_WITH_OBJECTS,
    write: (tenant, origin, isAllowed) => ask(port, `/write?${queryOf(tenant, origin, isAllowed)}`),
    kill: endAll,
    restart: endAll,
    block: () => ask(port, '/hang?ms=60000'),
    unblock: () => ask(port, '/hang?ms=0'),
  }
}

function startWorker(subject: string, storePort: number): ReturnType<typeof startWorkers> {
  const bindings = {
    kv: '(name = "ORIGINS", kvNamespace = "store")',
    d1: '(name = "DB", wrapped = (moduleName = "cloudflare-internal:d1-api", innerBindings = [(name = "fetcher", service = "store")]))',
    object: '(name = "TENANTS", durableObjectNamespace = "Tenant")',
  }[subject]
  const storage = mkdtempSync(join(tmpdir(), 'corsage-objects-'))
  process.once('exit', () => rmSync(storage, { recursive: true, force: true }))
  return startWorkers({
    entries: { app: join(import.meta.dirname, 'worker.ts') },
    sockets: 1,
    config: `const config :Workerd.Config = (
  services = [
    (name = "app", worker = (
      modules = [(name = "worker.mjs", esModule = embed "app.mjs")],
      bindings = [(name = "subject", text = "${subject}"), ${bindings}],
      durableObjectNamespaces = [(className = "Tenant", uniqueKey = "tenants", enableSql = true)],
      durableObjectStorage = (localDisk = "disk"),
      compatibilityDate = "2026-10-23",
      compatibilityFlags = ["enable_request_signal"],
    )),
    (name = "store", external = (address = "127.0.0.1:${storePort || 1}", http = ())),
    (name = "disk", disk = (path = "${storage}", writable = true)),
  ],
  sockets = [(name = "app", address = "127.0.0.1:0", http = (), service = "app")],
  v8Flags = ["--expose-gc"],
);
`,
  })
}

function queryOf(tenant: string, origin: string, isAllowed: boolean): string {
  return String(new URLSearchParams({ tenant, origin, allowed: isAllowed ? '1' : '' }))
}

async function ask(port: number, path: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(5000) })
  await response.text()
  if (!response.ok) throw new Error(`${path} answers ${response.status}`)
}

function endGroup(child: ChildProcess): void {
  children.delete(child)
  try {
    if (child.pid) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('A server does not get ready')), PATIENCE_MS)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`A server ends with ${code} at its start`)))
    createInterface({ input: child.stdout as Readable }).once('line', (line) => {
      clearTimeout(timer)
      resolve(line)
    })
  })
}
