/** Answers a request for a WebSocket on Workers, with one that echoes. */
export function upgrade(): Response {
  const { 0: client, 1: server } = new WebSocketPair()
  server.accept()
  server.addEventListener('message', ({ data }) => server.send(`echo ${data}`))
  // With an older compatibility date, the runtime does not answer a close frame by itself.
  server.addEventListener('close', () => server.close(1000))
  return new Response(null, { status: 101, webSocket: client })
}
