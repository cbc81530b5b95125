import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type BuildOptions, type Plugin } from 'esbuild'
import type { Runtime } from '../harness/runtimes.ts'
import { writeWorkers } from '../harness/workerd.ts'

/** A server or a module whose start is measured. */
export interface Variant {
  readonly name: string
  readonly file: string
}

const ENTRY = join(import.meta.dirname, '../../dist/src/index.js')

const HANDWRITTEN = "import { handwritten as handler } from './serve.ts'"
const CORSAGE = `import { cors } from ${JSON.stringify(ENTRY)}
import { TEN_PATTERNS } from '../harness/settings.ts'
const handler = cors(TEN_PATTERNS).wrap(() => new Response('ok'))`

/** Imports the package from where it is, file by file. */
const AS_INSTALLED: Plugin = {
  name: 'as installed',
  setup: (bundler) => {
    const external = { path: pathToFileURL(ENTRY).href, external: true }
    bundler.onResolve({ filter: /dist\/src\/index\.js$/ }, () => external)
  },
}

/** Every server is one file, so that only Corsage makes a difference: as one more part of that file, or as files. */
const SERVERS: readonly { name: string; contents: string; plugins?: Plugin[] }[] = [
  { name: 'handwritten', contents: HANDWRITTEN },
  { name: 'Corsage, bundled', contents: CORSAGE },
  { name: 'Corsage, as installed', contents: CORSAGE, plugins: [AS_INSTALLED] },
]

/** Writes the servers whose starts are compared; the first is the one without Corsage. */
export function writeServers(runtime: Runtime, folder: string): Promise<Variant[]> {
  // A Worker is uploaded as one file: nothing is installed that could be loaded.
  if (runtime === 'workerd') return Promise.all(SERVERS.slice(0, 2).map((one, at) => writeWorker(one, at, folder)))
  return Promise.all(
    SERVERS.map(async ({ name, contents, plugins = [] }, at) => {
      const file = join(folder, `${runtime}-${at}.mjs`)
      const stdin = {
        contents: `${contents}\nimport { listen } from './serve.ts'\nlisten(handler)`,
        resolveDir: import.meta.dirname,
      }
      await bundle({ stdin, outfile: file, plugins })
      return { name, file }
    }),
  )
}

async function writeWorker(
  { name, contents }: { name: string; contents: string },
  at: number,
  folder: string,
): Promise<Variant> {
  const service = { name: 'bench', contents: `${contents}\nexport default { fetch: handler }` }
  await writeWorkers([service], { name: `workerd-${at}`, folder, resolveDir: import.meta.dirname })
  return { name, file: join(folder, `workerd-${at}.capnp`) }
}

/** Writes the modules whose imports are compared; the first is an empty function. */
export async function writeModules(folder: string): Promise<Variant[]> {
  const nothing = join(folder, 'nothing.mjs')
  const bundled = join(folder, 'corsage.mjs')
  writeFileSync(nothing, 'export const cors = () => {}\n')
  await bundle({ entryPoints: [ENTRY], outfile: bundled })
  return [
    { name: 'an empty function', file: nothing },
    { name: 'Corsage, bundled', file: bundled },
    { name: 'Corsage, as installed', file: ENTRY },
  ]
}

async function bundle(options: BuildOptions): Promise<void> {
  await build({ ...options, bundle: true, format: 'esm', target: 'es2022', platform: 'node', logLevel: 'error' })
}
