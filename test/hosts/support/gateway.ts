import type { IncomingMessage, RequestListener } from 'node:http'

/** The requests that reached the server behind the gateway. */
export const arrived: IncomingMessage[] = []

let release = (): void => {}
/** Lets `/stream` write its last chunk. */
export const releaseStream = (): void => release()

/** A server behind the gateway. It sends its own, wrong CORS headers on every path. */
export const upstream: RequestListener = (request, response) => {
  arrived.push(request)
  response.setHeader('Access-Control-Allow-Origin', ['*', 'https://evil.example'])
  response.setHeader('Access-Control-Allow-Credentials', 'true')
  response.setHeader('Access-Control-Allow-Methods', 'PATCH')
  response.setHeader('Vary', 'Accept-Language')
  const { pathname } = new URL(request.url ?? '', 'http://upstream')
  switch (pathname) {
    case '/base/redirect':
      return response.writeHead(302, { Location: '/base/elsewhere' }).end()
    case '/base/cached':
      if (request.headers['if-none-match'] === '"1"') return response.writeHead(304, { ETag: '"1"' }).end()
      return response.setHeader('ETag', '"1"').end('cached')
    case '/base/cookies':
      return response
        .setHeader('Set-Cookie', ['a=1; Path=/', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT'])
        .end('cookies')
    case '/base/error':
      return response.writeHead(500, 'Oh No', { 'Content-Type': 'text/plain' }).end('the upstream’s own error')
    case '/base/hop':
      response.setHeader('Connection', 'X-Secret').setHeader('X-Secret', '1').setHeader('Keep-Alive', 'timeout=77')
      response.setHeader('Proxy-Authenticate', 'Basic').setHeader('Upgrade', 'h2c').setHeader('Trailer', 'X-Sum')
      return response.setHeader('X-Seen', '1').end()
    case '/base/reset':
      return request.socket.destroy()
    case '/base/stream':
      release = () => response.end('last')
      return response.write('first,')
    case '/base/endless': {
      const writing = setInterval(() => response.write('more'), 50)
      return response.once('close', () => clearInterval(writing))
    }
    default:
      response.setHeader('X-Seen', `${request.method} ${request.url}`)
      return request.pipe(response)
  }
}
