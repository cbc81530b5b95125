import { type ClientHttp2Session, type ClientHttp2Stream, connect as startSession } from 'node:http2'
import type { Socket } from 'node:net'
import type { Header } from '../../browser/index.ts'
import { type Limits, type Received, type Sent } from './exchange.ts'
import { checkSize } from './check-size.ts'
import { readBody } from './read-body.ts'

/** Headers of a connection, which HTTP/2 does not have (RFC 9113, section 8.2.2), and `Host`, which `:authority` replaces. */
const OF_CONNECTIONS = /^(connection|host|keep-alive|proxy-connection|transfer-encoding|upgrade)$/i

/** Sends a request over HTTP/2. */
export async function sendHttp2(
  { method, url, headers, body }: Sent,
  socket: Socket,
  { maxHeaders, maxBody }: Limits,
  signal: AbortSignal,
): Promise<Received> {
  const session = startSession(url.origin, {
    createConnection: () => socket,
    settings: { enablePush: false, maxHeaderListSize: maxHeaders },
    maxHeaderListPairs: 1000,
  })
  try {
    const { stream, raw } = await new Promise<{ stream: ClientHttp2Stream; raw: readonly Header[] }>(
      (resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
        session.on('error', reject)
        const request = session.request({ ...pseudoHeaders(method, url), ...grouped(headers) }, { endStream: !body })
        request.on('error', reject)
        request.on('close', () => reject(endOf(session)))
        // The third argument has the lines as they came.
        request.on('response', (found: object, _flags: number, lines?: unknown) =>
          resolve({ stream: request, raw: Array.isArray(lines) ? pairsOf(lines as string[]) : entriesOf(found) }),
        )
        if (body) request.end(body)
      },
    )
    checkSize(raw, maxHeaders)
    return {
      status: Number(raw.find(([name]) => name === ':status')?.[1]),
      statusText: '',
      headers: raw.filter(([name]) => !name.startsWith(':')),
      ...(await readBody(stream, maxBody, signal)),
      protocol: 'h2',
    }
  } finally {
    session.destroy()
  }
}

function pseudoHeaders(method: string, url: URL): Record<string, string> {
  return {
    ':method': method,
    ':scheme': url.protocol.slice(0, -1),
    ':authority': url.host,
    ':path': url.pathname + url.search,
  }
}

/** The lines by their names. */
function grouped(headers: readonly Header[]): Record<string, string[]> {
  const groups: Record<string, string[]> = {}
  for (const [name, value] of headers) if (!OF_CONNECTIONS.test(name)) (groups[name.toLowerCase()] ??= []).push(value)
  return groups
}

function pairsOf(raw: readonly string[]): Header[] {
  return raw.flatMap((name, at) => (at % 2 ? [] : [[name, raw[at + 1]!] as const]))
}

function entriesOf(found: object): Header[] {
  return Object.entries(found).flatMap(([name, value]) => [value].flat().map((one): Header => [name, String(one)]))
}

function endOf({ destroyed }: ClientHttp2Session): Error {
  const what = destroyed ? 'the connection was closed' : 'the server reset the stream'
  return Object.assign(new Error(what), { code: 'ECONNRESET' })
}
