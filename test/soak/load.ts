import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { ask, faultOf } from './check.ts'
import type { Server } from './servers.ts'
import { KIND_NAMES, TRAFFIC } from './traffic.ts'
import { VERDICTS } from './verdicts.ts'

const CONNECTIONS = 10
/** Between two requests with a known verdict, so that they remain a sample. */
const PAUSE_MS = 40

export interface Watch {
  /** Ends the work early. */
  readonly signal: AbortSignal
  /** Is called at once with whatever goes wrong. */
  readonly report: (fault: string) => void
}

/**
 * Sends a server the mixed traffic at a bounded rate, over connections that stay open.
 *
 * @returns how many requests of each kind were answered
 */
export async function load(
  { port }: Server,
  { seconds, rate, signal, report }: Watch & { readonly seconds: number; readonly rate: number },
): Promise<Record<string, number>> {
  // In turns: a connection that waits too long is closed by the server, perhaps while a request is on its way.
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, scheduling: 'fifo' })
  const counts = Object.fromEntries(KIND_NAMES.map((kind) => [kind, 0]))
  const start = performance.now()
  let sent = 0
  const sendAll = async (): Promise<void> => {
    while (!signal.aborted) {
      const number = sent++
      const dueMs = (number * 1000) / rate
      if (dueMs >= seconds * 1000) return
      const { kind, status, next } = TRAFFIC[number % TRAFFIC.length]!
      // Each connection sends one request after the other.
      // oxlint-disable-next-line no-await-in-loop
      await sleep(Math.max(0, start + dueMs - performance.now()))
      // oxlint-disable-next-line no-await-in-loop
      const answer = await ask(port, next(), agent).catch(String)
      if (signal.aborted) return
      if (typeof answer === 'string') report(`${kind}: no answer: ${answer}`)
      else if (answer.status !== status) report(`${kind}: the status is ${answer.status}, expected ${status}`)
      else counts[kind]! += 1
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, sendAll))
  agent.destroy()
  return counts
}

/**
 * Sends a server requests with known verdicts, one at a time, until the signal.
 *
 * @returns how many answers were right
 */
export async function check({ port }: Server, { signal, report }: Watch): Promise<number> {
  let checked = 0
  while (!signal.aborted) {
    for (const verdict of VERDICTS.toSorted(() => Math.random() - 0.5)) {
      if (signal.aborted) break
      // The requests go out one at a time.
      // oxlint-disable-next-line no-await-in-loop
      const fault = await faultOf(port, verdict)
      if (fault && !signal.aborted) report(`Wrong verdict\n${fault}`)
      if (!fault) checked++
      // oxlint-disable-next-line no-await-in-loop
      await sleep(PAUSE_MS)
    }
  }
  return checked
}
