import { Agent, get, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterTurns } from '../patience.ts'
import type { Health } from './chaos.ts'
import { OPTIONS, SLACK_MS } from './settings.ts'
import { type Kind, KINDS, next } from './traffic.ts'
import type { Truth } from './truth.ts'

const CONNECTIONS = 60
const PREFLIGHTS = 0.3
/** The share of clients that go away, and how soon. */
const ABORTED = 0.03
const MAX_ABORT_MS = 100
const LIMIT_MS = OPTIONS.deadline * 1000 + SLACK_MS
/** How long after its restart a store is given until every client has a connection again. */
const RECOVERY_MS = 3000

export interface Counts {
  readonly sent: Record<Kind, number>
  readonly allowed: Record<Kind, number>
  /** Clients that went away. */
  aborted: number
  /** Requests from origins that are always allowed, while the store worked, and how many of them were refused. */
  steady: number
  steadyRefused: number
  /** Those that were refused although the store answered every question in time. */
  needlesslyRefused: number
  longestMs: number
}

export interface Load {
  readonly port: number
  readonly seconds: number
  readonly rate: number
  readonly truth: Truth
  readonly health: Health
  readonly signal: AbortSignal
  readonly report: (fault: string) => void
}

/** Sends requests at a bounded rate, and checks each answer against what the store says. */
export async function load({ port, seconds, rate, truth, health, signal, report }: Load): Promise<Counts> {
  const zeros = (): Record<Kind, number> => Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>
  const counts: Counts = {
    sent: zeros(),
    allowed: zeros(),
    aborted: 0,
    steady: 0,
    steadyRefused: 0,
    needlesslyRefused: 0,
    longestMs: 0,
  }
  // In turns: a connection that waits too long is closed by the server, perhaps while a request is on its way.
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, scheduling: 'fifo' })
  const start = performance.now()
  let number = 0
  let troubles = Number.NaN
  let troubledAt = -Infinity
  const sendOne = async (): Promise<void> => {
    const { kind, tenant, origin } = next()
    const from = Date.now()
    const worked = health.worksSince !== undefined && from - health.worksSince > RECOVERY_MS
    const isAborted = Math.random() < ABORTED
    const answer = await ask({
      port,
      agent,
      tenant,
      origin,
      leaveAfter: isAborted ? Math.random() * MAX_ABORT_MS : undefined,
    })
    const ms = Date.now() - from
    counts.sent[kind]++
    if (isAborted && typeof answer === 'string') {
      counts.aborted++
      return
    }
    if (typeof answer === 'string') return report(`${kind}: ${answer} after ${ms} ms`)
    counts.longestMs = Math.max(counts.longestMs, ms)
    const { permission } = answer
    // Other requests may have met the trouble meanwhile: then the longer time counts, so that no fault is invented.
    const isFirst = Number.isNaN(troubles)
    const isAnswering = answer.troubles === troubles && troubledAt < from
    if (!Number.isNaN(answer.troubles) && answer.troubles !== troubles) {
      ;({ troubles } = answer)
      if (!isFirst) troubledAt = Date.now()
    }
    if (kind === 'steady' && worked && health.worksSince !== undefined) {
      counts.steady++
      counts.steadyRefused += Number(permission === undefined)
      counts.needlesslyRefused += Number(permission === undefined && isAnswering)
    }
    if (permission === undefined) return
    counts.allowed[kind]++
    const fault =
      permission === origin ? truth.faultOf({ tenant, origin, from, isAnswering }) : `It allows ${permission}`
    if (fault) report(`Wrong: ${kind} ${origin} of ${tenant} is allowed. ${fault}`)
  }
  const sendAll = async (): Promise<void> => {
    while (!signal.aborted) {
      const dueMs = (number++ * 1000) / rate
      if (dueMs >= seconds * 1000) return
      // oxlint-disable-next-line no-await-in-loop -- each sends one request after the other
      await sleep(Math.max(0, start + dueMs - performance.now()))
      // oxlint-disable-next-line no-await-in-loop
      await sendOne()
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, sendAll))
  agent.destroy()
  return counts
}

interface Asked {
  readonly port: number
  readonly agent: Agent
  readonly tenant: string
  readonly origin: string
  readonly leaveAfter: number | undefined
}

interface Answer {
  readonly permission: string | undefined
  /** What the server counts of failures and late answers; `NaN` in a preflight. */
  readonly troubles: number
}

/** The answer, or what happened in its place. */
function ask({ port, agent, tenant, origin, leaveAfter }: Asked): Promise<Answer | string> {
  const isPreflight = Math.random() < PREFLIGHTS
  return new Promise((resolve) => {
    const sent = request({
      host: '127.0.0.1',
      port,
      agent: leaveAfter === undefined ? agent : false,
      path: `/${tenant}/items`,
      method: isPreflight ? 'OPTIONS' : 'GET',
      headers: { origin, ...(isPreflight && { 'access-control-request-method': 'PUT' }) },
    })
    const stop = afterTurns(LIMIT_MS, () => {
      resolve('Hung: no answer')
      sent.destroy()
    })
    const leave = leaveAfter === undefined ? undefined : setTimeout(() => sent.destroy(), leaveAfter)
    const end = (result: Answer | string): void => {
      stop()
      clearTimeout(leave)
      resolve(result)
    }
    sent.once('error', (error) => end(String(error)))
    sent.once('close', () => end('The connection was closed'))
    sent.once('response', (response) => {
      response.resume()
      const { 'access-control-allow-origin': permission, 'x-troubles': troubles } = response.headers
      const status = response.statusCode ?? 0
      response.once('end', () =>
        end(status < 400 ? { permission, troubles: Number(troubles ?? Number.NaN) } : `The status is ${status}`),
      )
    })
    sent.end()
  })
}

/** Whether a server answers at all. */
export function isUp(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    get({ host: '127.0.0.1', port, path: '/up', agent: false }, (response) => {
      response.resume()
      resolve(true)
    }).once('error', () => resolve(false))
  })
}
