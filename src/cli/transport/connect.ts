import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls, TLSSocket } from 'node:tls'
import { lookupFor } from './address.ts'

/** A connection, and what is spoken on it. */
export interface Connection {
  readonly socket: Socket
  readonly isHttp2: boolean
}

/** Connects to the server of a URL. Over TLS, the server chooses between HTTP/2 and HTTP/1.1 (RFC 7301). */
export function connect(url: URL, allowsPrivate: boolean, signal: AbortSignal): Promise<Connection> {
  const isSecure = url.protocol === 'https:'
  // IPv6 addresses have brackets in URLs only.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const place = { host, port: Number(url.port) || (isSecure ? 443 : 80), lookup: lookupFor(allowsPrivate) }
  const socket = isSecure
    ? connectTls({
        ...place,
        ALPNProtocols: ['h2', 'http/1.1'],
        // An address is not a server name (RFC 6066, section 3).
        ...(isIP(host) ? {} : { servername: host }),
      })
    : connectTcp(place)
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      socket.destroy()
      reject(error)
    }
    signal.addEventListener('abort', () => fail(signal.reason), { once: true })
    socket.on('error', fail)
    socket.once('close', () => fail(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' })))
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      resolve({ socket, isHttp2: socket instanceof TLSSocket && socket.alpnProtocol === 'h2' })
    })
  })
}
