import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { build } from 'esbuild'
import type { Runtime } from './settings.ts'

/** A server under soak. */
export interface Server {
  readonly runtime: Runtime
  readonly version: string
  readonly child: ChildProcess
  readonly port: number
}

/** More than any of the runtimes takes to start. */
const PATIENCE_MS = 20_000

const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "soak", worker = (
    modules = [(name = "worker.mjs", esModule = embed "soak.mjs")],
    compatibilityDate = "2026-10-23",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "soak")],
  v8Flags = ["--expose-gc"],
);
`

/**
 * A young generation of one size: by default, V8 makes it larger in steps of 3 MiB for as long as it likes, while the
 * memory that is held stays the same.
 */
const V8_FLAGS = '--v8-flags=--expose-gc,--min-semi-space-size=2,--max-semi-space-size=2'

const DENO = ['--allow-all', '--no-lock', '--no-config', '--quiet', V8_FLAGS]

/** How each runtime says its version, and how it serves. */
const COMMANDS = {
  bun: { version: ['--version'], serve: ['serve.ts'] },
  deno: { version: ['eval', '--quiet', 'console.log(Deno.version.deno)'], serve: ['run', ...DENO, 'serve.ts'] },
  workerd: { version: ['--version'], serve: ['serve', '--control-fd=3', 'soak.capnp'] },
}

const folder = mkdtempSync(join(tmpdir(), 'corsage-soak-'))
const children: ChildProcess[] = []

// Whatever ends this process also ends its servers.
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

/**
 * Starts the server under soak.
 *
 * @throws {Error} when the runtime is not installed, or the server does not start
 */
export async function startServer(runtime: Runtime): Promise<Server> {
  const { version, serve } = COMMANDS[runtime]
  const { status, stdout } = spawnSync(runtime, version, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`'${runtime}' cannot be run, expected it on the path`)
  if (runtime === 'workerd') await writeWorker()
  const child = spawn(runtime, serve, {
    cwd: runtime === 'workerd' ? folder : import.meta.dirname,
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  })
  children.push(child)
  const line = await firstLine(child, runtime)
  const reported = JSON.parse(line) as number | { readonly port: number }
  const port = typeof reported === 'number' ? reported : reported.port
  return { runtime, version: stdout.trim().replace(/^workerd /, ''), child, port }
}

async function writeWorker(): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, 'worker.ts')],
    outfile: join(folder, 'soak.mjs'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    external: ['node:*'],
    logLevel: 'error',
  })
  writeFileSync(join(folder, 'soak.capnp'), CONFIG)
}

/** Bun and Deno print the port; workerd reports it on a channel of its own. */
function firstLine(child: ChildProcess, runtime: Runtime): Promise<string> {
  const channel = child.stdio[runtime === 'workerd' ? 3 : 1] as Readable
  let errors = ''
  child.stderr?.on('data', (text) => {
    errors += String(text)
  })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${runtime} does not report its port: ${errors}`)), PATIENCE_MS)
    child.once('error', reject)
    child.once('close', () => reject(new Error(`${runtime} ends at its start: ${errors}`)))
    createInterface({ input: channel }).once('line', (line) => {
      clearTimeout(timer)
      resolve(line)
    })
  })
}
