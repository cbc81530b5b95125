import { connect } from 'node:net'

/** What arrived of an answer, as bytes, until it ended or the client went away. */
export interface Arrived {
  readonly status: number
  /** In lower case, in their order, one entry a line. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  /** Whether the server closed the connection. */
  readonly ended: boolean
}

const PATIENCE_MS = 10_000

/**
 * Sends a request, as a page of an origin does, and goes away some time after the first bytes of the body, or when the
 * answer has ended.
 *
 * @param stay how long to read an answer that does not end, in milliseconds
 */
export function browse(
  url: string,
  origin: string | null,
  { stay = 100, method = 'GET', headers = [] as readonly string[] } = {},
): Promise<Arrived> {
  return new Promise((done, fail) => {
    const { hostname, port, pathname, search } = new URL(url)
    let arrived = ''
    const socket = connect(Number(port), hostname).setEncoding('latin1')
    const finish = (ended: boolean): void => {
      clearTimeout(timer)
      socket.destroy()
      done({ ...parse(arrived), ended })
    }
    let timer = setTimeout(() => fail(new Error(`No answer from ${url}: ${arrived}`)), PATIENCE_MS)
    let hasHead = false
    socket.on('data', (chunk) => {
      arrived += String(chunk)
      if (hasHead || !arrived.includes('\r\n\r\n')) return
      hasHead = true
      clearTimeout(timer)
      timer = setTimeout(() => finish(false), stay)
    })
    socket.on('error', () => {})
    socket.once('close', () => finish(true))
    const from = origin === null ? [] : [`Origin: ${origin}`]
    const lines = [`${method} ${pathname}${search} HTTP/1.1`, 'Host: api.example', 'Connection: close', ...from]
    socket.write(`${[...lines, ...headers].join('\r\n')}\r\n\r\n`)
  })
}

function parse(bytes: string): Omit<Arrived, 'ended'> {
  const end = bytes.indexOf('\r\n\r\n')
  const [first = '', ...lines] = bytes.slice(0, end).split('\r\n')
  const headers = lines.map((line) => {
    const [name = ''] = line.split(':')
    return [name.toLowerCase(), line.slice(name.length + 1).trim()] as const
  })
  return { status: Number(first.split(' ')[1]), headers, body: bytes.slice(end + 4) }
}

/** The values of all lines with a name. */
export function valuesOf({ headers }: Pick<Arrived, 'headers'>, name: string): string[] {
  return headers.filter(([other]) => other === name).map(([, value]) => value)
}
