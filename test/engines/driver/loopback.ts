import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Loopback {
  readonly origin: string
  readonly close: () => void
}

/**
 * Listens on both loopback addresses, because browsers use either for `localhost`, and on nothing else.
 *
 * URLs have the name `localhost`, because Firefox does not use its preflight cache at first if the API is at 127.0.0.1.
 *
 * @param makeListener receives the origin of the server
 */
export async function serve(makeListener: (origin: string) => RequestListener): Promise<Loopback> {
  let listener: RequestListener
  // Longer than any run, because a browser that reuses a connection while the server closes it would see an error.
  const options = { keepAliveTimeout: 120_000 }
  const listen: RequestListener = (request, response) => listener(request, response)
  const servers = [createServer(options, listen), createServer(options, listen)] as const
  const [first, second] = servers
  await bind(first, 0, '127.0.0.1')
  const { port } = first.address() as AddressInfo
  await bind(second, port, '::1')
  const origin = `http://localhost:${port}`
  listener = makeListener(origin)
  const close = (): void => {
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  }
  return { origin, close }
}

function bind(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}
