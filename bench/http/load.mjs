import { setTimeout as sleep } from 'node:timers/promises'
// autocannon, since it is kept, runs wherever Node runs, and is a function: bursts of a fraction of a second can be
// mixed as one likes. It sends up to some 80,000 requests per second here, which is not far from what Bun and Deno
// answer: there the requests per second tell as much about the load as about the server, and the CPU time tells more.
import autocannon from 'autocannon'
import { cpuTimeOf, HAS_CPU_TIME } from '../cpu-time.mjs'
import { WORK } from '../work.mjs'
import { urlOf } from './check.mjs'

export const CONNECTIONS = 16

/** How often autocannon looks whether it is done: not counted, but waited for. */
const SAMPLE_MS = 10
/** After which a server has nothing left to do for a burst, and its CPU time stands. */
const IDLE_MS = 15

/**
 * Sends a server so many requests, over connections that stay open.
 *
 * @returns requests per second, and nanoseconds of CPU that the server used for each, in the kernel too
 * @throws {Error} when an answer fails, or is no success
 */
export async function burst({ child, ports }, work, amount) {
  await sleep(IDLE_MS)
  const before = HAS_CPU_TIME ? cpuTimeOf(child.pid) : undefined
  const seconds = await load(ports[work], work, amount)
  await sleep(IDLE_MS)
  const cpuNs = HAS_CPU_TIME ? (cpuTimeOf(child.pid) - before) / amount : undefined
  return { requestsPerSecond: amount / seconds, cpuNs }
}

/** By the clock from the first request to the last answer: what autocannon says itself is rounded to 10 ms. */
async function load(port, work, amount) {
  const { method, headers } = WORK[work].input()
  const options = { connections: CONNECTIONS, amount, sampleInt: SAMPLE_MS, bailout: 1, timeout: 10 }
  let left = amount
  let end
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
