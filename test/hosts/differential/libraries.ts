import expressCors from 'cors'
import fastifyCors from '@fastify/cors'
import fastify from 'fastify'
import { Hono } from 'hono'
import { cors as honoCors } from 'hono/cors'
import { cors } from '../../../src/index.ts'
import { listen } from '../support/upstream.ts'

/** The options that all libraries have. None is left out or empty, because each library has other defaults. */
export interface CommonOptions {
  readonly origin: readonly string[]
  readonly credentials: boolean
  readonly allowMethods: readonly string[]
  readonly allowHeaders: readonly string[]
  readonly exposeHeaders: readonly string[]
  readonly maxAge: number
}

/** Answers a request with `data` through one of the libraries. */
export interface Served {
  readonly send: (method: string, headers: Record<string, string>) => Promise<Response>
  readonly stop?: () => Promise<unknown>
}

const API = 'https://api.example/items'

/** The libraries, each configured with exact origins as its documentation recommends. */
export const LIBRARIES: Readonly<Record<string, (options: CommonOptions) => Served | Promise<Served>>> = {
  corsage: (options) => {
    const handler = cors({ ...options }).wrap(() => new Response('data'))
    return { send: async (method, headers) => handler(new Request(API, { method, headers })) }
  },
  'hono/cors': (options) => {
    const app = new Hono()
    app.use(honoCors(writable(options)))
    app.all('*', (context) => context.text('data'))
    return { send: async (method, headers) => app.request(API, { method, headers }) }
  },
  cors: async (options) => {
    const middleware = expressCors(renamed(options))
    const { origin, stop } = await listen((request, response) => {
      middleware(request, response, () => response.end('data'))
    })
    return { send: (method, headers) => fetch(origin, { method, headers }), stop }
  },
  '@fastify/cors': async (options) => {
    const app = fastify()
    await app.register(fastifyCors, renamed(options))
    app.all('/items', async () => 'data')
    const send = async (method: string, headers: Record<string, string>): Promise<Response> => {
      const answer = await app.inject({ method: method as 'GET', url: API, headers })
      const lines = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as [string, string])
      const hasBody = ![204, 304].includes(answer.statusCode)
      return new Response(hasBody ? answer.body : null, { status: answer.statusCode, headers: lines })
    }
    return { send, stop: () => app.close() }
  },
}

function writable(options: CommonOptions) {
  const { credentials, maxAge } = options
  const [origin, allowMethods, allowHeaders, exposeHeaders] = [
    [...options.origin],
    [...options.allowMethods],
    [...options.allowHeaders],
    [...options.exposeHeaders],
  ]
  return { origin, allowMethods, allowHeaders, exposeHeaders, credentials, maxAge }
}

function renamed(options: CommonOptions) {
  const { origin, allowMethods, allowHeaders, exposeHeaders, ...same } = writable(options)
  return { ...same, origin, methods: allowMethods, allowedHeaders: allowHeaders, exposedHeaders: exposeHeaders }
}
