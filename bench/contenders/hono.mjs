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
