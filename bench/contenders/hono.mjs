import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../settings.mjs'

const OPTIONS = { origin: ORIGINS, credentials: true, allowMethods: METHODS, allowHeaders: HEADERS, maxAge: MAX_AGE }

export const hono = {
  name: 'hono/cors',
  package: 'hono',
  make: (handler) => new Hono().use(cors(OPTIONS)).get('/items', handler).fetch,
  makeBare: (handler) => new Hono().get('/items', handler).fetch,
}

/** What any middleware costs in Hono, and so the least that a layer in it can. */
export const honoWithNothing = {
  name: 'Hono, empty middleware',
  make: (handler, work) => {
    if (!work.startsWith('GET')) return
    const middleware = async (_context, next) => {
      await next()
    }
    return new Hono().use(middleware).get('/items', handler).fetch
  },
  makeBare: (handler) => new Hono().get('/items', handler).fetch,
  known: { 'GET allowed': { permission: null } },
}
