/** `npm run bench` runs this, on some of the runtimes when it gets their names: whole requests over loopback. */
import process from 'node:process'
import { type Entry, ENTRIES, load, PACKAGES } from './http/contenders.ts'
import { CONNECTIONS, loadInTurns, type Sample, type Sampled } from './http/load.ts'
import { faultOf, type Server, startServer } from './http/servers.ts'
import { isPinned, pinLoad, stop } from './harness/processes.ts'
import { circumstances, type Excluded, type HttpRun, keep, type Load, versions } from './harness/results.ts'
import { installed, type Runtime, temporaryFolder } from './harness/runtimes.ts'
import { byRound, quartiles } from './harness/statistics.ts'
import { describeLoads } from './report/print.ts'
import type { WorkName } from './cases/work.ts'

/** How well a process has compiled its code is luck that stays with it, so the servers are started anew some times. */
const GENERATIONS = 3

type Generation = { readonly sampled: readonly Sampled[]; readonly excluded: readonly Excluded[] }

const folder = temporaryFolder()
pinLoad()
const found: HttpRun[] = []
for (const one of installed(process.argv.slice(2))) {
  console.error(`Loading servers on ${one.runtime}`)
  const generations: Generation[] = []
  // oxlint-disable-next-line no-await-in-loop
  while (generations.length < GENERATIONS) generations.push(await loadGeneration(one.runtime))
  const about = { ...one, ...circumstances(), packages: versions(PACKAGES), isPinned, connections: CONNECTIONS }
  const run = { ...about, loads: summariseLoads(generations), excluded: generations[0]?.excluded ?? [] }
  found.push(run)
  console.log(describeLoads(run))
}
keep('http', found)

/** The servers of all contenders at once, because they take turns; idle servers cost nothing but memory. */
async function loadGeneration(runtime: Runtime): Promise<Generation> {
  const servers: Server[] = []
  const excluded: Excluded[] = []
  try {
    for (const entry of ENTRIES.filter(({ only = runtime }) => only === runtime)) {
      // oxlint-disable-next-line no-await-in-loop
      const { server, faults } = await checked(runtime, entry)
      if (server) servers.push(server)
      excluded.push(...faults)
    }
    return { sampled: await loadInTurns(servers), excluded }
  } finally {
    await Promise.all(servers.map(({ child }) => stop(child)))
  }
}

/** A server with the ports of the work that it really does, and why the others are missing. */
async function checked(runtime: Runtime, entry: Entry): Promise<{ server?: Server; faults: Excluded[] }> {
  const contender = await load(entry)
  const { name } = contender
  let server: Server
  try {
    server = await startServer(runtime, entry, contender, folder)
  } catch (error) {
    return { faults: [{ contender: name, work: 'all', fault: (error as Error).message }] }
  }
  const faults: Excluded[] = []
  for (const [work, port] of Object.entries(server.ports) as [WorkName, number][]) {
    // oxlint-disable-next-line no-await-in-loop
    const fault = await faultOf(contender, work, port)
    if (!fault) continue
    faults.push({ contender: name, work, fault })
    delete server.ports[work]
  }
  return { server, faults }
}

/** The quartiles of each figure, and of its ratio to two other contenders at the same work in the same round. */
function summariseLoads(generations: readonly Generation[]): Load[] {
  const all = generations[0]?.sampled ?? []
  const samplesOf = (work: string, contender: string): Sample[] =>
    generations.flatMap(({ sampled }) =>
      sampled.filter((one) => one.work === work && one.contender === contender).flatMap(({ samples }) => samples),
    )
  return all.map(({ work, contender }) => {
    const figure = (pick: (sample: Sample) => number): Load['requestsPerSecond'] => {
      const own = samplesOf(work, contender).map(pick)
      const ratioTo = (base: string) => byRound(own, samplesOf(work, base).map(pick), (one, other) => one / other)
      return { ...quartiles(own), ratioTo: { fixed: ratioTo('fixed'), handwritten: ratioTo('handwritten') } }
    }
    const hasCpuTime = samplesOf(work, contender).every(({ cpuNs }) => cpuNs !== undefined)
    const requestsPerSecond = figure((sample) => sample.requestsPerSecond)
    if (!hasCpuTime) return { work, contender, requestsPerSecond }
    return { work, contender, cpuNs: figure(({ cpuNs = Number.NaN }) => cpuNs), requestsPerSecond }
  })
}
