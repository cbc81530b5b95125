import { createBrowser } from '../../../src/browser/index.ts'
import type { Scene } from '../scene/scene.ts'
import { type Engine, ENGINES, questionOf } from './run.ts'
import { type Server, serverOf } from './server.ts'

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
    ENGINES.map(
      async (engine) =>
        [engine, await Promise.all(TIMES.map(({ seconds }) => asksAgain(scene, server, engine, seconds)))] as const,
    ),
  )
  if (rows.every(([, times]) => times.every((time) => time === undefined))) return
  return Object.fromEntries(
    rows.map(([engine, times]) => [engine, times.map((time) => time === true)]),
  ) as unknown as Timeline
}

async function asksAgain(
  scene: Scene,
  { network }: Server,
  profile: Engine,
  seconds: number,
): Promise<boolean | undefined> {
  let now = 0
  let preflights = 0
  const counting = (request: Request): Response | Promise<Response> => {
    if (request.method === 'OPTIONS' && request.headers.has('access-control-request-method')) preflights++
    return network(request)
  }
  const { page: from, url, ...init } = questionOf(scene)
  const page = createBrowser({ network: counting, profile, clock: () => now }).page(from)
  const call = (): Promise<unknown> =>
    page.fetch(url, { ...init, headers: init.headers as [string, string][] }).catch(() => undefined)
  await call()
  if (!preflights) return
  preflights = 0
  now = seconds * 1000
  await call()
  return preflights > 0
}
