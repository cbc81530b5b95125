import { PreflightCache, needsPreflight } from './preflight-cache.mjs'
import { HEADER_NAMES, METHODS, PAUSE_MS, callsOf } from './session.mjs'

/**
 * Which calls of a session a browser preflights that does as the standard says, and forgets nothing before its time.
 *
 * @param {(call) => Promise<{ methods: string[], names: string[], maxAge?: number }>} ask for the answer of a server
 * @param seconds that each answer takes
 * @returns the numbers of the calls, from 1
 */
export async function preflightedCalls(session, ask, seconds) {
  const cache = new PreflightCache()
  const preflighted = []
  let now = 0
  let number = 0
  for (const [index, calls] of callsOf(session).entries()) {
    if (index > 0) now += PAUSE_MS / 1000
    for (const call of calls) {
      number++
      if (needsPreflight(call) && !cache.covers(call, now)) {
        now += seconds
        // oxlint-disable-next-line no-await-in-loop
        cache.store(call, await ask(call), now)
        preflighted.push(number)
      }
      now += seconds
    }
  }
  return preflighted
}

/**
 * The fewest preflights that any server can bring about. The more an answer lists, and the longer it counts, the more
 * calls it covers and none the less, so the fullest answers are the best ones. Counted once more from below: the cache
 * starts empty, and no answer covers a call to another URL, nor one without credentials a call with them.
 */
export async function minimum(session, seconds) {
  const fullest = async () => ({ methods: METHODS, names: HEADER_NAMES, maxAge: Infinity })
  const { length: reached } = await preflightedCalls(session, fullest, seconds)
  const unavoidable = lowerBound(callsOf(session).flat())
  if (reached !== unavoidable)
    throw new Error(`The fullest answers give ${reached} preflights, expected ${unavoidable}`)
  return reached
}

function lowerBound(calls) {
  const asked = new Map()
  let count = 0
  for (const { path, credentials } of calls.filter(needsPreflight)) {
    const isIncluded = credentials === 'include'
    if (asked.has(path) && (asked.get(path) || !isIncluded)) continue
    asked.set(path, isIncluded)
    count++
  }
  return count
}
