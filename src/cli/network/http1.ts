import { request } from 'node:http'
import type { Socket } from 'node:net'
import type { HeaderList } from '../../browser/terms/header-list.ts'
import type { TransportResponse } from '../../browser/terms/wire.ts'
import type { Sent } from './sent.ts'

/** The most bytes of a response's headers. Browsers accept 256 kB. */
export const MAX_HEADER_BYTES = 262_144

/** Sends a request over a connection, and reads the headers of its response. */
export function exchangeHttp1({ method, url, headers, body }: Sent, socket: Socket): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const sent = request({
      method,
      path: `${url.pathname}${url.search}`,
      // Pairs one after the other, so that none is merged or reordered. Browsers write `Host` first.
      headers: ['Host', url.host, ...headers.flat()] as unknown as Record<string, string>,
      setHost: false,
      createConnection: () => socket,
      maxHeaderSize: MAX_HEADER_BYTES,
      // Browsers are as lenient.
      insecureHTTPParser: true,
    })
    // All lines, or else the one that decides may be missing.
    sent.maxHeadersCount = 0
    sent.once('response', (response) => {
      const { statusCode = 0, statusMessage = '', rawHeaders } = response
      // Nobody reads the body, which may have no end.
      response.on('error', () => undefined)
      resolve({ status: statusCode, statusText: statusMessage, headers: pairsOf(rawHeaders) })
      response.destroy()
    })
    sent.on('error', reject)
    sent.end(body ?? undefined)
  })
}

/** Names and values that stand one after the other, as pairs. */
export function pairsOf(raw: readonly string[]): HeaderList {
  return raw.flatMap((name, at) => (at % 2 ? [] : [[name, raw[at + 1] ?? ''] as const]))
}
