import { setTimeout as sleep } from 'node:timers/promises'
// autocannon, because it is maintained, runs wherever Node runs, and is a function: bursts of a fraction of a second can
// be mixed at will. It sends up to about 80,000 requests per second here, which is not far from what Bun and Deno
// answer: there the requests per second say as much about the load as about the server, and the CPU time says more.
import autocannon from 'autocannon'
import { WORK, type WorkName } from '../cases/work.ts'
import { cpuTimeOf, HAS_CPU_TIME } from '../harness/cpu-time.ts'
import { shuffled } from '../harness/measure.ts'
import { type Server, urlOf } from './servers.ts'

export const CONNECTIONS = 16

/** How often autocannon looks whether it is done. This time is waited for, but not counted. */
const SAMPLE_MS = 10
/** After this time a server has nothing left to do for a burst, and its CPU time stands still. */
const IDLE_MS = 15
/** Long enough that connecting costs little, short enough that neighbours in time meet the same noise. */
const BURST_MS = 150
const ROUNDS = 4
/** Requests of the first burst, in which the server compiles its code. */
const COLD = 2000

/** What a burst gave, for each request where CPU time is concerned. */
export interface Sample {
  readonly requestsPerSecond: number
  readonly cpuNs?: number
}

/** What every burst of one server at one kind of work gave. */
export interface Sampled {
  readonly contender: string
  readonly work: WorkName
  readonly samples: readonly Sample[]
}

/**
 * Loads servers in turns: each round gives every server a short burst of each kind of work, in a new random order, so
 * that a ratio compares neighbours in time.
 */
export async function loadInTurns(servers: readonly Server[]): Promise<Sampled[]> {
  const works = [...new Set(servers.flatMap(({ ports }) => Object.keys(ports)))] as WorkName[]
  const found = works.flatMap((work) =>
    servers
      .filter(({ ports }) => ports[work])
      .map((server) => ({ server, work, amount: COLD, samples: [] as Sample[] })),
  )
  const adapt = async (one: (typeof found)[number]): Promise<Sample> => {
    const sample = await burst(one.server, one.work, one.amount)
    one.amount = Math.max(500, Math.round((sample.requestsPerSecond * BURST_MS) / 1000))
    return sample
  }
  for (let round = -2; round < ROUNDS; round++) {
    // Everybody does one kind of work before anybody does the next, because they are compared with each other.
    for (const work of works) {
      for (const one of shuffled(found.filter((other) => other.work === work))) {
        // The bursts must run one after the other.
        // oxlint-disable-next-line no-await-in-loop
        if (round < 0) await adapt(one)
        // oxlint-disable-next-line no-await-in-loop
        else one.samples.push(await burst(one.server, work, one.amount))
      }
    }
  }
  return found.map(({ server, work, samples }) => ({ contender: server.name, work, samples }))
}

/**
 * Sends a server a number of requests, over connections that stay open. The CPU time includes that of the kernel.
 *
 * @throws {Error} when a request fails, or its answer is not a success
 */
async function burst({ child, ports }: Server, work: WorkName, amount: number): Promise<Sample> {
  await sleep(IDLE_MS)
  const before = HAS_CPU_TIME ? cpuTimeOf(child.pid) : 0
  const seconds = await load(ports[work] ?? 0, work, amount)
  await sleep(IDLE_MS)
  const requestsPerSecond = amount / seconds
  return HAS_CPU_TIME ? { requestsPerSecond, cpuNs: (cpuTimeOf(child.pid) - before) / amount } : { requestsPerSecond }
}

/** Seconds from the first request to the last answer: the time that autocannon reports is rounded to 10 ms. */
async function load(port: number, work: WorkName, amount: number): Promise<number> {
  const { method, headers } = WORK[work].input()
  const options = { connections: CONNECTIONS, amount, sampleInt: SAMPLE_MS, bailout: 1, timeout: 10 }
  let left = amount
  let end = 0
  const start = performance.now()
  const run = autocannon({ url: urlOf(port), method, headers: Object.fromEntries(headers), ...options })
  run.on('response', () => {
    if (--left === 0) end = performance.now()
  })
  const { errors, non2xx, mismatches } = await run
  if (errors || non2xx || mismatches || left)
    throw new Error(`${work}: ${errors} errors, ${non2xx} other answers, ${left} missing, expected ${amount} successes`)
  return (end - start) / 1000
}
