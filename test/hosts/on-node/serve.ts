import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { getRequestListener } from '@hono/node-server'
import { toNodeHandler } from 'srvx/node'

type Fetch = (request: Request) => Response | Promise<Response>

/** The least that serves a web handler by node:http. */
function listenerOf(fetch: Fetch): RequestListener {
  return async (req, res) => {
    const gone = new AbortController()
    res.once('close', () => gone.abort())
    const response = await fetch(
      new Request(`http://${req.headers.host}${req.url}`, {
        method: req.method!,
        signal: gone.signal,
        headers: Object.entries(req.headersDistinct).map(([name, values]): [string, string] => [name, String(values)]),
      }),
    )
    res.writeHead(response.status, response.statusText, [...response.headers].flat())
    // A client that goes away fails the pipeline, which then cancels the body.
    if (response.body) await pipeline(Readable.fromWeb(response.body as never), res).catch(() => {})
    else res.end()
  }
}

const LISTENERS: Readonly<Record<string, (fetch: Fetch) => RequestListener>> = {
  node: listenerOf,
  'hono-on-node': (fetch) => getRequestListener(fetch),
  'srvx-on-node': (fetch) => toNodeHandler(fetch) as RequestListener,
}

/** Serves a web handler on Node, by the server that the argument of the program names. Prints its address. */
export function serve(fetch: Fetch): void {
  const server = createServer(LISTENERS[process.argv[2]!]!(fetch))
  server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
}
