/** Hono on Deno. Prints its address. */
import { createHono } from '../hono-app.ts'

const { fetch } = createHono({
  upgrade(request) {
    const { socket, response } = Deno.upgradeWebSocket(request)
    socket.addEventListener('message', ({ data }) => socket.send(`echo ${data}`))
    return response
  },
})
Deno.serve(
  { hostname: '127.0.0.1', port: 0, onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`) },
  (request) => fetch(request),
)
