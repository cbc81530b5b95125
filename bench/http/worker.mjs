import { WORK } from '../work.mjs'

/** A Worker that serves one contender at one kind of work. */
export function createWorker(contender, work) {
  return { fetch: contender.make(WORK[work].handler, work) }
}
