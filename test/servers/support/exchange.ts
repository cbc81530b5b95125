import { connect } from 'node:net'

/** A request as bytes: latin1 strings that go on the wire as they are. */
export interface RawRequest {
  readonly method: string
  readonly path: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body?: string | undefined
}

/** A response as it came: its status, its header lines, and its body without chunking. */
export interface RawAnswer {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** The server kept the connection open, and sent nothing. */
class NoAnswerInTime extends Error {}

/**
 * Sends a request over a connection of its own, because `fetch` would change the bytes.
 *
 * A server may lose one of hundreds of connections that open at once, so that a request without an answer is sent again.
 * One that makes the server hang has no answer then either.
 */
export async function exchange(port: number, request: RawRequest): Promise<RawAnswer> {
  return await sendOnce(port, request).catch((error: unknown) => {
    if (error instanceof NoAnswerInTime) return sendOnce(port, request)
    throw error
  })
}

function sendOnce(port: number, { method, path, headers, body = '' }: RawRequest): Promise<RawAnswer> {
  const lines = [`${method} ${path} HTTP/1.1`, 'Host: api.example', 'Connection: close']
  const head = [...lines, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\r\n')
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(`${head}\r\n\r\n${body}`, 'latin1'))
    socket.setEncoding('latin1')
    socket.setTimeout(10_000, () => socket.destroy(new NoAnswerInTime(`${method} ${path}: no answer within 10 s`)))
    socket.on('data', (chunk) => (text += chunk))
    socket.on('error', (error) => (text ? undefined : reject(error)))
    socket.on('close', () => (text ? resolve(parse(text)) : reject(new Error(`${method} ${path}: no answer`))))
  })
}

function parse(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n')
  const [status = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon), line.slice(colon + 1).trim()]
  })
  return { status: Number(status.split(' ')[1]), headers, body: text.slice(end + 4) }
}
