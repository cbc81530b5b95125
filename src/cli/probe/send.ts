import { setTimeout as sleep } from 'node:timers/promises'
import type { Transport, TransportResponse } from '../../browser/index.ts'
import { NetworkFailure } from '../network/network-failure.ts'
import type { Ask } from './plan.ts'

/** A request of the probe with its answer. */
export interface Seen extends Ask {
  readonly answer: TransportResponse
}

/** What came of the requests. */
export interface Sighting {
  readonly seen: readonly Seen[]
  /** How many requests were sent, answered or not. */
  readonly sent: number
  /** Why not all requests were sent. */
  readonly stopped: string | undefined
  /** Requests without an answer. */
  readonly failures: readonly NetworkFailure[]
}

export interface Pace {
  /** Requests in a second. */
  readonly rate: number
  readonly onProgress: (done: number, ask: Ask) => void
}

/** In a row: a firewall may drop some origins. */
const MOST_FAILURES = 5
const MOST_FAILURES_IN_ALL = 10
const MOST_REFUSALS = 3
const MOST_MILLISECONDS = 120_000

/**
 * Sends requests one after another. It stops where the server does not answer, or asks for a pause: nothing is sent
 * twice.
 *
 * @throws {NetworkFailure} if the first request gets no answer
 */
export async function sendAll(asks: readonly Ask[], send: Transport, { rate, onProgress }: Pace): Promise<Sighting> {
  const seen: Seen[] = []
  const failures: NetworkFailure[] = []
  const start = performance.now()
  let sent = 0
  let inRow = 0
  let refusals = 0
  const stopped = (): string | undefined => {
    if (inRow >= MOST_FAILURES || failures.length >= MOST_FAILURES_IN_ALL)
      return `${failures.length} requests got no answer`
    if (refusals >= MOST_REFUSALS) return 'the server asked for fewer requests'
    const seconds = MOST_MILLISECONDS / 1000
    return performance.now() - start > MOST_MILLISECONDS ? `the probe took more than ${seconds} s` : undefined
  }
  for (const ask of asks) {
    if (stopped()) break
    // oxlint-disable no-await-in-loop -- one request at a time
    const due = start + (sent * 1000) / rate - performance.now()
    if (due > 0) await sleep(due)
    onProgress(sent, ask)
    sent++
    try {
      const answer = await send(ask.sent)
      seen.push({ ...ask, answer })
      inRow = 0
      refusals = answer.status === 429 || answer.status === 503 ? refusals + 1 : 0
    } catch (error) {
      if (!(error instanceof NetworkFailure) || !seen.length) throw error
      failures.push(error)
      inRow++
    }
    // oxlint-enable no-await-in-loop
  }
  return { seen, sent, stopped: sent < asks.length ? stopped() : undefined, failures }
}
