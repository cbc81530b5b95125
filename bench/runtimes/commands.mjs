import { spawnSync } from 'node:child_process'

const DENO = ['run', '--allow-all', '--no-lock', '--no-config', '--node-modules-dir=manual', '--quiet']

/** How each runtime is told to run a file, and to say its version. */
const COMMANDS = {
  node: { run: ['node'], version: ['node', '-p', 'process.versions.node'] },
  bun: { run: ['bun'], version: ['bun', '--version'] },
  deno: { run: ['deno', ...DENO], version: ['deno', 'eval', '--quiet', 'console.log(Deno.version.deno)'] },
  workerd: { run: ['workerd', 'serve'], version: ['workerd', '--version'] },
}

/** The environment of everything that is measured. */
export const ENVIRONMENT = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' }

export function commandOf(runtime) {
  return COMMANDS[runtime].run
}

/**
 * The runtimes to measure, those of the given names or all, each with its version. One that is not installed is left
 * out, and said so: most people have two of the four.
 *
 * @throws {Error} when a name is none of a runtime, or none can be run
 */
export function installed(names) {
  const unknown = names.filter((name) => !Object.hasOwn(COMMANDS, name))
  const known = Object.keys(COMMANDS)
  if (unknown.length) throw new Error(`Unknown runtime ${unknown.join(', ')}, expected ${known.join(', ')}`)
  const found = (names.length ? [...new Set(names)] : known).flatMap((runtime) => {
    const [command, ...args] = COMMANDS[runtime].version
    const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', env: ENVIRONMENT })
    if (status === 0) return { runtime, version: stdout.trim().replace(/^workerd /, '') }
    console.error(`Skipping ${runtime}: '${command}' cannot be run, expected it on the path`)
    return []
  })
  if (!found.length) throw new Error(`None of ${known.join(', ')} can be run, expected at least one on the path`)
  return found
}
