import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

type Headers = Readonly<Record<string, string | readonly string[]>>

/** What a path answers: to a preflight, and to the request itself. */
interface Answers {
  readonly preflight?: readonly [status: number, headers?: Headers]
  readonly actual?: readonly [status: number, headers?: Headers]
}

const PAGE = 'https://app.example.com'
const ORIGIN = 'Access-Control-Allow-Origin'
const CREDENTIALS = 'Access-Control-Allow-Credentials'
const METHODS = 'Access-Control-Allow-Methods'
const NAMES = 'Access-Control-Allow-Headers'
const SHARED = { [ORIGIN]: PAGE, [CREDENTIALS]: 'true', Vary: 'Origin' }
const PERMITTED: Answers['preflight'] = [204, { ...SHARED, [METHODS]: 'PUT', [NAMES]: 'content-type, authorization' }]

/** Colours, the title of a terminal, a bell, C1 codes and a bidirectional mark, as bytes of a header. */
export const HOSTILE = '\u009b2J\u00c2\u009d0;title\u0007 evil \u00e2\u0080\u00ae'

/** Servers as people build them, by path: what users of other CORS layers report most, and one that works. */
export const PATHS: Readonly<Record<string, Answers>> = {
  '/works': { preflight: PERMITTED, actual: [200, SHARED] },
  '/no-headers': { actual: [200] },
  // An error page that the CORS layer does not see.
  '/error-page': { preflight: PERMITTED, actual: [500] },
  // Two layers that both set the header.
  '/twice': { actual: [200, { [ORIGIN]: [PAGE, '*'] }] },
  '/list': { actual: [200, { [ORIGIN]: `${PAGE}, https://admin.example.com` }] },
  '/star': { actual: [200, { [ORIGIN]: '*', [CREDENTIALS]: 'true' }] },
  '/slash': { actual: [200, { [ORIGIN]: `${PAGE}/` }] },
  '/other': { actual: [200, { [ORIGIN]: 'http://localhost:3000' }] },
  '/true': { actual: [200, { [ORIGIN]: PAGE, [CREDENTIALS]: 'True' }] },
  // A login, a router and a slash at the end, each of which comes before the CORS layer.
  '/login-first': { preflight: [401, { 'WWW-Authenticate': 'Bearer' }] },
  '/no-options': { preflight: [405, SHARED] },
  '/moved': { preflight: [308, { ...SHARED, Location: '/moved/' }] },
  '/to-login': {
    actual: [302, { ...SHARED, Location: 'http://localhost:2/authorize?client_id=1&code=secret' }],
  },
  // A list with blanks, and a star that is none with credentials.
  '/blanks': { preflight: [204, { ...SHARED, [METHODS]: 'GET PUT' }] },
  '/no-name': { preflight: [204, { ...SHARED, [METHODS]: 'PUT', [NAMES]: 'content-type' }] },
  '/star-names': { preflight: [204, { ...SHARED, [METHODS]: '*', [NAMES]: '*' }] },
  '/loop': { actual: [302, { ...SHARED, Location: '/loop' }] },
  '/private': { actual: [302, { ...SHARED, Location: 'http://169.254.169.254/latest/meta-data/' }] },
  '/nowhere': { actual: [302, { ...SHARED, Location: 'http://[' }] },
  '/teapot': { actual: [418, SHARED] },
}

/** Answers as `PATHS` say, and never reads what a request sends. */
export const answerBroken: RequestListener = (request: IncomingMessage, response: ServerResponse) => {
  const path = request.url?.replace(/\?.*/, '') ?? ''
  const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined
  const { preflight = [404], actual = [404] } = PATHS[path] ?? {}
  const [status, headers = {}] = isPreflight ? preflight : actual
  response.sendDate = false
  response.writeHead(status, headers as Record<string, string | string[]>)
  response.end(status === 204 ? undefined : 'body')
}

/** Answers that are no good HTTP, as bytes. A function keeps writing until the connection ends. */
export const BYTES: Readonly<Record<string, string | ((write: (bytes: string) => void) => NodeJS.Timeout)>> = {
  'closes at once': '',
  'is of another protocol': 'SSH-2.0-OpenSSH_9.2\r\n',
  'has a status beyond HTTP': `HTTP/1.1 999 Request denied\r\n${ORIGIN}: ${PAGE}\r\nContent-Length: 0\r\n\r\n`,
  'has bytes that are not UTF-8': `HTTP/1.1 200 OK\r\n${ORIGIN}: https://\u00ff\u00fe.example\r\nContent-Length: 0\r\n\r\n`,
  'drives terminals': `HTTP/1.1 200 ${HOSTILE}\r\n${ORIGIN}: ${HOSTILE}\r\nX-${'A'.repeat(9)}: ${HOSTILE}\r\nContent-Length: 0\r\n\r\n`,
  'has a header of a megabyte': `HTTP/1.1 200 OK\r\nX-Long: ${'x'.repeat(1_048_576)}\r\n\r\n`,
  'has a long origin': `HTTP/1.1 200 OK\r\n${ORIGIN}: https://${'a'.repeat(60_000)}\r\nContent-Length: 0\r\n\r\n`,
  'has a malformed header': `HTTP/1.1 200 OK\r\nNo colon\r\n${ORIGIN} : *\r\n\r\n`,
  'says nothing': (write) => setInterval(() => write(''), 1000),
  'sends headers without an end': (write) => {
    write('HTTP/1.1 200 OK\r\n')
    return setInterval(() => write(`X-${'a'.repeat(20)}: 1\r\n`), 20)
  },
  'sends a body without an end': (write) => {
    write(`HTTP/1.1 200 OK\r\n${ORIGIN}: ${PAGE}\r\nTransfer-Encoding: chunked\r\n\r\n`)
    return setInterval(() => write('5\r\nhello\r\n'), 5)
  },
  'upgrades without being asked':
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
}
