import { once } from 'node:events'
import { createServer } from 'node:http'
import { createSecureServer } from 'node:http2'
import { createServer as createSecureHttp1 } from 'node:https'
import { type AddressInfo, createServer as createTcp, type Server } from 'node:net'
import type { Certificate } from '../../engines/cookies/certificate.ts'
import { answerBroken, BYTES } from './broken.ts'

/** A server on loopback. */
export interface Started {
  readonly origin: string
  readonly close: () => void
}

/** Serves the paths of `PATHS`. */
export async function startBroken(): Promise<Started> {
  const server = createServer(answerBroken)
  return await started(server, 'http', () => server.closeAllConnections())
}

/**
 * Serves the paths of `PATHS` over TLS: HTTP/2, and HTTP/1.1 for those who do not speak it.
 *
 * @param onVersion is called with the version of HTTP of each request
 */
export async function startSecure(
  { key, cert }: Certificate,
  onVersion: (version: string) => void = () => {},
): Promise<Started> {
  const server = createSecureServer({ key, cert, allowHTTP1: true }, (request, response) => {
    onVersion(request.httpVersion)
    answerBroken(request as never, response as never)
  })
  return await started(server, 'https')
}

/** Serves the paths of `PATHS` over TLS and HTTP/1.1 only. */
export async function startSecureHttp1({ key, cert }: Certificate): Promise<Started> {
  const server = createSecureHttp1({ key, cert }, answerBroken)
  return await started(server, 'https', () => server.closeAllConnections())
}

/** Answers every connection with the bytes of `BYTES`. */
export async function startBytes(name: string): Promise<Started> {
  const answer = BYTES[name]!
  const server = createTcp((socket) => {
    socket.on('error', () => undefined)
    if (typeof answer === 'string') socket.once('data', () => socket.end(answer, 'latin1'))
    else {
      const timer = answer((bytes) => void socket.write(bytes, 'latin1'))
      socket.on('close', () => clearInterval(timer))
    }
  })
  return await started(server, 'http')
}

async function started(server: Server, scheme: string, end?: () => void): Promise<Started> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = (): void => {
    server.close()
    end?.()
  }
  return { origin: `${scheme}://localhost:${port}`, close }
}
