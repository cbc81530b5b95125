/** The adapter keeps the types of handlers of node:http and node:http2, and makes middleware for Connect and Express. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import {
  createServer as createServer2,
  type Http2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2'
import connect, { type Server as ConnectServer } from 'connect'
import { cors, type CorsRequest } from 'corsage'
import { csrf, protect } from 'corsage/csrf'
import { type FastifyContext, fastifyCors, type KoaContext, koaCors, type NodeContext, withCors } from 'corsage/node'
import express, { type Express, type Request, type Response } from 'express'
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { fromNodeMiddleware } from 'h3'
import { fromNodeMiddleware as fromNodeMiddleware1 } from 'h3-1'
import Koa from 'koa'

const options = { origin: ['https://app.example.com'], credentials: true } as const
const policy = cors(options)

export const inferred: Server = createServer(withCors(options, (req, res) => res.end(req.socket.remoteAddress)))
export const annotated: Server = createServer(
  withCors(policy, async (req: IncomingMessage, res: ServerResponse) => {
    for await (const chunk of req) res.write(chunk)
    res.end()
  }),
)
export const secure: Http2Server = createServer2(
  withCors(protect(policy, { self: 'https://api.example.com' }), (req: Http2ServerRequest, res: Http2ServerResponse) =>
    res.end(req.authority),
  ),
)
export const routed: (req: IncomingMessage, res: ServerResponse, params: { id: string }) => string = withCors(
  csrf({ self: 'https://api.example.com' }),
  (_req: IncomingMessage, _res: ServerResponse, { id }: { id: string }) => id,
)
export const withContext: Server = createServer(
  withCors(
    {
      origin: ({ host }, { request, req }: NodeContext<IncomingMessage, ServerResponse>) =>
        host === 'localhost' && req.socket.remoteAddress === '127.0.0.1' && request.headers.get('x-key') !== null,
      onDecision: ({ reason }, request) => console.info(reason, request satisfies CorsRequest),
    },
    (req, res) => res.end(req.url),
  ),
)

export const inExpress: Express = express()
  .use(withCors(options))
  .use('/api', withCors(protect(policy, { self: 'https://api.example.com' })))
  .get('/', withCors(policy), (_req, res) => res.json({}))
  .use(withCors({ origin: ({ host }, { req }: NodeContext<Request, Response>) => req.hostname === host }))
export const inConnect: ConnectServer = connect().use(withCors(options)).use('/api', withCors(policy))

// Their `next` takes an `Error` only.
void fromNodeMiddleware(withCors(options))
void fromNodeMiddleware1(withCors(protect(policy, { self: 'https://api.example.com' })))

export const inKoa: Koa = new Koa()
  .use(koaCors(options))
  .use(koaCors(protect(policy, { self: 'https://api.example.com' })))
  .use(koaCors({ origin: async ({ host }, { ctx }: KoaContext<Koa.Context>) => ctx.hostname === host }))
  .use((ctx) => (ctx.body = 'Hello'))

export const inFastify: FastifyInstance = fastify()
void inFastify.register(fastifyCors(options))
void inFastify.register(async (part) => {
  await part.register(fastifyCors(protect(policy, { self: 'https://api.example.com' })))
})
void inFastify.register(
  fastifyCors({
    origin: async ({ host }, { reply }: FastifyContext<FastifyReply>) => reply.request.hostname === host,
  }),
)
void fastify({ http2: true }).register(fastifyCors(options))

// @ts-expect-error: any origin with credentials
withCors({ origin: '*', credentials: true })
// @ts-expect-error: the option is `allowHeaders`
withCors({ origin: '*', allowedHeaders: ['a'] })
// @ts-expect-error: errors stay with the server
withCors({ origin: '*', onError: () => new Response() })
// @ts-expect-error: no hook gets a `Request`
withCors({ origin: '*', onDecision: (_decision: unknown, request: globalThis.Request) => void request.text() })
// @ts-expect-error: the context says what its members are
withCors({ origin: (_origin, { req }) => req.socket !== undefined })
// @ts-expect-error: any origin with credentials
koaCors({ origin: '*', credentials: true })
// @ts-expect-error: the context says what its members are
koaCors({ origin: (_origin, { ctx }) => ctx.hostname === 'localhost' })
// @ts-expect-error: any origin with credentials
fastifyCors({ origin: '*', credentials: true })
// @ts-expect-error: the context says what its members are
fastifyCors({ origin: (_origin, { reply }) => reply.request.hostname === 'localhost' })
