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
  /** Rejects if the process exits by itself. */
  readonly ended: Promise<never>
  readonly close: () => Promise<void>
}

/** Process groups (by id) and folders that still have to be removed. */
const groups = new Set<number>()
const folders = new Set<string>()

/** Cleans up also after an error or Ctrl-C, because browsers would outlive this process. */
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
 * Starts a process in its own group. `close` ends it and everything that it started.
 *
 * @returns its output, `ended`, which rejects if it exits by itself, and `close`
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
  // Marks the rejection as handled, because not every caller waits for `ended`.
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

/** Removes a folder, and retries for a while, because a process that was just killed may still write to it. */
function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}
