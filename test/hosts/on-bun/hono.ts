/** Hono on Bun. Prints its address. */
import type { Context } from 'hono'
import { createHono } from '../hono-app.ts'

const { fetch } = createHono({
  // Hono needs a response even after an upgrade, and Bun ignores it.
  upgrade: (request, { env }: Context<{ Bindings: Bun.Server<undefined> }>) =>
    new Response(null, { status: env.upgrade(request) ? 200 : 400 }),
})
const server = Bun.serve({
  hostname: '127.0.0.1',
  port: 0,
  fetch,
  websocket: {
    message(socket, message) {
      socket.send(`echo ${String(message)}`)
    },
  },
})
console.log(server.url.origin)
