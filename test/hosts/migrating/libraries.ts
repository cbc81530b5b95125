import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import fastifyCors from '@fastify/cors'
import expressCors from 'cors'
import fastify from 'fastify'
import { H3, handleCors } from 'h3'
import { createApp, defineEventHandler, handleCors as handleCors1, toWebHandler } from 'h3-1'
import { Hono } from 'hono'
import { cors as honoCors } from 'hono/cors'
import { AutoRouter, cors as ittyCors } from 'itty-router'
import { cors, type CorsOptions } from '../../../src/index.ts'

/** A library never answers a request. */
export class NoAnswerError extends Error {}

type Headers = Readonly<Record<string, string>>
type Send = (method: string, headers: Headers) => Promise<Response>

/** A library: how it answers with some options, and what its `origin` function returns to allow. */
export interface Library {
  readonly serve: (options: object) => Send
  readonly allow: (origin: string) => unknown
}

const API = 'https://api.example/'
const yes = (): boolean => true
const itself = (origin: string): string => origin

/** Sends a request to a handler. */
const toHandler =
  (handler: (request: Request) => Response | Promise<Response>): Send =>
  async (method, headers) =>
    handler(new Request(API, { method, headers }))

/** Corsage and the libraries of docs/migrating.md that have options, by the names of the page. */
export const LIBRARIES: Readonly<Record<string, Library>> = {
  Corsage: { allow: yes, serve: (options) => toHandler(cors(options as CorsOptions).wrap(() => new Response('data'))) },
  'hono/cors': {
    allow: itself,
    serve: (options) => {
      const app = new Hono().use(honoCors(options as never)).all('*', (context) => context.text('data'))
      return toHandler((request) => app.fetch(request))
    },
  },
  cors: {
    allow: yes,
    serve: (options) => {
      const middleware = expressCors(options)
      return async (method, headers) => {
        const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
        const request = Object.assign(new IncomingMessage(new Socket()), { method, headers: Object.fromEntries(lower) })
        const response = new ServerResponse(request)
        let isAnswered = false
        middleware(request, response, () => (isAnswered = true))
        // It answers at once, unless it waits for a callback.
        await new Promise(setImmediate)
        if (!isAnswered && !response.writableEnded) throw new NoAnswerError()
        const found = Object.entries(response.getHeaders()).map(([name, value]): [string, string] => [
          name,
          String(value),
        ])
        return new Response(null, { status: response.statusCode, headers: found })
      }
    },
  },
  '@fastify/cors': {
    allow: yes,
    serve: (options) => async (method, headers) => {
      const app = fastify()
      await app.register(fastifyCors, options)
      app.get('/', async () => 'data')
      const answer = await app.inject({ method: method as 'GET', url: '/', headers })
      const found = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)])
      return new Response(null, { status: answer.statusCode, headers: found })
    },
  },
  'itty-router': {
    allow: itself,
    serve: (options) => {
      const { preflight, corsify } = ittyCors(options)
      const router = AutoRouter({ before: [preflight], finally: [corsify] }).all('*', () => 'data')
      return toHandler((request) => router.fetch(request) as Promise<Response>)
    },
  },
  'h3 2': {
    allow: yes,
    serve: (options) => {
      const app = new H3().all('/', (event) => handleCors(event, options) || 'data')
      return toHandler((request) => app.fetch(request))
    },
  },
  'h3 1': {
    allow: yes,
    serve: (options) => {
      const app = createApp().use(defineEventHandler((event) => (handleCors1(event, options) ? '' : 'data')))
      return toHandler(toWebHandler(app))
    },
  },
  '@elysiajs/cors': {
    allow: yes,
    serve: (options) => async (method, headers) => {
      const [{ Elysia }, { cors: elysiaCors }] = await Promise.all([loadElysia('elysia'), loadElysia('@elysiajs/cors')])
      const app = new Elysia().use(elysiaCors(options)).all('/', () => 'data')
      return toHandler((request) => app.handle(request))(method, headers)
    },
  },
}

/** The parts of Elysia that are used here. */
interface ElysiaLike {
  use(plugin: unknown): this
  all(path: string, handler: () => unknown): this
  handle(request: Request): Promise<Response>
}

/** Imports without types, because those of Elysia would bring the globals of Bun into all tests. */
async function loadElysia(
  name: string,
): Promise<{ readonly Elysia: new () => ElysiaLike; readonly cors: (options: object) => unknown }> {
  return (await import(name)) as Awaited<ReturnType<typeof loadElysia>>
}
