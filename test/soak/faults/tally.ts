import { FAULT_NAMES, type FaultName, SETTINGS } from './kinds.ts'

/** How much longer than the deadline an answer may take on a busy machine. */
export const SLACK_MS = 2000
export const LIMIT_MS: number = SETTINGS.deadline * 1000 + SLACK_MS

/** What the answers to some requests were. */
export interface Tally {
  readonly sent: Record<FaultName, number>
  readonly allowed: Record<FaultName, number>
  foreign: number
  aborted: number
  wrong: number
  hung: number
  failed: number
  longestMs: number
  readonly examples: string[]
}

export function emptyTally(): Tally {
  const zeros = (): Record<FaultName, number> =>
    Object.fromEntries(FAULT_NAMES.map((kind) => [kind, 0])) as Record<FaultName, number>
  const counts = { foreign: 0, aborted: 0, wrong: 0, hung: 0, failed: 0, longestMs: 0 }
  return { sent: zeros(), allowed: zeros(), ...counts, examples: [] }
}
