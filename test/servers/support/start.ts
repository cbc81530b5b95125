import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'

/** A program that runs. */
export interface Running {
  readonly pid: number
  readonly stop: () => Promise<void>
}

/** The programs that run. A test run that is interrupted ends them. */
const running = new Set<() => void>()
process.once('exit', () => running.forEach((kill) => kill()))

/**
 * Starts a server in the foreground, and waits until its port answers.
 *
 * @throws if it ends before that, with everything that it printed
 */
export async function startServer(
  command: string,
  args: readonly string[],
  port: number,
  env: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  const kill = (): void => void child.kill('SIGTERM')
  running.add(kill)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  const ended = once(child, 'close').then(() => {
    running.delete(kill)
    throw new Error(`${command} has ended:\n${output}`)
  })
  // It also ends when a test stops it.
  ended.catch(() => {})
  await Promise.race([ended, untilListening(port)])
  return {
    pid: child.pid!,
    stop: async () => {
      kill()
      await ended.catch(() => {})
    },
  }
}

async function untilListening(port: number): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end;) {
    // oxlint-disable-next-line no-await-in-loop -- one try after the other
    if (await listens(port)) return
    // oxlint-disable-next-line no-await-in-loop -- the pause between two tries
    await setTimeout(20)
  }
  throw new Error(`Nothing answers on port ${port}`)
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
