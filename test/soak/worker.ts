// The application under soak as a Worker.
import { createApp } from './app.ts'

declare const WebSocketPair: new () => {
  readonly 0: WebSocket
  readonly 1: WebSocket & { readonly accept: () => void }
}

const fetch = createApp(() => {
  const { 0: client, 1: server } = new WebSocketPair()
  server.accept()
  return new Response(null, { status: 101, webSocket: client } as ResponseInit)
})

export default { fetch: (request: Request): Response | Promise<Response> => fetch(request) }
