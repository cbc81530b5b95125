import cors from '@fastify/cors'
import makeApp from 'fastify'
import { HEADERS, MAX_AGE, METHODS, ORIGINS } from '../settings.mjs'

const OPTIONS = { origin: ORIGINS, credentials: true, methods: METHODS, allowedHeaders: HEADERS, maxAge: MAX_AGE }

/** Not on fetch but on the server of Node: without the conversion that the others pay for there. */
export const fastify = {
  name: '@fastify/cors',
  createServer: async () => {
    const app = makeApp()
    await app.register(cors, OPTIONS)
    app.get('/items', () => 'ok')
    await app.ready()
    return app.server
  },
}
