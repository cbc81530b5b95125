import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CookieCase } from './case.ts'

/** Answers a call of a case: tells which of its cookies arrive, and sets them in its first phase. */
export function answerCase(
  one: CookieCase,
  index: number,
  isSetting: boolean,
  { headers }: IncomingMessage,
  response: ServerResponse,
): string {
  const sent: string[][] = [['Content-Length', '0']]
  if (isSetting) sent.push(...linesOf(one, index).map((line) => ['Set-Cookie', line]))
  if (headers.origin && !(isSetting && one.isRefused)) {
    sent.push(['Access-Control-Allow-Origin', headers.origin], ['Access-Control-Allow-Credentials', 'true'])
  }
  // oxlint-disable-next-line no-control-regex
  if (sent.some(([, value]) => /[\0-\x1F\x7F]/.test(value!))) sendRaw(response, sent)
  else response.writeHead(200, sent.flat()).end()
  return arrivedIn(headers.cookie ?? '', index)
}

/** Sends headers with control characters, which Node itself does not send. */
function sendRaw({ socket }: ServerResponse, headers: readonly (readonly string[])[]): void {
  const lines = ['HTTP/1.1 200 OK', 'Connection: close', ...headers.map((header) => header.join(': '))]
  socket?.end(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
}

/** The name of the cookie of a case. All have the same length. */
function nameOf(index: number): string {
  return `c${String(index).padStart(4, '0')}c`
}

/** The lines of `Set-Cookie` of a case. */
export function linesOf({ lines }: CookieCase, index: number): string[] {
  return lines.map((line) => line.replaceAll('{name}', nameOf(index)))
}

/** The cookies of a case in a value of `Cookie`, cut short. */
export function arrivedIn(cookie: string, index: number): string {
  const name = nameOf(index)
  const arrived = cookie.split('; ').filter((pair) => pair.includes(name))
  return arrived.map((pair) => pair.replaceAll(name, '{name}').slice(0, 40)).join('; ')
}
