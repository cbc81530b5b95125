import { type Memory, sampleMemory } from '../memory.ts'
import { FAULT_NAMES } from './kinds.ts'
import { sendRequests } from './send-requests.ts'
import { startFaults } from './workerd.ts'
import type { SubjectName } from './subjects.ts'
import type { Tally } from './tally.ts'

/** What was found about one predicate. */
export interface Tested extends Tally {
  readonly version: string
  readonly seconds: number
  readonly memory: Memory
}

const SHOWN = 5

/** Sends requests to a Worker with a predicate, and watches its memory. */
export async function testSubject(subject: SubjectName, requests: number): Promise<Tested> {
  const { child, version, ports, stop } = await startFaults(subject)
  const finished = new AbortController()
  const start = performance.now()
  const [tally, memory] = await Promise.all([
    sendRequests({ ports }, requests).finally(() => finished.abort()),
    // At the shortest pause, because nobody knows how long the requests take.
    sampleMemory({ child, port: ports['driver'] ?? 0 }, { minutes: 0, signal: finished.signal }),
  ])
  const seconds = Math.round((performance.now() - start) / 1000)
  await stop()
  return { version, seconds, ...tally, examples: tally.examples.slice(0, SHOWN), memory }
}

/**
 * Mebibytes by which the process may grow after the first quarter. With a predicate that does nothing, both Workers
 * together grow by some 70 MiB in 100,000 requests, and by less later. A predicate that kept every origin would keep
 * 300 bytes or more for each request.
 */
function maxGrowthOf(requests: number): number {
  return Math.max(80, Math.round((requests * 0.75 * 200) / 2 ** 20))
}

/** What must not have happened. */
export function faultsOf({ sent, wrong, hung, failed, examples, memory: { growth } }: Tested): string[] {
  const maxGrowth = maxGrowthOf(FAULT_NAMES.reduce((sum, kind) => sum + sent[kind], 0))
  const faults = [
    wrong > 0 && `${wrong} origins were allowed that the store does not allow`,
    hung > 0 && `${hung} requests had no answer in time`,
    failed > 0 && `${failed} requests failed`,
    growth > maxGrowth &&
      `The memory grows by ${growth} MiB after the first quarter, expected at most ${maxGrowth} MiB`,
  ].filter((fault) => fault !== false)
  return faults.length ? [...faults, ...examples] : faults
}
