import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'
import type { Running } from './upstream.ts'

/** Keeps programs from using the network, as wrangler does for its metrics and its newest version. */
const OFFLINE = {
  ASTRO_TELEMETRY_DISABLED: '1',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  NEXT_TELEMETRY_DISABLED: '1',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_SEND_METRICS: 'false',
}

/**
 * The environment of a program that users start: without the variables of vitest, by which srvx stays silent and
 * better-auth skips its checks.
 */
function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(NODE_ENV$|TEST$|VITEST)/.test(name))
  return { ...Object.fromEntries(inherited), ...OFFLINE, ...more, NO_COLOR: '1' }
}

/** Finds a program in `node_modules/.bin` of a folder, or of the nearest folder above that has it, as `npx` does. */
function findTool(command: string, cwd = '.'): string {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const file = join(folder, 'node_modules/.bin', command)
    if (existsSync(file)) return file
    if (folder === dirname(folder)) throw new Error(`${command} is not installed: run npm ci and npm run hosts:install`)
  }
}

/**
 * Runs a program from `node_modules/.bin` to its end.
 *
 * @throws if it fails, with everything that it printed
 */
export async function runTool(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const tool = promisify(execFile)(findTool(command, cwd), args, { cwd, env: environment(env) })
  await tool.catch((error: { readonly stdout?: string; readonly stderr?: string }) => {
    throw new Error([`${command} ${args.join(' ')} failed`, error.stdout, error.stderr].join('\n'), { cause: error })
  })
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
  cwd?: string,
): Promise<Running> {
  const child = spawn(findTool(command, cwd), args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(env),
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
