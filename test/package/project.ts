import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** The root folder of the project. */
export const ROOT = join(import.meta.dirname, '../..')

/** The text of one of the project's files. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly sideEffects: boolean
  readonly exports: Readonly<Record<string, string>>
  readonly imports?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly overrides: Readonly<Record<string, string>>
  readonly allowScripts: Readonly<Record<string, boolean>>
}

/** `package.json`, `package-lock.json` or `deno.json`, as far as the tests look at them. */
export function readManifest(path: string): Manifest {
  return JSON.parse(readText(path)) as Manifest
}

/** The names of the adapters: one for each file. */
export const ADAPTERS = readdirSync(join(ROOT, 'adapters')).map((file) => basename(file, '.ts'))

/** What stands beside the core, in a folder of its own. */
export const COMPANIONS = ['audit', 'browser', 'csrf', 'explain', 'jsonp', 'testing']

/** What a user imports, and the source of it, without its ending. */
const ENTRIES: Readonly<Record<string, string>> = {
  corsage: 'src/index',
  ...Object.fromEntries(COMPANIONS.map((name) => [`corsage/${name}`, `src/${name}/index`])),
  ...Object.fromEntries(ADAPTERS.map((name) => [`corsage/${name}`, `adapters/${name}`])),
}

/** What a user imports: `corsage`, `corsage/browser`, `corsage/cloudflare` … */
export const SPECIFIERS = Object.keys(ENTRIES)

/** The path of a built file. */
export function built(path: string): string {
  const file = join(ROOT, 'dist', path)
  if (!existsSync(file)) throw new Error(`dist/${path} is missing: run \`npm run build\` first`)
  return file
}

/** The built file behind a specifier. */
export function builtEntry(specifier: string): string {
  return built(`${ENTRIES[specifier]}.js`)
}

/** The source behind a specifier. */
export function sourceEntry(specifier: string): string {
  return join(ROOT, `${ENTRIES[specifier]}.ts`)
}

/**
 * Runs one of the project's tools.
 *
 * @returns all that it says
 * @throws with all that it says, when it fails
 */
export async function run(command: string, args: readonly string[], cwd: string = ROOT): Promise<string> {
  // What `npm run` tells its scripts would mislead an npm that runs elsewhere.
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))
  const env = {
    ...Object.fromEntries(inherited),
    PATH: join(ROOT, 'node_modules/.bin') + delimiter + process.env['PATH'],
    NO_COLOR: '1',
    DENO_NO_UPDATE_CHECK: '1',
    // Servers that an example starts listen here, on a free port.
    DENO_SERVE_ADDRESS: 'tcp:127.0.0.1:0',
    PORT: '0',
  }
  try {
    const { stdout, stderr } = await promisify(execFile)(command, args, { cwd, env, maxBuffer: 2 ** 24 })
    return stdout + stderr
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string }
    throw new Error([`${command} ${args.join(' ')} failed`, stdout, stderr].join('\n'), { cause: error })
  }
}
