import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Running } from './upstream.ts'

/** Keeps programs from using the network, as wrangler does for its metrics and its newest version. */
const OFFLINE = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_SEND_METRICS: 'false',
}

/**
 * Starts a program from `node_modules/.bin`, and waits until it has printed its address.
 *
 * @throws if it ends before that, with everything that it printed
 */
export async function startRuntime(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const child = spawn(resolve('node_modules/.bin', command), args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...OFFLINE, ...env, NO_COLOR: '1' },
  })
  // Also if a test run is interrupted.
  process.once('exit', () => child.kill())
  return { origin: await readOrigin(child, command), stop: () => stop(child) }
}

/** Starts a Worker in workerd by `wrangler dev`, as its developer does. */
export function startWorker(config: string, ...args: readonly string[]): Promise<Running> {
  const address = ['--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0']
  return startRuntime('wrangler', ['dev', '--config', config, ...address, ...args])
}

function readOrigin(child: ChildProcess, command: string): Promise<string> {
  return new Promise((found, reject) => {
    let output = ''
    const read = (chunk: Buffer): void => {
      output += stripVTControlCharacters(String(chunk))
      const [, origin] = /(http:\/\/[\w.]+:\d+)\D/.exec(output) ?? []
      if (origin) found(origin)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${command} ended with ${code}: ${output}`)))
  })
}

function stop(child: ChildProcess): Promise<unknown> {
  return new Promise((stopped) => {
    if (child.exitCode !== null || child.signalCode !== null) return stopped(undefined)
    child.once('exit', stopped)
    child.kill()
  })
}
