import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { start } from '../processes.mjs'
import { commandOf } from '../runtimes/commands.mjs'
import { WORKER_BUNDLE } from '../runtimes/worker-bundle.mjs'

const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "soak", worker = (
    modules = [(name = "worker.mjs", esModule = embed "soak.mjs")],
    compatibilityDate = "2026-10-23",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "soak")],
  v8Flags = ["--expose-gc"],
);
`

/**
 * With a young generation of one size: left alone, V8 makes it larger in steps of 3 MiB for as long as it likes, while
 * what is held stays the same.
 */
const V8_FLAGS = '--v8-flags=--expose-gc,--min-semi-space-size=2,--max-semi-space-size=2'

/**
 * Starts the server under soak.
 *
 * @param folder where files may be written
 * @returns its process and its port
 */
export async function startServer(runtime, folder) {
  const { child, lines } = await (runtime === 'workerd' ? startWorkerd(folder) : startLocal(runtime))
  const told = JSON.parse(lines[0])
  return { runtime, child, port: told.port ?? told }
}

function startLocal(runtime) {
  const flags = runtime === 'deno' ? [V8_FLAGS] : []
  return start([...commandOf(runtime), ...flags, 'serve.mjs'], { cwd: import.meta.dirname })
}

async function startWorkerd(folder) {
  const entry = join(import.meta.dirname, 'worker.mjs')
  await build({ entryPoints: [entry], outfile: join(folder, 'soak.mjs'), ...WORKER_BUNDLE })
  writeFileSync(join(folder, 'soak.capnp'), CONFIG)
  return start([...commandOf('workerd'), '--control-fd=3', 'soak.capnp'], { cwd: folder, channel: 3 })
}
