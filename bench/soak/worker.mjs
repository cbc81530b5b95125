// The application under soak as a Worker.
import { createApp } from './app.mjs'

const fetch = createApp(() => {
  const { 0: client, 1: server } = new WebSocketPair()
  server.accept()
  return new Response(null, { status: 101, webSocket: client })
})

export default { fetch }
