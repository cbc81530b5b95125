import { MAX_GROWTH, type Memory, sampleMemory } from '../memory.ts'
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

/** What must not have happened. */
export function faultsOf({ wrong, hung, failed, examples, memory: { growth } }: Tested): string[] {
  const faults = [
    wrong > 0 && `${wrong} origins were allowed that the store does not allow`,
    hung > 0 && `${hung} requests had no answer in time`,
    failed > 0 && `${failed} requests failed`,
    growth > MAX_GROWTH &&
      `The memory grows by ${growth} MiB after the first quarter, expected at most ${MAX_GROWTH} MiB`,
  ].filter((fault) => fault !== false)
  return faults.length ? [...faults, ...examples] : faults
}
