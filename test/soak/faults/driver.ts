// A Worker that sends requests to the one under test, each with an execution context of its own, and checks the answers.
import { afterTurns } from '../patience.ts'
import { FAULT_NAMES, type FaultName, FAULTS, originOf } from './kinds.ts'
import { emptyTally, LIMIT_MS, type Tally } from './tally.ts'

const TENANTS = 10
const AT_ONCE = 50
/** The shares of requests for another tenant's origin, of preflights, and of clients that go away. */
const FOREIGN = 0.1
const PREFLIGHTS = 0.3
const ABORTED = 0.04
const MAX_ABORT_MS = 20
const SHOWN = 5

interface Env {
  readonly app: { readonly fetch: (request: Request) => Promise<Response> }
}

const KINDS: readonly FaultName[] = FAULT_NAMES.flatMap((kind) =>
  Array.from({ length: FAULTS[kind].weight }, () => kind),
)

export default {
  fetch: async (request: Request, { app }: Env): Promise<Response> => {
    const { url } = request
    if (url.endsWith('/collect-garbage')) {
      // The two Workers have a heap each.
      ;(globalThis as { gc?: () => void }).gc?.()
      return app.fetch(request)
    }
    const numbers = Array.from({ length: Number(new URL(url).searchParams.get('count')) }).values()
    const tally = emptyTally()
    const sendAll = async (): Promise<void> => {
      // oxlint-disable-next-line no-await-in-loop -- each sends one request after the other
      for (const _ of numbers) await sendOne(app, tally)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, sendAll))
    return Response.json(tally)
  },
}

function below(count: number): number {
  return Math.floor(Math.random() * count)
}

async function sendOne(app: Env['app'], tally: Tally): Promise<void> {
  const kind = KINDS[below(KINDS.length)]!
  const { origins, mayAllow } = FAULTS[kind]
  const tenant = below(TENANTS)
  const isForeign = Math.random() < FOREIGN
  const origin = originOf(kind, below(origins), `t${isForeign ? (tenant + 1) % TENANTS : tenant}`)
  const client = new AbortController()
  const isAborted = Math.random() < ABORTED
  const leave = isAborted && setTimeout(() => client.abort(), below(MAX_ABORT_MS))
  const from = Date.now()
  const answer = await within(app.fetch(requestOf(`t${tenant}`, origin, client.signal)))
  const to = Date.now()
  if (leave) clearTimeout(leave)
  tally.sent[kind]++
  if (isForeign) tally.foreign++
  const note = (count: 'wrong' | 'hung' | 'failed', what: string): void => {
    tally[count]++
    if (tally.examples.length < SHOWN) tally.examples.push(`${what}: ${origin} for t${tenant}, after ${to - from} ms`)
  }
  if (isAborted && typeof answer === 'string') tally.aborted++
  else if (typeof answer === 'string' && answer.startsWith(LATE)) note('hung', `No answer: ${answer}`)
  else if (typeof answer === 'string') note('failed', answer)
  else {
    tally.longestMs = Math.max(tally.longestMs, to - from)
    const permission = answer.headers.get('access-control-allow-origin')
    if (permission !== null) tally.allowed[kind]++
    if (permission !== null && (permission !== origin || isForeign || !mayAllow(from, to)))
      note('wrong', `Allowed ${permission}`)
    if (answer.status >= 400) note('failed', `Status ${answer.status}`)
  }
}

const LATE = 'late'

/** The answer, or what happened in its place. */
async function within(answer: Promise<Response>): Promise<Response | string> {
  let stop = (): void => {}
  const late = new Promise<string>((resolve) => {
    stop = afterTurns(LIMIT_MS, () => resolve(LATE))
  })
  try {
    return await Promise.race([answer, late])
  } catch (error) {
    // The runtime cancels a request once nothing can answer it any more.
    return /hang|hung|never generate a response/i.test(String(error)) ? `${LATE} ${String(error)}` : String(error)
  } finally {
    stop()
  }
}

function requestOf(tenant: string, origin: string, signal: AbortSignal): Request {
  const url = `https://app.example/${tenant}/items`
  if (Math.random() >= PREFLIGHTS) return new Request(url, { headers: { origin }, signal })
  return new Request(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'PUT' }, signal })
}
