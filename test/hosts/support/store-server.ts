import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

/** A server of a store on a port of the loopback interface. Its data stays until it is stopped. */
export interface StoreServer {
  readonly port: number
  /** Of the program: `7.0.15`. */
  readonly version: string
  /** Ends the program without a goodbye, as a crash does, and keeps its data. */
  readonly kill: () => Promise<void>
  /** Starts it again, after `kill`, on its port and with its data. */
  readonly restart: () => Promise<void>
  /** Ends it, if it runs, and removes its data. */
  readonly stop: () => Promise<void>
}

const PATIENCE_MS = 20_000

/** Where Debian has the programs of PostgreSQL: below a folder for each version. */
const [postgres = '/none'] = globSync('/usr/lib/postgresql/*/bin').toSorted().toReversed()
const redis = '/usr/bin/redis-server'

/**
 * Whether the servers of a package are installed. Without them, a local run continues and says what it skips, but a run
 * in CI fails, because CI has to test everything.
 */
export function hasPackage(name: 'redis-server' | 'postgresql'): boolean {
  const [program] = globSync(name === 'postgresql' ? `${postgres}/initdb` : redis)
  if (program) return true
  const message = `${name} is not installed, so that its store is not tested: apt-get install ${name}`
  if (process.env['CI'] === 'true') throw new Error(message)
  console.warn(message)
  return false
}

/** The folder with the programs of PostgreSQL. */
export function postgresPrograms(): string {
  return postgres
}

/** Starts a server of Redis, which writes every command to its disk before it answers. */
export async function startRedis(): Promise<StoreServer> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'corsage-redis-'))
  const network = ['--port', String(port), '--bind', '127.0.0.1']
  const disk = ['--dir', folder, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always']
  return startServer({
    port,
    folder,
    version: execFileSync(redis, ['--version'], { encoding: 'utf8' }),
    command: [redis, ...network, ...disk],
    ready: 'Ready to accept connections',
    crash: 'SIGKILL',
  })
}

/** Starts a server of PostgreSQL. Its user `postgres` needs no password, and owns the database `postgres`. */
export async function startPostgres(): Promise<StoreServer> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'corsage-postgres-'))
  const owner = ownerOf(folder)
  const settings = ['--no-sync', '--auth=trust', '--username=postgres', '--no-locale', '--encoding=UTF8']
  execFileSync(join(postgres, 'initdb'), ['--pgdata', folder, ...settings], { ...owner, cwd: folder, stdio: 'pipe' })
  const network = ['-p', String(port), '-h', '127.0.0.1', '-k', folder]
  const memory = ['-c', 'shared_buffers=4MB', '-c', 'max_connections=20']
  return startServer({
    port,
    folder,
    version: execFileSync(join(postgres, 'postgres'), ['--version'], { encoding: 'utf8' }),
    command: [join(postgres, 'postgres'), '-D', folder, ...network, ...memory],
    owner,
    ready: 'database system is ready to accept connections',
    // Ends the processes of all connections too, without a checkpoint. SIGKILL would leave them running.
    crash: 'SIGQUIT',
  })
}

/** PostgreSQL refuses to run as root, so root gives the folder to the user that Debian makes for it. */
function ownerOf(folder: string): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const [uid = 0, gid = 0] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'postgres'])))
  chownSync(folder, uid, gid)
  return { uid, gid }
}

interface Program {
  readonly port: number
  readonly folder: string
  readonly version: string
  readonly command: readonly string[]
  readonly owner?: { readonly uid?: number; readonly gid?: number }
  /** A part of the line that says that it accepts connections. */
  readonly ready: string
  readonly crash: NodeJS.Signals
}

async function startServer(program: Program): Promise<StoreServer> {
  let child = await start(program)
  const end = (signal: NodeJS.Signals): Promise<void> =>
    new Promise((ended) => {
      if (child.exitCode !== null || child.signalCode !== null) return ended()
      child.once('exit', () => ended())
      child.kill(signal)
    })
  // Also if a test run is interrupted.
  process.once('exit', () => {
    child.kill(program.crash)
    rmSync(program.folder, { recursive: true, force: true })
  })
  return {
    port: program.port,
    version: /[\d.]+/.exec(program.version)?.[0] ?? '',
    kill: () => end(program.crash),
    restart: async () => {
      child = await start(program)
    },
    stop: async () => {
      await end(program.crash)
      rmSync(program.folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

function start({ command: [file = '', ...args], folder, owner, ready }: Program): Promise<ChildProcess> {
  const child = spawn(file, args, { ...owner, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  return new Promise((started, reject) => {
    let output = ''
    const fail = (why: string): void => reject(new Error(`${file} ${why}: ${output}`))
    const timer = setTimeout(() => fail('does not get ready'), PATIENCE_MS)
    const read = (chunk: Buffer): void => {
      output = (output + String(chunk)).slice(-10_000)
      if (!output.includes(ready)) return
      clearTimeout(timer)
      started(child)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', reject)
    child.once('exit', (code) => {
      clearTimeout(timer)
      fail(`ended with ${code}`)
    })
  })
}
