// `node bench/http.mjs`, or `node bench/http.mjs bun deno` for some of the runtimes: whole requests over loopback.
import { machine, today, versions } from './about.mjs'
import { faultOf } from './http/check.mjs'
import { CONTENDERS, load, PACKAGES } from './http/contenders.mjs'
import { CONNECTIONS } from './http/load.mjs'
import { describeLoads } from './http/report.mjs'
import { rounds } from './http/rounds.mjs'
import { startServer } from './http/servers.mjs'
import { summariseLoads } from './http/summary.mjs'
import { isPinned, pinLoad, stop } from './processes.mjs'
import { find } from './report.mjs'
import { keep } from './results.mjs'
import { installed } from './runtimes/commands.mjs'
import { temporaryFolder } from './temporary-folder.mjs'

const GENERATIONS = 3

const chosen = installed(process.argv.slice(2))
const folder = temporaryFolder()
pinLoad()
const found = []
for (const one of chosen) {
  const about = { ...one, date: today(), machine: machine(), packages: versions(PACKAGES) }
  // oxlint-disable-next-line no-await-in-loop
  found.push({ ...about, isPinned, connections: CONNECTIONS, ...(await loadOn(one.runtime)) })
  console.log(describeLoads(found.at(-1)))
}
keep('http.json', found)

/**
 * With servers that are started anew some times: how well a process has compiled its code is luck, which stays with it.
 */
async function loadOn(runtime) {
  console.error(`Loading servers on ${runtime}`)
  const generations = []
  // oxlint-disable-next-line no-await-in-loop
  while (generations.length < GENERATIONS) generations.push(await loadGeneration(runtime))
  const [{ loads, excluded }] = generations
  const merged = loads.map(({ work, contender }) => {
    const same = generations.map((one) => find(one.loads, work, contender))
    return { work, contender, samples: same.flatMap(({ samples }) => samples) }
  })
  return { loads: summariseLoads(merged), excluded }
}

/** Every contender's server at once, since they take turns; idle ones cost nothing but memory. */
async function loadGeneration(runtime) {
  const servers = []
  const excluded = []
  try {
    for (const entry of CONTENDERS.filter(({ only = runtime }) => only === runtime)) {
      // oxlint-disable-next-line no-await-in-loop
      const { server, faults } = await checked(runtime, entry)
      if (server) servers.push(server)
      excluded.push(...faults)
    }
    return { loads: await rounds(servers), excluded }
  } finally {
    await Promise.all(servers.map(({ child }) => stop(child)))
  }
}

/** A server with the ports of the work that it really does, and why the others are missing. */
async function checked(runtime, entry) {
  const contender = await load(entry)
  const { name } = contender
  let server
  try {
    server = await startServer(runtime, entry, contender, folder)
  } catch (error) {
    return { faults: [{ contender: name, work: 'all', fault: error.message }] }
  }
  const faults = []
  for (const [work, port] of Object.entries(server.ports)) {
    // oxlint-disable-next-line no-await-in-loop
    const fault = await faultOf(contender, work, port)
    if (!fault) continue
    faults.push({ contender: name, work, fault })
    delete server.ports[work]
  }
  return { server: { name, ...server }, faults }
}
