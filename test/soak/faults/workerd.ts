import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { build } from 'esbuild'
import type { SubjectName } from './subjects.ts'

/** workerd with the Worker under test, and the one that sends it requests. */
export interface Workers {
  readonly child: ChildProcess
  readonly version: string
  /** Of the Worker under test. */
  readonly port: number
  readonly driverPort: number
  readonly stop: () => Promise<void>
}

const PATIENCE_MS = 20_000

/** Starts both Workers in one workerd. Their memory is that of one process. */
export async function startWorkers(subject: SubjectName): Promise<Workers> {
  const { status, stdout } = spawnSync('workerd', ['--version'], { encoding: 'utf8' })
  if (status !== 0) throw new Error("'workerd' cannot be run, expected it on the path")
  const folder = mkdtempSync(join(tmpdir(), 'corsage-faults-'))
  await Promise.all(['app', 'driver'].map((name) => bundle(name, folder)))
  writeFileSync(join(folder, 'faults.capnp'), configOf(subject))
  const child = spawn('workerd', ['serve', '--control-fd=3', 'faults.capnp'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  })
  const end = (): void => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', end)
  const ports = await portsOf(child, 2)
  return {
    child,
    version: stdout.trim().replace(/^workerd /, ''),
    port: ports['app'] ?? 0,
    driverPort: ports['driver'] ?? 0,
    stop: () =>
      new Promise((ended) => {
        child.once('exit', () => ended())
        end()
      }),
  }
}

async function bundle(name: string, folder: string): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile: join(folder, `${name}.mjs`),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    external: ['cloudflare:*', 'node:*'],
    logLevel: 'error',
  })
}

function configOf(subject: SubjectName): string {
  const worker = (name: string, binding: string): string => `(name = "${name}", worker = (
    modules = [(name = "worker.mjs", esModule = embed "${name}.mjs")],
    bindings = [${binding}],
    compatibilityDate = "2026-10-23",
    compatibilityFlags = ["enable_request_signal"],
  ))`
  const socket = (name: string): string => `(name = "${name}", address = "127.0.0.1:0", http = (), service = "${name}")`
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [${worker('app', `(name = "subject", text = "${subject}")`)}, ${worker('driver', '(name = "app", service = "app")')}],
  sockets = [${socket('app')}, ${socket('driver')}],
  v8Flags = ["--expose-gc"],
);
`
}

/** The ports that workerd reports, by the names of their sockets. */
function portsOf(child: ChildProcess, count: number): Promise<Record<string, number>> {
  const ports: Record<string, number> = {}
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('workerd does not report its ports')), PATIENCE_MS)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`workerd ended with ${code}`)))
    createInterface({ input: child.stdio[3] as Readable }).on('line', (line) => {
      const { socket, port } = JSON.parse(line) as { readonly socket: string; readonly port: number }
      ports[socket] = port
      if (Object.keys(ports).length < count) return
      clearTimeout(timer)
      resolve(ports)
    })
  })
}
