import { preflightsAt } from '../model/repeat.ts'
import { type Engine, ENGINES } from '../model/run.ts'
import { serverOf } from '../model/server.ts'
import type { Scene } from '../scene/scene.ts'

/** How long a browser remembers the answer to a preflight. */
export interface Span {
  readonly engine: Engine
  /** The first second in which it asks again. */
  readonly seconds: number
  /** Preflights in an hour in which the page makes a call every minute. */
  readonly inAnHour: number
}

/** Longer than any browser remembers anything. */
const MAX_SECONDS = 4_000_000

/** Finds out by playing, in three browsers, how long each remembers the preflight of a call. */
export async function spansOf(scene: Scene): Promise<Span[]> {
  const server = await serverOf(scene)
  const minutes = Array.from({ length: 60 }, (_, minute) => minute * 60)
  return Promise.all(
    ENGINES.map(async (engine) => ({
      engine,
      seconds: await firstAsking((seconds) => preflightsAt(scene, server, engine, seconds)),
      inAnHour: await preflightsAt(scene, server, engine, minutes),
    })),
  )
}

/** Halves the time between a second in which the browser remembers and one in which it asks. */
async function firstAsking(preflights: (seconds: readonly number[]) => Promise<number>): Promise<number> {
  let [known, asking] = [-1, MAX_SECONDS]
  while (asking - known > 1) {
    const middle = Math.floor((known + asking) / 2)
    // oxlint-disable-next-line no-await-in-loop
    if ((await preflights([0, middle])) > 1) asking = middle
    else known = middle
  }
  return asking
}
