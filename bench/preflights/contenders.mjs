import { getRequestListener } from '@hono/node-server'
import corsOfExpress from 'cors'
import express from 'express'
import { Hono } from 'hono'
import { cors as corsOfHono } from 'hono/cors'
import { cors } from '../../dist/src/index.js'
import { answerCall, describeCall } from './api.mjs'
import { HEADER_NAMES, METHODS } from './session.mjs'

const MAX_AGE = 7200

/**
 * One API behind each library, for each session. The lists are the same wherever there are lists. Each makes a
 * listener for Node's HTTP server from the origin of the page.
 */
export const CONTENDERS = [
  corsage('plain', 'Corsage', { maxAge: MAX_AGE }),
  corsage('plain', 'Corsage, no maxAge'),
  corsage('plain', 'Corsage, stars', { allowMethods: ['*'], allowHeaders: ['*', 'authorization'], maxAge: MAX_AGE }),
  hono('hono/cors, lists', { allowMethods: METHODS, allowHeaders: HEADER_NAMES, maxAge: MAX_AGE }),
  hono('hono/cors, maxAge only', { maxAge: MAX_AGE }),
  hono('hono/cors, defaults'),
  expressCors('cors, lists', { methods: METHODS, allowedHeaders: HEADER_NAMES, maxAge: MAX_AGE }),
  expressCors('cors, maxAge only', { maxAge: MAX_AGE }),
  expressCors('cors, defaults'),
  echo('plain'),
  corsage('conditional', 'Corsage', { maxAge: MAX_AGE }),
  echo('conditional'),
  corsage('forced', 'Corsage', { maxAge: MAX_AGE }),
  echo('forced'),
  corsage('cookies', 'Corsage', { maxAge: MAX_AGE, credentials: true }),
  echo('cookies'),
]

function corsage(session, name, options) {
  const lists = { allowMethods: METHODS, allowHeaders: HEADER_NAMES }
  const listener = (origin) => getRequestListener(cors({ origin: [origin], ...lists, ...options }).wrap(answerCall))
  return { session, name, listener }
}

function hono(name, options) {
  const listener = (origin) => {
    const middleware = corsOfHono(options && { origin, ...options })
    return getRequestListener(new Hono().use(middleware).all('/*', ({ req }) => answerCall(req.raw)).fetch)
  }
  return { session: 'plain', name, listener }
}

function expressCors(name, options) {
  const listener = (origin) =>
    express()
      .use(corsOfExpress(options && { origin, ...options }))
      .use(express.text({ type: () => true }))
      .use(({ method, path, headers, body }, response) => {
        response.set('cache-control', 'no-store').json(describeCall(method, path, headers, body ?? ''))
      })
  return { session: 'plain', name, listener }
}

/** Allows what this preflight asks for and nothing else, as many handwritten servers do. */
function echo(session) {
  const answer = async (request, origin) => {
    const asked = request.headers.get('access-control-request-method')
    const response = asked ? new Response(null, { status: 204 }) : await answerCall(request)
    response.headers.set('access-control-allow-origin', origin)
    response.headers.set('access-control-allow-credentials', 'true')
    if (!asked) return response
    const names = request.headers.get('access-control-request-headers')
    response.headers.set('access-control-allow-methods', asked)
    if (names) response.headers.set('access-control-allow-headers', names)
    response.headers.set('access-control-max-age', String(MAX_AGE))
    return response
  }
  const listener = (origin) => getRequestListener((request) => answer(request, origin))
  return { session, name: 'echo of what was asked', listener }
}
