// Runs on Bun and Deno: serves the application under soak, and prints the port.
import { createApp } from './app.mjs'

const HOST = '127.0.0.1'

if (globalThis.Bun) {
  const fetch = createApp((request, server) => {
    if (!server.upgrade(request)) return new Response('Upgrade required', { status: 426 })
  })
  const websocket = { message: () => {} }
  console.log(Bun.serve({ hostname: HOST, port: 0, fetch, websocket, development: false }).port)
} else {
  const app = createApp((request) => Deno.upgradeWebSocket(request).response)
  Deno.serve({ hostname: HOST, port: 0, onListen: ({ port }) => console.log(port) }, app)
}
