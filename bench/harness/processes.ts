import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import process from 'node:process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { ENVIRONMENT } from './runtimes.ts'

/** More than any of the runtimes takes to start. */
const PATIENCE_MS = 20_000

const children = new Set<ChildProcess>()

// Whatever ends this process ends what it started, and nothing else.
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1))

/** Whether servers and the load get a processor each. Where they share one, a server waits for its own client. */
export const isPinned: boolean = [0, 1].every((processor) => canRunOn(processor))

function canRunOn(processor: number): boolean {
  return spawnSync('taskset', ['--cpu-list', String(processor), 'true']).status === 0
}

/** Keeps this process to the second processor from now on. The servers have the first. */
export function pinLoad(): void {
  if (isPinned) spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', '1', String(process.pid)])
}

/** Where a process runs, and how it reports. */
export interface StartOptions {
  readonly cwd: string
  /** The file descriptor of the child on which it reports. */
  readonly channel?: number
  /** How many lines are waited for. */
  readonly count?: number
  /** The processor to which it is kept, where that is possible. */
  readonly processor?: number
}

export interface Started {
  readonly child: ChildProcess
  readonly lines: readonly string[]
}

/**
 * Starts a process that reports in lines.
 *
 * @returns the process and its lines, once it has reported as many as are waited for
 * @throws {Error} when it ends before that, with what it printed, or takes too long
 */
export async function start(
  command: readonly string[],
  { cwd, channel = 1, count = 1, processor }: StartOptions,
): Promise<Started> {
  const isKept = isPinned && processor !== undefined
  const [file = '', ...args] = isKept ? ['taskset', '--cpu-list', String(processor), ...command] : command
  const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], env: ENVIRONMENT })
  children.add(child)
  child.once('exit', () => children.delete(child))
  try {
    return { child, lines: await reported(child, { name: command[0] ?? '', channel, count }) }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

function reported(
  child: ChildProcess,
  { name, channel, count }: { name: string; channel: number; count: number },
): Promise<string[]> {
  const printed: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => printed.push(String(text)))
  return new Promise((resolve, reject) => {
    const lines: string[] = []
    const giveUp = (how: string): void =>
      reject(new Error(`'${name}' ${how}, expected ${count} lines: ${faultIn(printed.join(''))}`))
    const timer = setTimeout(() => giveUp(`prints nothing for ${PATIENCE_MS} ms`), PATIENCE_MS)
    child.once('error', reject)
    child.once('close', () => {
      clearTimeout(timer)
      giveUp('ends at its start')
    })
    createInterface({ input: child.stdio[channel] as Readable }).on('line', (line) => {
      if (lines.push(line) < count) return
      clearTimeout(timer)
      resolve(lines)
    })
  })
}

/** The line of an output that names the error, or else the last line. */
function faultIn(output: string): string {
  const lines = output.trim().split('\n')
  return (lines.find((line) => /error: /i.test(line)) ?? lines.at(-1) ?? '').trim()
}

/** Ends a process that was started here, and waits until it has ended. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => {
    child.once('exit', resolve)
  })
  child.kill('SIGKILL')
  await ended
}
