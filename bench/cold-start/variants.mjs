import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const ENTRY = join(import.meta.dirname, '../../dist/src/index.js')
const SERVE = { local: 'listen(handler)', workerd: 'export default { fetch: handler }' }

/** Every server is one file, so that what is compared differs by Corsage alone: as one more part of it, or as files. */
const VARIANTS = {
  handwritten: { handler: 'handwritten' },
  'Corsage, bundled': { handler: 'corsage' },
  'Corsage, as installed': { handler: 'corsage', plugins: [{ name: 'as installed', setup: leaveInstalled }] },
}

/** What a worker is uploaded as is bundled: there is nothing installed to load. */
const IN_WORKERD = ['handwritten', 'Corsage, bundled']

export const BASE = 'handwritten'

/**
 * Writes the servers whose starts are to be compared.
 *
 * @returns the name of each and its file
 */
export async function writeServers(runtime, folder) {
  const isWorkerd = runtime === 'workerd'
  const names = isWorkerd ? IN_WORKERD : Object.keys(VARIANTS)
  return Promise.all(
    names.map(async (name) => {
      const { handler, plugins = [] } = VARIANTS[name]
      const contents = `import { handler } from './${handler}.mjs'
import { listen } from './listen.mjs'
${isWorkerd ? SERVE.workerd : SERVE.local}`
      const file = join(folder, `${runtime}-${names.indexOf(name)}.mjs`)
      await bundle({ stdin: { contents, resolveDir: import.meta.dirname }, outfile: file, plugins })
      if (isWorkerd) writeFileSync(file.replace(/mjs$/, 'capnp'), configOf(file))
      return { name, file }
    }),
  )
}

/**
 * Writes the modules whose import is to be timed.
 *
 * @returns the name of each and its file
 */
export async function writeModules(folder) {
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

/** Imports the package from where it is, file by file. */
function leaveInstalled({ onResolve }) {
  onResolve({ filter: /dist\/src\/index\.js$/ }, () => ({ path: pathToFileURL(ENTRY).href, external: true }))
}

function bundle(options) {
  return build({ ...options, bundle: true, format: 'esm', target: 'es2022', platform: 'node', logLevel: 'error' })
}

function configOf(file) {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "bench", worker = (
    modules = [(name = "worker.mjs", esModule = embed "${file.split('/').at(-1)}")],
    compatibilityDate = "2026-10-23",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "bench")],
);
`
}
