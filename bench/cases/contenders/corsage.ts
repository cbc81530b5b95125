import { Hono } from 'hono'
import type { cors as CorsOfHono } from '../../../adapters/hono.ts'
import type { cors as Cors } from '../../../src/index.ts'
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../../harness/settings.ts'
import type { Contender } from './contender.ts'

const OPTIONS = {
  origin: ORIGINS,
  credentials: true,
  allowMethods: METHODS,
  allowHeaders: HEADERS,
  maxAge: MAX_AGE,
} as const

/** What is measured of one build of Corsage. */
export interface Build {
  readonly cors: typeof Cors
  readonly corsOfHono: typeof CorsOfHono
}

/** Corsage around a fetch handler. */
export function corsageOf({ cors }: Build, name = 'Corsage'): Contender {
  const policy = cors(OPTIONS)
  return { name, make: (handler) => policy.wrap(handler), makeBare: (handler) => handler }
}

/** Corsage as middleware of Hono. */
export function corsageInHonoOf({ cors, corsOfHono }: Build, name = 'Corsage in Hono'): Contender {
  const middleware = corsOfHono(cors(OPTIONS))
  return {
    name,
    make: (handler) => new Hono().use(middleware).get('/items', handler).fetch,
    makeBare: (handler) => new Hono().get('/items', handler).fetch,
  }
}
