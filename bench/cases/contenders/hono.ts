import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../../harness/settings.ts'
import type { Contender } from '../work.ts'

const OPTIONS = { origin: ORIGINS, credentials: true, allowMethods: METHODS, allowHeaders: HEADERS, maxAge: MAX_AGE }

export const hono: Contender = {
  name: 'hono/cors',
  make: (handler) => new Hono().use(cors(OPTIONS)).get('/items', handler).fetch,
  makeBare: (handler) => new Hono().get('/items', handler).fetch,
}

/** The cost of any middleware in Hono, and so the least that a layer in Hono can cost. */
export const honoWithNothing: Contender = {
  name: 'Hono, empty middleware',
  make: (handler, work) => {
    if (!work.startsWith('GET')) return undefined
    const app = new Hono().use(async (_context, next) => {
      await next()
    })
    return app.get('/items', handler).fetch
  },
  makeBare: (handler) => new Hono().get('/items', handler).fetch,
  known: { 'GET allowed': { permission: null } },
}
