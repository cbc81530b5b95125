import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../hosts/support/free-port.ts'
import { startWorkers } from '../workerd.ts'
import { blocking, openGate } from './gate.ts'
import { firstLine, type Subject } from './subject.ts'

/** workerd itself grows by some MiB more than the runtimes of the other soak, also with a predicate that does nothing. */
const MAX_GROWTH_OF_WORKERD = 16
/**
 * This process holds the objects and their databases too, which are ended and opened again a thousand times. With a
 * predicate that asks the objects directly, it grows by some 20 MiB in the first five minutes.
 */
const MAX_GROWTH_WITH_OBJECTS = 32

const relays = new Set<ChildProcess>()

// Whatever ends this process ends what it started, and nothing else. A relay has its own group, because workerd is below
// it.
process.once('exit', () => {
  for (const relay of relays) endGroup(relay)
})

/** The Worker in one process, and KV or D1 of Miniflare in another one. */
export async function startOnRelay(name: 'kv' | 'd1'): Promise<Subject> {
  const [port, folder] = [await freePort(), mkdtempSync(join(tmpdir(), 'corsage-relay-'))]
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const start = async (): Promise<ChildProcess> => {
    const args = [join(import.meta.dirname, 'relay.ts'), String(port), folder]
    const child = spawn('node', args, { stdio: ['ignore', 'pipe', 'ignore'], detached: true })
    relays.add(child)
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
    maxGrowth: MAX_GROWTH_OF_WORKERD,
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
export async function startOnObjects(tenants: readonly string[]): Promise<Subject> {
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
  relays.delete(child)
  try {
    if (child.pid) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended.
  }
}
