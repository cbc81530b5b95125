import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { start } from '../processes.mjs'
import { commandOf } from '../runtimes/commands.mjs'
import { WORKER_BUNDLE } from '../runtimes/worker-bundle.mjs'
import { worksOf } from './contenders.mjs'

const BENCH = join(import.meta.dirname, '..')

/**
 * Starts the server of a contender.
 *
 * @param folder where files may be written
 * @returns its process, and its port for each kind of work
 */
export function startServer(runtime, entry, contender, folder) {
  return runtime === 'workerd' ? startWorkerd(entry, contender, folder) : startLocal(runtime, entry)
}

async function startLocal(runtime, { file, key }) {
  const { child, lines } = await start([...commandOf(runtime), 'http/serve.mjs', file, key], {
    cwd: BENCH,
    processor: 0,
  })
  return { child, ports: JSON.parse(lines[0]) }
}

/** One process with a Worker for each kind of work; workerd finds free ports itself, and tells them. */
async function startWorkerd(entry, contender, folder) {
  const works = worksOf(contender)
  await bundle(entry, join(folder, `${entry.key}.mjs`))
  const config = `${entry.key}.capnp`
  writeFileSync(join(folder, config), configOf(entry.key, works))
  const command = [...commandOf('workerd'), '--control-fd=3', config]
  const { child, lines } = await start(command, { cwd: folder, channel: 3, count: works.length, processor: 0 })
  const sockets = lines.map((line) => JSON.parse(line))
  return { child, ports: Object.fromEntries(sockets.map(({ socket, port }) => [socket, port])) }
}

async function bundle({ file, key }, outfile) {
  await build({
    stdin: {
      contents: `import { env } from 'cloudflare:workers'
import { ${key} } from './${file}'
import { createWorker } from './http/worker.mjs'
export default createWorker(${key}, env.work)`,
      resolveDir: BENCH,
    },
    outfile,
    ...WORKER_BUNDLE,
  })
}

function configOf(key, works) {
  const services = works.map(
    (work) => `(name = "${work}", worker = (
    modules = [(name = "worker.mjs", esModule = embed "${key}.mjs")],
    bindings = [(name = "work", text = "${work}")],
    compatibilityDate = "2026-10-23",
  ))`,
  )
  const sockets = works.map((work) => `(name = "${work}", address = "127.0.0.1:0", http = (), service = "${work}")`)
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [${services.join(', ')}], sockets = [${sockets.join(', ')}]);
`
}
