import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

const DENO = ['run', '--allow-all', '--no-lock', '--no-config', '--node-modules-dir=manual', '--quiet']

/** How each runtime runs a file, and how it says its version. In the order in which runtimes are shown. */
const COMMANDS = {
  node: { run: ['node'], version: ['node', '-p', 'process.versions.node'] },
  bun: { run: ['bun'], version: ['bun', '--version'] },
  deno: { run: ['deno', ...DENO], version: ['deno', 'eval', '--quiet', 'console.log(Deno.version.deno)'] },
  workerd: { run: ['workerd', 'serve'], version: ['workerd', '--version'] },
}

export type Runtime = keyof typeof COMMANDS

/** The runtimes and how they are written, in the order in which they are shown. */
export const RUNTIMES: Readonly<Record<Runtime, string>> = {
  node: 'Node',
  bun: 'Bun',
  deno: 'Deno',
  workerd: 'workerd',
}

/** The environment of everything that is measured. */
export const ENVIRONMENT: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' }

export interface InstalledRuntime {
  readonly runtime: Runtime
  readonly version: string
}

export function commandOf(runtime: Runtime): string[] {
  return COMMANDS[runtime].run
}

/**
 * The runtimes to measure, with their versions: the named ones, or all. A runtime that is not installed is left out
 * with a notice, because most people have two of the four.
 *
 * @throws {Error} when a name is not the name of a runtime, or no runtime can be run
 */
export function installed(names: readonly string[]): InstalledRuntime[] {
  const known = Object.keys(COMMANDS)
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length) throw new Error(`Unknown runtime ${unknown.join(', ')}, expected ${known.join(', ')}`)
  const chosen = (names.length ? [...new Set(names)] : known) as Runtime[]
  const found = chosen.flatMap((runtime) => {
    const [command = '', ...args] = COMMANDS[runtime].version
    const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', env: ENVIRONMENT })
    if (status === 0) return { runtime, version: stdout.trim().replace(/^workerd /, '') }
    console.error(`Skipping ${runtime}: '${command}' cannot be run, expected it on the path`)
    return []
  })
  if (!found.length) throw new Error(`None of ${known.join(', ')} can be run, expected at least one on the path`)
  return found
}

/** A folder that is removed when this process ends, however it ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'corsage-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
