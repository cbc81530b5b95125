import { connect, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http2'
import type { Socket } from 'node:net'
import type { HeaderList } from '../../browser/terms/header-list.ts'
import type { TransportResponse } from '../../browser/terms/wire.ts'
import { MAX_HEADER_BYTES, pairsOf } from './http1.ts'
import type { Sent } from './sent.ts'

/** Headers of a connection, which HTTP/2 does not have (RFC 9113, section 8.2.2). */
const OF_CONNECTION = /^(connection|host|keep-alive|proxy-connection|te|transfer-encoding|upgrade)$/i

/** Sends a request over a connection that speaks HTTP/2, and reads the headers of its response. */
export function exchangeHttp2({ method, url, headers, body }: Sent, socket: Socket): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const session = connect(url.origin, {
      createConnection: () => socket,
      settings: { maxHeaderListSize: MAX_HEADER_BYTES },
    })
    session.on('error', reject)
    session.once('close', () => reject(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })))
    const stream = session.request(outgoing({ method, url, headers }), { endStream: body === null })
    stream.on('error', reject)
    stream.once(
      'response',
      (received: IncomingHttpHeaders & { ':status'?: number }, _flags: number, raw?: string[]) => {
        const lines = raw ? pairsOf(raw) : linesOf(received)
        resolve({
          status: Number(received[':status']),
          statusText: '',
          headers: lines.filter(([name]) => !name.startsWith(':')),
        })
        stream.close()
        session.destroy()
      },
    )
    if (body !== null) stream.end(body)
  })
}

function outgoing({ method, url, headers }: Omit<Sent, 'body'>): OutgoingHttpHeaders {
  const lines: Record<string, string | string[]> = {
    ':method': method,
    ':scheme': url.protocol.slice(0, -1),
    ':authority': url.host,
    ':path': `${url.pathname}${url.search}`,
  }
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    if (OF_CONNECTION.test(key)) continue
    const earlier = lines[key]
    // Several lines are joined, except where Node refuses a list.
    lines[key] = earlier === undefined ? value : `${String(earlier)}, ${value}`
  }
  return lines
}

function linesOf(received: IncomingHttpHeaders): HeaderList {
  return Object.entries(received).flatMap(([name, value]) => [value ?? []].flat().map((one) => [name, one] as const))
}
