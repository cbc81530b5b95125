import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'

export interface Folder {
  readonly folder: string
  readonly close: () => void
}

export interface Process {
  readonly output: Readable
  /** Rejects when it ends by itself. */
  readonly ended: Promise<never>
  readonly close: () => Promise<void>
}

/** What is still to be taken away: process groups by their id, and folders. */
const groups = new Set<number>()
const folders = new Set<string>()

/** Also when something was thrown, or somebody pressed Ctrl-C: a browser would outlive this process. */
process.on('exit', () => {
  for (const group of groups) kill(group)
  for (const folder of folders) remove(folder)
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1))

/** A folder that `close` removes. */
export function temporaryFolder(): Folder {
  const folder = mkdtempSync(join(tmpdir(), 'corsage-engines-'))
  folders.add(folder)
  const close = () => {
    remove(folder)
    folders.delete(folder)
  }
  return { folder, close }
}

/**
 * A process of a group of its own, which `close` ends with all that it started.
 *
 * @returns what it prints, `ended`, which rejects when it ends by itself, and `close`
 */
export function start([program = '', ...args]: readonly string[], environment?: NodeJS.ProcessEnv): Process {
  const child = spawn(program, args, {
    detached: true,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  if (child.pid) groups.add(child.pid)
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>
  const ended = exit.then(([code, signal]): never => {
    throw new Error(`${program} ended with ${signal ?? code}, expected it to stay`)
  })
  // Whoever waits for it hears of it; nobody has to.
  ended.catch(() => {})
  const close = async (): Promise<void> => {
    if (!child.pid) return
    kill(child.pid)
    await exit
    groups.delete(child.pid)
  }
  return { output: child.stdout, ended, close }
}

function kill(group: number): void {
  try {
    process.kill(-group, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Again and again for a while, since a process that was just killed may still write. */
function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}
