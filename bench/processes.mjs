import { spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import { ENVIRONMENT } from './runtimes/commands.mjs'

/** More than any of the runtimes takes to start. */
const PATIENCE_MS = 20_000

const children = new Set()

// Whatever ends this process ends what it started, and nothing else.
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1))

/** Whether servers and the load get a processor each: where they share one, a server waits for its own client. */
export const isPinned = [0, 1].every((processor) => canRunOn(processor))

function canRunOn(processor) {
  return spawnSync('taskset', ['--cpu-list', String(processor), 'true']).status === 0
}

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
 * @throws {Error} when it ends before, with what it said, or takes too long
 */
export async function start(command, { cwd, channel = 1, count = 1, processor }) {
  const isKept = isPinned && processor !== undefined
  const [file, ...args] = isKept ? ['taskset', '--cpu-list', String(processor), ...command] : command
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], env: ENVIRONMENT })
  children.add(child)
  child.once('exit', () => children.delete(child))
  try {
    return { child, lines: await reported(child, command[0], channel, count) }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

function reported(child, name, channel, count) {
  const said = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => said.push(String(text)))
  return new Promise((resolve, reject) => {
    const lines = []
    const giveUp = (how) => reject(new Error(`'${name}' ${how}, expected ${count} lines: ${faultIn(said.join(''))}`))
    const timer = setTimeout(() => giveUp(`says nothing for ${PATIENCE_MS} ms`), PATIENCE_MS)
    child.once('error', reject)
    child.once('close', () => {
      clearTimeout(timer)
      giveUp('ends at its start')
    })
    createInterface({ input: child.stdio[channel] }).on('line', (line) => {
      if (lines.push(line) < count) return
      clearTimeout(timer)
      resolve(lines)
    })
  })
}

/** The line of an output that names the error, else the last. */
function faultIn(output) {
  const lines = output.trim().split('\n')
  return (lines.find((line) => /error: /i.test(line)) ?? lines.at(-1)).trim()
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
