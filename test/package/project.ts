import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { promisify } from 'node:util'

/** The root folder of the project. */
export const ROOT = join(import.meta.dirname, '../..')

/** The content of one of the project's files. */
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
  readonly overrides: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly allowScripts: Readonly<Record<string, boolean>>
}

/** The parts of `package.json`, `package-lock.json` and `deno.json` that the tests read. */
export function readManifest(path: string): Manifest {
  return JSON.parse(readText(path)) as Manifest
}

/** The names of the adapters, which are the names of their files. */
export const ADAPTERS = readdirSync(join(ROOT, 'adapters')).map((file) => basename(file, '.ts'))

/** The companions: parts outside of the core, each in its own folder. */
export const COMPANIONS = [
  'audit',
  'browser',
  'csrf',
  'explain',
  'export',
  'import',
  'jsonp',
  'origins',
  'presets',
  'rollout',
  'routes',
  'testing',
]

/** The specifiers that users import, each with its source file, without the ending. */
const ENTRIES: Readonly<Record<string, string>> = {
  corsage: 'src/index',
  ...Object.fromEntries(COMPANIONS.map((name) => [`corsage/${name}`, `src/${name}/index`])),
  ...Object.fromEntries(ADAPTERS.map((name) => [`corsage/${name}`, `adapters/${name}`])),
}

/** The specifiers that users import: `corsage`, `corsage/browser`, `corsage/cloudflare` … */
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
 * @returns its output
 * @throws if it fails, with its output
 */
export async function run(command: string, args: readonly string[], cwd: string = ROOT): Promise<string> {
  // The variables that `npm run` sets for scripts would mislead an npm that runs in another folder.
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
