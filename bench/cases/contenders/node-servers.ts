// Servers of Node that are not built on fetch, and so do not pay for the conversion that the others pay for there.
import { createServer, type Server } from 'node:http'
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../../harness/settings.ts'

const OPTIONS = { origin: ORIGINS, credentials: true, methods: METHODS, allowedHeaders: HEADERS, maxAge: MAX_AGE }

export interface NodeServer {
  readonly name: string
  readonly createServer: () => Promise<Server>
}

export const express: NodeServer = {
  name: 'Express cors',
  createServer: async () => {
    const [{ default: makeApp }, { default: cors }] = await Promise.all([import('express'), import('cors')])
    const app = makeApp()
    app.use(cors(OPTIONS))
    app.get('/items', (_request, response) => response.type('text/plain').send('ok'))
    return createServer(app)
  },
}

export const fastify: NodeServer = {
  name: '@fastify/cors',
  createServer: async () => {
    const [{ default: makeApp }, { default: cors }] = await Promise.all([import('fastify'), import('@fastify/cors')])
    const app = makeApp()
    await app.register(cors, OPTIONS)
    app.get('/items', () => 'ok')
    await app.ready()
    return app.server
  },
}
