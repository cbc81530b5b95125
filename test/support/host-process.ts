import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import type { Running } from './host-upstream.ts'

/**
 * Starts a runtime from `node_modules/.bin`, and waits until it has printed a line with its address.
 *
 * @throws when it ends before, with all that it printed
 */
export async function startRuntime(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Running> {
  const child = spawn(resolve('node_modules/.bin', command), args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, NO_COLOR: '1' },
  })
  const stop = (): Promise<unknown> =>
    new Promise((resolveStop) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolveStop(undefined)
      child.once('exit', resolveStop)
      child.kill('SIGKILL')
    })
  // Also where a test run is cut short.
  process.once('exit', () => child.kill('SIGKILL'))
  let output = ''
  const origin = await new Promise<string>((resolveOrigin, reject) => {
    const read = (chunk: Buffer): void => {
      output += String(chunk)
      const [found] = /http:\/\/[\w.]+:\d+(?=\D)/.exec(output) ?? []
      if (found) resolveOrigin(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${command} ended with ${code}: ${output}`)))
  })
  return { origin, stop }
}
