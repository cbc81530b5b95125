// Runs the suites in workerd and times them from outside: within a request its clock stands still.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'
import { cpuTimeOf } from '../cpu-time.mjs'
import { LOOPS } from '../loops.mjs'
import { measure } from '../measure.mjs'
import { MATCHING_ROUNDS, REQUEST_ROUNDS } from '../settings.mjs'
import { quartiles, summarise } from '../statistics.mjs'
import { WORKER_BUNDLE } from './worker-bundle.mjs'

/** Longer batches than elsewhere, since around each there is a request over HTTP, of about a tenth of this. */
const BATCH_NS = 4e6
const MAX_CASES = 200

const folder = mkdtempSync(join(tmpdir(), 'corsage-bench-'))
const [file] = process.argv.slice(2)

async function bundle() {
  const copies = Object.entries(LOOPS).map(([name, loop]) => `${name}: [${`${loop},\n`.repeat(MAX_CASES)}]`)
  await build({
    stdin: {
      contents: `import { createWorker } from './worker.mjs'\nexport default createWorker({ ${copies.join(',\n')} })`,
      resolveDir: import.meta.dirname,
    },
    outfile: join(folder, 'worker.mjs'),
    ...WORKER_BUNDLE,
  })
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

async function serve() {
  const port = await freePort()
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "bench", worker = (
    modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
    compatibilityDate = "2026-10-23",
  ))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "bench")],
);
`
  writeFileSync(join(folder, 'config.capnp'), config)
  const child = spawn('workerd', ['serve', 'config.capnp'], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] })
  process.once('exit', () => child.kill())
  return { child, origin: `http://127.0.0.1:${port}` }
}

async function ask(url) {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`)
  return response
}

async function untilReady(origin) {
  for (let attempt = 0; ; attempt++) {
    try {
      // oxlint-disable-next-line no-await-in-loop
      return await ask(`${origin}/requests/list`)
    } catch (error) {
      if (attempt > 100) throw error
      // oxlint-disable-next-line no-await-in-loop
      await sleep(100)
    }
  }
}

/** What a request costs that runs nothing, which is taken off every batch. */
async function overheadOf(pid, origin, suite) {
  const samples = []
  for (let round = 0; round < 500; round++) {
    const start = cpuTimeOf(pid)
    // oxlint-disable-next-line no-await-in-loop
    await (await ask(`${origin}/${suite}/run/0/0`)).text()
    samples.push(cpuTimeOf(pid) - start)
  }
  return quartiles(samples).median
}

async function timed(pid, origin, suite, rounds) {
  const { cases, excluded } = await (await ask(`${origin}/${suite}/list`)).json()
  if (cases.length > MAX_CASES) throw new Error(`There are ${cases.length} cases, expected at most ${MAX_CASES}`)
  const overhead = await overheadOf(pid, origin, suite)
  const runBatch = async (index, n) => {
    if (cases[index].loop === 'each') await (await ask(`${origin}/${suite}/prepare/${index}/${n}`)).text()
    const start = cpuTimeOf(pid)
    await (await ask(`${origin}/${suite}/run/${index}/${n}`)).text()
    return Math.max(cpuTimeOf(pid) - start - overhead, 1)
  }
  const timing = { ...rounds, batchNs: BATCH_NS }
  return { excluded, results: summarise(cases, await measure(cases, runBatch, timing)) }
}

try {
  await bundle()
  const { child, origin } = await serve()
  await untilReady(origin)
  const requests = await timed(child.pid, origin, 'requests', REQUEST_ROUNDS)
  const matching = await timed(child.pid, origin, 'matching', MATCHING_ROUNDS)
  writeFileSync(
    file,
    JSON.stringify({ requests: requests.results, excluded: requests.excluded, matching: matching.results }),
  )
  child.kill()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
