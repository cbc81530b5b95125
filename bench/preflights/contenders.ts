import type { RequestListener } from 'node:http'
import { text } from 'node:stream/consumers'
import { getRequestListener } from '@hono/node-server'
import corsOfNode from 'cors'
import { Hono } from 'hono'
import { cors as corsOfHono } from 'hono/cors'
import { cors } from '../cases/built.js'
import { HEADER_NAMES, METHODS } from './session.ts'

const MAX_AGE = 7200

/** An API behind a library, for one of the sessions. */
export interface Api {
  readonly session: string
  readonly name: string
  /** The listener for Node's HTTP server, for the origin of the page. */
  readonly listener: (origin: string) => RequestListener
}

/** One API behind each library, for each session. The lists are the same wherever there are lists. */
export const APIS: readonly Api[] = [
  corsage('plain', 'Corsage', { maxAge: MAX_AGE }),
  corsage('plain', 'Corsage, no maxAge'),
  corsage('plain', 'Corsage, stars', { allowMethods: ['*'], allowHeaders: ['*', 'authorization'], maxAge: MAX_AGE }),
  hono('hono/cors, lists', { allowMethods: METHODS, allowHeaders: HEADER_NAMES, maxAge: MAX_AGE }),
  hono('hono/cors, maxAge only', { maxAge: MAX_AGE }),
  hono('hono/cors, defaults'),
  corsPackage('cors, lists', { methods: METHODS, allowedHeaders: HEADER_NAMES, maxAge: MAX_AGE }),
  corsPackage('cors, maxAge only', { maxAge: MAX_AGE }),
  corsPackage('cors, defaults'),
  echo('plain'),
  corsage('conditional', 'Corsage', { maxAge: MAX_AGE }),
  echo('conditional'),
  corsage('forced', 'Corsage', { maxAge: MAX_AGE }),
  echo('forced'),
  corsage('cookies', 'Corsage', { maxAge: MAX_AGE, credentials: true }),
  echo('cookies'),
]

/** The page compares this with its call, so that it notices a call that did not arrive whole. */
function describeCall(method: string | undefined, path: string, headers: object, body: string): object {
  return { method, path, headers, body }
}

/** The answer must not be stored, so that each call of the page reaches the server. */
async function answerCall(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const seen = describeCall(request.method, pathname, Object.fromEntries(request.headers), await request.text())
  return Response.json(seen, { headers: { 'cache-control': 'no-store' } })
}

function corsage(session: string, name: string, options?: object): Api {
  const lists = { allowMethods: METHODS, allowHeaders: HEADER_NAMES }
  const listener = (origin: string): RequestListener =>
    listenerOf(cors({ origin: [origin], ...lists, ...options }).wrap(answerCall))
  return { session, name, listener }
}

function hono(name: string, options?: object): Api {
  const listener = (origin: string): RequestListener => {
    const middleware = corsOfHono(options && { origin, ...options })
    return listenerOf(new Hono().use(middleware).all('/*', ({ req }) => answerCall(req.raw)).fetch)
  }
  return { session: 'plain', name, listener }
}

/** The package `cors`, which is known from Express but needs nothing from it. */
function corsPackage(name: string, options?: object): Api {
  const listener = (origin: string): RequestListener => {
    const middleware = corsOfNode(options && { origin, ...options })
    return (request, response) => {
      const answer = async (): Promise<void> => {
        const { method, url = '', headers } = request
        const seen = describeCall(method, url, headers, await text(request))
        response.setHeader('cache-control', 'no-store').setHeader('content-type', 'application/json')
        response.end(JSON.stringify(seen))
      }
      middleware(request, response, () => void answer())
    }
  }
  return { session: 'plain', name, listener }
}

/** Leaves the global `Response` alone, of which a simulated browser wants its answers to be. */
function listenerOf(handler: (request: Request) => Response | Promise<Response>): RequestListener {
  return getRequestListener(handler, { overrideGlobalObjects: false })
}

/** Allows exactly what the preflight asks for, as many handwritten servers do. */
function echo(session: string): Api {
  const answer = async (request: Request, origin: string): Promise<Response> => {
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
  const listener = (origin: string): RequestListener => listenerOf((request) => answer(request, origin))
  return { session, name: 'echo of what was asked', listener }
}
