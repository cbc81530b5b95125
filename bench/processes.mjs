import { spawn, spawnSync } from 'node:child_process'
import { cpus } from 'node:os'
import { createInterface } from 'node:readline'
import { ENVIRONMENT } from './runtimes/commands.mjs'

const children = new Set()

// Whatever ends this process ends what it started, and nothing else.
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1))

/** Whether servers and the load get a processor each: where they share one, a server waits for its own client. */
export const isPinned = cpus().length > 1 && spawnSync('taskset', ['--version']).status === 0

/** Keeps this process, whatever it does from now on, to the second processor. The servers have the first. */
export function pinLoad() {
  if (isPinned) spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', '1', String(process.pid)])
}

/**
 * Starts a process that reports in lines.
 *
 * @param channel the file descriptor of the child on which it does
 * @param processor to which it is kept, where that can be; left out, it runs on any
 * @returns the process, once it has reported `count` lines, and these
 * @throws {Error} when it ends before, with the last that it said
 */
export async function start([command, ...args], { cwd, channel = 1, count = 1, processor }) {
  const pinned =
    isPinned && processor !== undefined
      ? ['taskset', '--cpu-list', `${processor}`, command, ...args]
      : [command, ...args]
  const stdio = ['ignore', 'pipe', 'pipe', 'pipe']
  const child = spawn(pinned[0], pinned.slice(1), { cwd, stdio, env: ENVIRONMENT })
  children.add(child)
  child.once('exit', () => children.delete(child))
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => said.push(String(text)))
  const lines = []
  await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => reject(new Error(`'${command}' ends at its start: ${faultIn(said.join(''))}`)))
    createInterface({ input: child.stdio[channel] }).on('line', (line) => {
      if (lines.push(line) === count) resolve()
    })
  })
  return { child, lines }
}

/** The line of an output that names the error, else the last. */
function faultIn(output) {
  const lines = output.trim().split('\n')
  return (lines.find((line) => /error/i.test(line)) ?? lines.at(-1)).trim()
}

/** Ends a process that was started here, and waits until it has ended. */
export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => {
    child.once('exit', resolve)
  })
  child.kill('SIGKILL')
  await ended
}
