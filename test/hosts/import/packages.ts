import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import fastifyCors from '@fastify/cors'
import expressCors from 'cors'
import fastify from 'fastify'
import { Hono } from 'hono'
import { cors as honoCors } from 'hono/cors'
import { cors as itty5Cors, Router as Router5 } from 'itty-router'
import { cors as itty6Cors, Router as Router6 } from 'itty-router-6'
import type { Server } from '../../portable/support/verdicts.ts'

/** Makes an application with a package in front of it. They may be anything, so the packages may throw. */
export type Package = (options: unknown) => Server

export const hono: Package = (options) => {
  const app = new Hono()
  app.use('*', honoCors(options as never))
  app.get('/error', () => {
    throw new Error('Broken')
  })
  app.onError((_error, context) => context.text('Broken', 500))
  app.all('*', (context) => context.text('Hello'))
  return async (request) => await app.fetch(request)
}

/** The middleware with a real response of node:http, and no socket. */
export const express: Package = (options) => {
  const middleware = expressCors(options as never)
  return (request) =>
    new Promise((resolve, reject) => {
      const req = new IncomingMessage(new Socket())
      req.method = request.method
      Object.assign(req.headers, Object.fromEntries(request.headers))
      const res = new ServerResponse(req)
      const answer = (): void => {
        const lines = Object.entries(res.getHeaders()).map(([name, value]): [string, string] => [name, String(value)])
        resolve(new Response(null, { status: res.statusCode, headers: lines }))
      }
      res.end = () => {
        answer()
        return res
      }
      middleware(req, res, (error?: unknown) => {
        if (error) reject(new Error('The package failed', { cause: error }))
        else answer()
      })
    })
}

export const fastifyApp: Package = (options) => {
  const app = fastify()
  app.register(fastifyCors, options as never)
  app.all('/items', async () => 'Hello')
  app.get('/error', async () => {
    throw new Error('Broken')
  })
  return async (request) => {
    const { statusCode, headers, payload } = await app.inject({
      method: request.method as 'GET',
      url: new URL(request.url).pathname,
      headers: Object.fromEntries(request.headers),
    })
    const lines = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
    return new Response(statusCode === 204 ? null : payload, { status: statusCode, headers: lines })
  }
}

export const itty6: Package = (options) => {
  const { preflight, corsify } = itty6Cors(options as never)
  const router = Router6({ before: [preflight as never], finally: [corsify as never] })
  router.all('*', () => new Response('Hello'))
  return async (request) => (await router.fetch(request)) as Response
}

export const itty5: Package = (options) => {
  const { preflight, corsify } = itty5Cors(options as never)
  const router = Router5({ before: [preflight as never], finally: [corsify as never] })
  router.all('*', () => new Response('Hello'))
  return async (request) => (await router.fetch(request)) as Response
}
