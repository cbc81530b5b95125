import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { Running } from './upstream.ts'

/** An upstream that sends what no server should, byte by byte, and knows which of its connections are open. */
export interface HostileUpstream extends Running {
  /** How many connections are open that asked for a path. */
  readonly open: (path: string) => number
  /** How many connections ever asked for a path. */
  readonly asked: (path: string) => number
}

/** What the upstream tells the browser, and what must not reach it. */
const HEAD = [
  'Access-Control-Allow-Origin: https://evil.example',
  'access-control-allow-credentials: true',
  'Access-Control-Expose-Headers: x-secret',
  'Vary: Accept-Encoding',
  'Connection: close',
]

/** A head, with the lines that all answers have. */
function head(status: string, ...more: readonly string[]): string {
  return `${[`HTTP/1.1 ${status}`, ...HEAD, ...more].join('\r\n')}\r\n\r\n`
}

type Answer = (socket: Socket) => void

const TEXT = 'Content-Type: text/plain'
const DATA = ['Content-Length: 4', TEXT]
const CHUNKED = 'Transfer-Encoding: chunked'

/** Sends exact bytes, and leaves the connection to the client. */
function bytes(...all: readonly string[]): Answer {
  return (socket) => socket.write(all.join(''), 'latin1')
}

/** Sends a body that never ends. */
function endless(status: string, ...more: readonly string[]): Answer {
  return (socket) => {
    socket.write(head(status, CHUNKED, ...more), 'latin1')
    const chunk = `400\r\n${'x'.repeat(1024)}\r\n`
    const timer = setInterval(() => socket.writable && socket.write(chunk), 5)
    socket.once('close', () => clearInterval(timer))
  }
}

/** Sends a part of the body and, when that has arrived, does something else. */
function half(sent: string, next: Answer): Answer {
  return (socket) => socket.write(sent, 'latin1', () => setTimeout(next, 50, socket))
}

const reset: Answer = (socket) => socket.resetAndDestroy()

/** The answers, by path. An endless body shows whether anyone closes a response that cannot be passed on. */
export const ANSWERS: Readonly<Record<string, Answer>> = {
  '/ok': bytes(head('200 OK', ...DATA), 'data'),
  '/endless': endless('200 OK', TEXT),
  '/endless-without-type': endless('200 OK'),
  '/404': endless('404 Not Found', TEXT),
  '/500': endless('500 Oh No', TEXT),
  '/999': endless('999 Request denied', TEXT),
  '/600': endless('600 Too High', TEXT),
  '/999-without-body': bytes(head('999 Request denied', 'Content-Length: 0')),
  '/099': endless('099 Too Low', TEXT),
  '/000': endless('000 Nothing', TEXT),
  '/20': endless('20 Too Short', TEXT),
  '/2000': endless('2000 Too Long', TEXT),
  '/no-status': endless('OK', TEXT),
  '/no-reason': bytes(head('200', 'Content-Length: 4', TEXT), 'data'),
  '/reason': bytes(head('200 \xe9t\xe9', 'Content-Length: 4', TEXT), 'data'),
  '/reason-control': bytes(head('200 a\x01b', 'Content-Length: 4', TEXT), 'data'),
  '/103': bytes('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n', head('200 OK', 'Content-Length: 4', TEXT), 'data'),
  '/199': bytes('HTTP/1.1 199 Odd\r\n\r\n', head('200 OK', 'Content-Length: 4', TEXT), 'data'),
  '/204-with-body': endless('204 No Content', TEXT),
  '/204-with-length': bytes(head('204 No Content', 'Content-Length: 4'), 'data'),
  '/205-with-body': endless('205 Reset Content', TEXT),
  '/304-with-body': endless('304 Not Modified', 'ETag: "1"'),
  '/304-with-length': bytes(head('304 Not Modified', 'ETag: "1"', 'Content-Length: 4'), 'data'),
  '/401': bytes(head('401 Unauthorized', 'WWW-Authenticate: Bearer', 'Content-Length: 0')),
  '/407': endless('407 Proxy Authentication Required', 'Proxy-Authenticate: Basic'),
  '/value-control': bytes(head('200 OK', 'X-Odd: a\x01b', 'Content-Length: 4', TEXT), 'data'),
  '/value-latin': bytes(head('200 OK', 'X-Odd: \xe9t\xe9', 'Content-Length: 4', TEXT), 'data'),
  '/value-null': bytes(head('200 OK', 'X-Odd: a\x00b', 'Content-Length: 4', TEXT), 'data'),
  '/name-with-space': bytes(head('200 OK', 'X Odd: a', 'Content-Length: 4', TEXT), 'data'),
  '/folded': bytes(head('200 OK', 'X-Odd: a\r\n b', 'Content-Length: 4', TEXT), 'data'),
  '/folded-cors': bytes(head('200 OK', 'Access-Control-Allow-Origin:\r\n *', 'Content-Length: 4', TEXT), 'data'),
  '/two-lengths': bytes(head('200 OK', 'Content-Length: 4', 'Content-Length: 5', TEXT), 'data'),
  '/cookies': bytes(
    head('200 OK', 'Content-Length: 4', TEXT, 'Set-Cookie: a=1', 'Set-Cookie: b=2', 'Set-Cookie: a=3'),
    'data',
  ),
  '/redirect': bytes(head('302 Found', 'Location: /999', 'Content-Length: 0')),
  '/redirect-with-body': endless('302 Found', 'Location: /ok', TEXT),
  '/cut': half(`${head('200 OK', 'Content-Length: 1000', TEXT)}data`, reset),
  '/cut-chunk': half(`${head('200 OK', CHUNKED, TEXT)}4\r\ndata\r\n400\r\nx`, reset),
  '/bad-chunk': half(`${head('200 OK', CHUNKED, TEXT)}4\r\ndata\r\n`, bytes('zz\r\n')),
  '/cut-999': half(`${head('999 Request denied', 'Content-Length: 1000', TEXT)}data`, reset),
  '/cut-head': half('HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n', reset),
  '/reset': reset,
  '/silent': () => {},
  '/close': (socket) => socket.end(),
  '/http-0.9': (socket) => socket.end('data'),
  '/http-2': bytes('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
}

/** Starts the upstream on a free port of the loopback interface. */
export async function startHostileUpstream(): Promise<HostileUpstream> {
  const sockets = new Map<Socket, string>()
  const asked: string[] = []
  const server = createServer((socket) => {
    let read = ''
    // Clients reset connections that they give up.
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
    socket.on('data', (chunk) => {
      read += String(chunk)
      if (!read.includes('\r\n\r\n')) return
      const path = read.split(' ')[1]!
      read = ''
      sockets.set(socket, path)
      asked.push(path)
      ANSWERS[path]!(socket)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    open: (path) => [...sockets.values()].filter((other) => other === path).length,
    asked: (path) => asked.filter((other) => other === path).length,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve)
        for (const socket of sockets.keys()) socket.destroy()
      }),
  }
}
