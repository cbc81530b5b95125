import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { build } from 'esbuild'

/** A configuration of workerd, and the Workers that it embeds as `<name>.mjs`. */
export interface Workers {
  /** The files of the Workers, by their names. */
  readonly entries: Readonly<Record<string, string>>
  readonly config: string
  /** How many sockets report their ports. */
  readonly sockets: number
}

export interface RunningWorkers {
  readonly child: ChildProcess
  readonly version: string
  /** By the names of the sockets. */
  readonly ports: Readonly<Record<string, number>>
  readonly stop: () => Promise<void>
}

const PATIENCE_MS = 20_000

/** Bundles Workers and starts them in one workerd. */
export async function startWorkers({ entries, config, sockets }: Workers): Promise<RunningWorkers> {
  const { status, stdout } = spawnSync('workerd', ['--version'], { encoding: 'utf8' })
  if (status !== 0) throw new Error("'workerd' cannot be run, expected it on the path")
  const folder = mkdtempSync(join(tmpdir(), 'corsage-soak-'))
  await Promise.all(Object.entries(entries).map(([name, entry]) => bundle(entry, join(folder, `${name}.mjs`))))
  writeFileSync(join(folder, 'soak.capnp'), `using Workerd = import "/workerd/workerd.capnp";\n${config}`)
  const child = spawn('workerd', ['serve', '--experimental', '--control-fd=3', 'soak.capnp'], {
    cwd: folder,
    // It prints every request that a client has left, and every error of a store.
    stdio: ['ignore', 'ignore', process.env['SOAK_OUTPUT'] ? 'inherit' : 'ignore', 'pipe'],
  })
  const end = (): void => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', end)
  const ports = await portsOf(child, sockets)
  return {
    child,
    version: stdout.trim().replace(/^workerd /, ''),
    ports,
    stop: () =>
      new Promise((ended) => {
        child.once('exit', () => ended())
        end()
      }),
  }
}

async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    external: ['cloudflare:*', 'node:*'],
    logLevel: 'error',
  })
}

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
