import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { makeCertificate } from './certificate.ts'

/** Answers a request to any host. */
export type HostListener = (url: URL, request: IncomingMessage, response: ServerResponse) => void

/** A proxy on loopback. */
export interface Proxy {
  readonly port: number
  readonly close: () => void
}

/** Some cookies are as long as browsers allow, and several go along with one request. */
const OPTIONS = { maxHeaderSize: 1 << 20, insecureHTTPParser: true }

/**
 * A proxy that answers for every host by itself, over http and https. A browser behind it has real sites and
 * secure connections, and nothing leaves the machine.
 */
export async function openProxy(listener: HostListener): Promise<Proxy> {
  const sockets = new Set<Socket>()
  const secure = createSecureServer({ ...makeCertificate(), ...OPTIONS }, (request, response) =>
    listener(new URL(`https://${request.headers.host}${request.url}`), request, response),
  )
  const proxy = createServer(OPTIONS, (request, response) => {
    // A browser sends its proxy the whole URL (RFC 9112, section 3.2.2).
    if (URL.canParse(request.url ?? '')) listener(new URL(request.url!), request, response)
    else response.writeHead(400).end()
  })
  proxy.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
  })
  // A tunnel for TLS (RFC 9110, section 9.3.6), which ends here.
  proxy.on('connect', (_request, socket: Socket, head: Buffer) => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    if (head.length) socket.unshift(head)
    secure.emit('connection', socket)
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port } = proxy.address() as AddressInfo
  const close = (): void => {
    proxy.close()
    for (const socket of sockets) socket.destroy()
  }
  return { port, close }
}
