import { type IncomingMessage, request as startRequest } from 'node:http'
import type { Socket } from 'node:net'
import type { Header } from '../../browser/index.ts'
import type { Limits, Received, Sent } from './exchange.ts'
import { checkSize } from './check-size.ts'
import { readBody } from './read-body.ts'

/** Sends a request over HTTP/1.1. */
export async function sendHttp1(
  { method, url, headers, body }: Sent,
  socket: Socket,
  { maxHeaders, maxBody }: Limits,
  signal: AbortSignal,
): Promise<Received> {
  const lines: Header[] = [['Host', url.host], ['Connection', 'keep-alive'], ...headers]
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = startRequest({
      method,
      path: url.pathname + url.search,
      // Lists of lines are sent as they are.
      headers: lines as unknown as readonly string[],
      createConnection: () => socket,
      maxHeaderSize: maxHeaders,
    })
    // All lines, or else the one that decides may be missing.
    request.maxHeadersCount = 0
    const closed = (): void => reject(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' }))
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    request.on('response', resolve)
    // A status of 101 without a request for it.
    request.on('upgrade', resolve)
    request.on('error', reject)
    request.on('close', closed)
    request.end(body ?? undefined)
  })
  const raw = response.rawHeaders
  const received: Header[] = raw.flatMap((name, at) => (at % 2 ? [] : [[name, raw[at + 1]!] as const]))
  checkSize(received, maxHeaders)
  return {
    status: response.statusCode!,
    statusText: response.statusMessage!,
    headers: received,
    ...(await readBody(response, maxBody, signal)),
    protocol: 'http/1.1',
  }
}
