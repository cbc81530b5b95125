import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import { shuffled } from '../measure.mjs'
import { faultOf } from './check.mjs'
import { KIND_NAMES, TRAFFIC } from './traffic.mjs'
import { VERDICTS } from './verdicts.mjs'

const CONNECTIONS = 10
/** Between two requests with a known verdict, so that they stay a sample. */
const PAUSE_MS = 40

/**
 * Sends a server the mixed traffic, at a bounded rate.
 *
 * @param signal ends it early
 * @param report is told what goes wrong
 * @returns how many requests of each kind were answered
 */
export async function load({ port }, { seconds, rate, signal, report }) {
  const counts = Object.fromEntries(KIND_NAMES.map((kind) => [kind, 0]))
  const requests = TRAFFIC.map(({ kind, status: expected, next }) => ({
    setupRequest: (request) => ({ ...request, ...next() }),
    onResponse: (status) => {
      counts[kind]++
      if (status !== expected) report(`${kind}: the status is ${status}, expected ${expected}`)
    },
  }))
  const options = { connections: CONNECTIONS, duration: seconds, overallRate: rate, requests }
  const run = autocannon({ url: `http://127.0.0.1:${port}`, ...options })
  const stop = () => run.stop()
  signal.addEventListener('abort', stop)
  const { errors } = await run
  signal.removeEventListener('abort', stop)
  if (errors && !signal.aborted) report(`${errors} requests have no answer`)
  return counts
}

/**
 * Sends a server requests with known verdicts, one at a time, until the signal.
 *
 * @returns how many were answered as they should be
 */
export async function check({ port }, { signal, report }) {
  let checked = 0
  while (!signal.aborted) {
    for (const index of shuffled(VERDICTS.length)) {
      if (signal.aborted) break
      // One at a time is the point.
      // oxlint-disable-next-line no-await-in-loop
      const fault = await faultOf(port, VERDICTS[index])
      if (fault && !signal.aborted) report(`Wrong verdict\n${fault}`)
      if (!fault) checked++
      // oxlint-disable-next-line no-await-in-loop
      await sleep(PAUSE_MS)
    }
  }
  return checked
}
