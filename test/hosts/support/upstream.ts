import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Running {
  readonly origin: string
  readonly stop: () => Promise<unknown>
}

/** A server on a free port of the loopback interface. */
export async function listen(listener: RequestListener): Promise<Running> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () => stopServer(server),
  }
}

/** Stops a server and closes its connections. */
export function stopServer(server: Server): Promise<unknown> {
  return new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  })
}

/** The server that applications fetch from. It sends its own CORS headers. */
export function startUpstream(): Promise<Running> {
  return listen((_request, response) => {
    response.setHeader('Access-Control-Allow-Origin', ['*', 'https://evil.example'])
    response.setHeader('Access-Control-Allow-Credentials', 'true')
    response.setHeader('Access-Control-Expose-Headers', 'x-secret')
    response.setHeader('Vary', 'Accept-Encoding')
    response.setHeader('Set-Cookie', ['u=1', 'v=2'])
    response.end('upstream')
  })
}
