import { setTimeout as sleep } from 'node:timers/promises'
import type { Subject } from './subject.ts'

/** What happened to a store, and whether it works now. */
export interface Health {
  kills: number
  blocks: number
  downMs: number
  /** Since when it works; `undefined` while it does not. */
  worksSince: number | undefined
}

/** In milliseconds: how long a store works, is dead, and hangs. */
const WORKS = [4000, 16_000] as const
const DEAD = [300, 9000] as const
const HANGS = [300, 8000] as const

/** Kills and restarts a store, or lets it hang, at random moments until the signal. In the end it works. */
export async function disturb(
  subject: Pick<Subject, 'kill' | 'restart' | 'block' | 'unblock'>,
  health: Health,
  signal: AbortSignal,
): Promise<void> {
  const pause = (range: readonly [number, number]): Promise<unknown> =>
    sleep(between(range), undefined, { signal }).catch(() => {})
  await pause(WORKS)
  while (!signal.aborted) {
    const isKill = Math.random() < 0.6
    const from = Date.now()
    health.worksSince = undefined
    health[isKill ? 'kills' : 'blocks']++
    // oxlint-disable-next-line no-await-in-loop
    await (isKill ? subject.kill() : subject.block())
    // oxlint-disable-next-line no-await-in-loop
    await pause(isKill ? DEAD : HANGS)
    // oxlint-disable-next-line no-await-in-loop
    await (isKill ? subject.restart() : subject.unblock())
    health.worksSince = Date.now()
    health.downMs += health.worksSince - from
    // oxlint-disable-next-line no-await-in-loop
    await pause(WORKS)
  }
}

function between([least, most]: readonly [number, number]): number {
  return least + Math.random() * (most - least)
}
