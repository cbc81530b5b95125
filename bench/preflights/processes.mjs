import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What is still to be taken away: process groups by their id, and folders. */
const groups = new Set()
const folders = new Set()

/** Also when something was thrown, or somebody pressed Ctrl-C: a browser would outlive this process. */
process.on('exit', () => {
  for (const group of groups) kill(group)
  for (const folder of folders) remove(folder)
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1))

/** A folder that `close` removes. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'corsage-preflights-'))
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
export function start([program, ...args], environment) {
  const child = spawn(program, args, {
    detached: true,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  if (child.pid) groups.add(child.pid)
  const exit = once(child, 'exit')
  const ended = exit.then(([code, signal]) => {
    throw new Error(`${program} ended with ${signal ?? code}, expected it to stay`)
  })
  // Whoever waits for it hears of it; nobody has to.
  ended.catch(() => {})
  const close = async () => {
    if (!child.pid) return
    kill(child.pid)
    await exit
    groups.delete(child.pid)
  }
  return { output: child.stdout, ended, close }
}

function kill(group) {
  try {
    process.kill(-group, 'SIGKILL')
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

/** Again and again for a while, since a process that was just killed may still write. */
function remove(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}
