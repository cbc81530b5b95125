import { createBrowser, type PageRequestInit, type ProfileName } from '../../../src/browser/index.ts'
import { type Engine, ENGINES } from '../model/run.ts'
import type { Network } from './call.ts'

/** How long a browser remembers the answer to a preflight. */
export interface Span {
  readonly engine: Engine
  /** The first second in which it asks again. */
  readonly seconds: number
  /** Preflights in an hour in which the page makes a call every minute. */
  readonly inAnHour: number
}

/** A call that needs a preflight. */
export interface RepeatedCall {
  readonly page: string
  readonly url: string
  readonly init: PageRequestInit
  readonly network: Network
}

/** Longer than any browser remembers anything. */
const MAX_SECONDS = 4_000_000

/** Finds out by playing, in three browsers, how long each remembers a preflight. */
export function spansOf(call: RepeatedCall): Promise<Span[]> {
  return Promise.all(
    ENGINES.map(async (engine) => {
      const minutes = Array.from({ length: 60 }, (_, minute) => minute * 60)
      return {
        engine,
        seconds: await firstAsking(call, engine),
        inAnHour: await preflightsAt(call, engine, minutes),
      }
    }),
  )
}

/** Halves the time between a second in which the browser remembers and one in which it asks. */
async function firstAsking(call: RepeatedCall, engine: Engine): Promise<number> {
  let [known, asking] = [-1, MAX_SECONDS]
  while (asking - known > 1) {
    const middle = Math.floor((known + asking) / 2)
    // oxlint-disable-next-line no-await-in-loop
    if ((await preflightsAt(call, engine, [0, middle])) > 1) asking = middle
    else known = middle
  }
  return asking
}

/** How many preflights a new browser sends, if the page makes a call in each of these seconds. */
export async function preflightsAt(
  { page, url, init, network }: RepeatedCall,
  profile: ProfileName,
  seconds: readonly number[],
): Promise<number> {
  let now = 0
  let preflights = 0
  const counting: Network = (request) => {
    if (request.method === 'OPTIONS') preflights++
    return network(request)
  }
  const open = createBrowser({ network: counting, profile, clock: () => now }).page(page)
  for (const second of seconds) {
    now = second * 1000
    // oxlint-disable-next-line no-await-in-loop
    await open.fetch(url, init)
  }
  return preflights
}
