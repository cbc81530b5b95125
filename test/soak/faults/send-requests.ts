import { Agent, get } from 'node:http'
import { emptyTally, type Tally } from './tally.ts'
import { FAULT_NAMES, originOf } from './kinds.ts'
import type { RunningWorkers } from '../workerd.ts'

/** Requests of one batch, and batches at a time: each batch has fifty requests on the way. */
const BATCH = 500
const BATCHES = 6
/** For each batch, connections that are closed before the answer comes. */
const CLOSED = 5

/** Sends requests with faults, and adds up what the answers were. */
export async function sendRequests({ ports }: Pick<RunningWorkers, 'ports'>, count: number): Promise<Tally> {
  const agent = new Agent({ keepAlive: true })
  const tally = emptyTally()
  let left = count
  const sendBatches = async (): Promise<void> => {
    while (left > 0) {
      const size = Math.min(BATCH, left)
      left -= size
      for (let at = 0; at < CLOSED; at++) openAndClose(ports['app'] ?? 0)
      // oxlint-disable-next-line no-await-in-loop -- one after the other in each of the six
      add(tally, JSON.parse(await read(ports['driver'] ?? 0, `/?count=${size}`, agent)) as Tally)
    }
  }
  await Promise.all(Array.from({ length: BATCHES }, sendBatches))
  agent.destroy()
  return tally
}

/** A client that goes away, perhaps while the store hangs, so that its request is cancelled. */
function openAndClose(port: number): void {
  const kind = FAULT_NAMES[Math.floor(Math.random() * FAULT_NAMES.length)]!
  const origin = originOf(kind, Math.floor(Math.random() * 100), 't1')
  const sent = get({ host: '127.0.0.1', port, path: '/t1/items', headers: { origin }, agent: false })
  sent.once('error', () => {})
  setTimeout(() => sent.destroy(), Math.random() * 50)
}

function read(port: number, path: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        text += chunk
      })
      response.once('end', () =>
        response.statusCode === 200
          ? resolve(text)
          : reject(new Error(`The driver answers ${response.statusCode}: ${text}`)),
      )
      response.once('error', reject)
    }).once('error', reject)
  })
}

function add(sum: Tally, part: Tally): void {
  for (const kind of FAULT_NAMES) {
    sum.sent[kind] += part.sent[kind]
    sum.allowed[kind] += part.allowed[kind]
  }
  for (const name of ['foreign', 'aborted', 'wrong', 'hung', 'failed'] as const) sum[name] += part[name]
  sum.longestMs = Math.max(sum.longestMs, part.longestMs)
  sum.examples.push(...part.examples)
}
