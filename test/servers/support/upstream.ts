import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the application behind a server answers: a path, a status, and header lines. */
export interface UpstreamAnswers {
  readonly [path: string]: { readonly status: number; readonly headers: readonly (readonly [string, string])[] }
}

/** The request headers that the application says it saw. */
export const SEEN = ['cookie', 'authorization', 'origin', 'sec-fetch-site'] as const

/** A server that runs, on a port of the loopback address. */
export interface Listening {
  readonly port: number
  readonly stop: () => Promise<void>
}

/**
 * Starts the application behind a server. It sets wrong CORS headers on some paths, and `X-Upstream` on every response,
 * so that a test sees whether a request has reached it.
 */
export async function startUpstream(answers: UpstreamAnswers): Promise<Listening> {
  const server = createServer({ insecureHTTPParser: true }, (req, res) => {
    const { status, headers } = answers[req.url!.split('?')[0]!] ?? { status: 200, headers: [['X-Upstream', '1']] }
    res.sendDate = false
    res.writeHead(status, headers.flat())
    if (req.url === '/echo') res.end(JSON.stringify(SEEN.map((name) => req.headers[name] ?? null)))
    else if (req.url === '/stream') ['a', 'b', 'c'].reduce((out, chunk) => (out.write(chunk), out), res).end()
    else res.end()
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
