import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** The lab, started as a user starts it. */
export interface Lab {
  readonly page: string
  readonly api: string
  /** Everything that it has printed. */
  readonly output: () => string
  readonly stop: () => Promise<void>
}

/** Runs `npm start`, without a terminal and without input, until its API answers. */
export async function startLab(port: number, args: readonly string[] = []): Promise<Lab> {
  const child = spawn('npm', ['start', '--', ...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'exit')
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))

  // npm starts a shell, which starts wrangler, which starts workerd twice. The process group contains exactly these.
  const kill = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid) process.kill(-child.pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
  const killNow = (): void => kill('SIGKILL')
  process.once('exit', killNow)
  const stop = async (): Promise<void> => {
    kill('SIGTERM')
    await Promise.race([ended, pause(5_000)])
    killNow()
    await ended
    process.off('exit', killNow)
  }

  const lab = { page: `http://localhost:${port}`, api: `http://127.0.0.1:${port}`, output: () => output, stop }
  const isUp = await waitFor(lab.api, () => child.exitCode !== null, Date.now() + 100_000)
  if (isUp) return lab
  await stop()
  throw new Error(`The lab does not answer at ${lab.api}, it printed: ${output}`)
}

async function waitFor(url: string, hasEnded: () => boolean, deadline: number): Promise<boolean> {
  if (hasEnded() || Date.now() > deadline) return false
  if (await answers(url)) return true
  await pause(100)
  return waitFor(url, hasEnded, deadline)
}

/** A free loopback port. Any, if `wanted` is not given. */
export async function freePort(wanted = 0): Promise<number | undefined> {
  const server = createServer().listen(wanted, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return undefined
  }
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  )
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
