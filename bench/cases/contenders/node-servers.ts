// Apart from the other libraries, because a Worker is bundled with those, and these need what only Node has.
import { createServer, type Server } from 'node:http'
import { OPTIONS } from './libraries.ts'

/** A server of Node that is not built on fetch, and so does not pay for the conversion that the others pay for there. */
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
