import type { Scene } from '../scene/scene.ts'
import { preflightsAt } from './repeat.ts'
import { type Engine, ENGINES } from './run.ts'
import { serverOf } from './server.ts'

/** The times of the slider. */
export const TIMES = [
  { seconds: 1, name: '1 second' },
  { seconds: 4, name: '4 seconds' },
  { seconds: 6, name: '6 seconds' },
  { seconds: 60, name: '1 minute' },
  { seconds: 300, name: '5 minutes' },
  { seconds: 599, name: 'just under 10 minutes' },
  { seconds: 601, name: 'just over 10 minutes' },
  { seconds: 3599, name: 'just under 1 hour' },
  { seconds: 3601, name: 'just over 1 hour' },
  { seconds: 7199, name: 'just under 2 hours' },
  { seconds: 7201, name: 'just over 2 hours' },
  { seconds: 43_200, name: '12 hours' },
  { seconds: 86_401, name: 'just over 1 day' },
] as const

/** For each engine, and for each time: whether the browser has to send a preflight again. */
export type Timeline = Readonly<Record<Engine, readonly boolean[]>>

/** Makes the call of a scene twice, with each of the times in between. Without a preflight there is nothing to remember. */
export async function timelineOf(scene: Scene): Promise<Timeline | undefined> {
  const server = await serverOf(scene)
  const rows = await Promise.all(
    ENGINES.map(async (engine) => {
      const first = await preflightsAt(scene, server, engine, [0])
      const all = await Promise.all(TIMES.map(({ seconds }) => preflightsAt(scene, server, engine, [0, seconds])))
      return { engine, first, asks: all.map((count) => count > first) }
    }),
  )
  if (rows.every(({ first }) => !first)) return
  return Object.fromEntries(rows.map(({ engine, asks }) => [engine, asks])) as unknown as Timeline
}
