import { Hono } from 'hono'
import type { cors, corsOfHono } from '../built.js'
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../../harness/settings.ts'
import type { Contender } from '../work.ts'

const OPTIONS = {
  origin: ORIGINS,
  credentials: true,
  allowMethods: METHODS,
  allowHeaders: HEADERS,
  maxAge: MAX_AGE,
} as const

/** What is measured of one build of Corsage. */
export interface Build {
  readonly cors: typeof cors
  readonly corsOfHono: typeof corsOfHono
}

/** Corsage around a fetch handler. */
export function corsageOf(build: Pick<Build, 'cors'>, name = 'Corsage'): Contender {
  const policy = build.cors(OPTIONS)
  return { name, make: (handler) => policy.wrap(handler), makeBare: (handler) => handler }
}

/** Corsage as middleware of Hono. */
export function corsageInHonoOf(build: Build, name = 'Corsage in Hono'): Contender {
  const middleware = build.corsOfHono(build.cors(OPTIONS))
  return {
    name,
    make: (handler) => new Hono().use(middleware).get('/items', handler).fetch,
    makeBare: (handler) => new Hono().get('/items', handler).fetch,
  }
}
