import { Hono } from 'hono'
import { cors as middleware } from '../../dist/adapters/hono.js'
import { cors } from '../../dist/src/index.js'
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../settings.mjs'

const OPTIONS = {
  origin: ORIGINS,
  credentials: true,
  allowMethods: METHODS,
  allowHeaders: HEADERS,
  maxAge: MAX_AGE,
}
const policy = cors(OPTIONS)

export const corsage = { name: 'Corsage', make: (handler) => policy.wrap(handler), makeBare: (handler) => handler }

export const corsageInHono = {
  name: 'Corsage in Hono',
  make: (handler) => new Hono().use(middleware(policy)).get('/items', handler).fetch,
  makeBare: (handler) => new Hono().get('/items', handler).fetch,
}
