import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'

/**
 * Listens on both loopback addresses, since browsers take either for `localhost`, and on nothing else.
 *
 * Not by address: Firefox does not use its preflight cache at first when the API is at 127.0.0.1.
 *
 * @param makeListener gets the origin under which it will be reached
 */
export async function serve(makeListener) {
  let listener
  const servers = [createServer(), createServer()]
  for (const server of servers) server.on('request', (request, response) => listener(request, response))
  const [first, second] = servers
  await listen(first, 0, '127.0.0.1')
  const { port } = first.address()
  await listen(second, port, '::1')
  const origin = `http://localhost:${port}`
  listener = makeListener(origin)
  const close = () => {
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  }
  return { origin, close }
}

function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}

/**
 * Delays every answer, and writes down the preflights. The calls come one after the other, so that a preflight belongs
 * to the call that comes next.
 *
 * @returns the listener, and the numbers of the calls before which a preflight came
 */
export function counted(listener, latencyMs) {
  const preflighted = []
  let calls = 0
  const listenerThatCounts = (request, response) => {
    if (request.method === 'OPTIONS') preflighted.push(calls + 1)
    else calls++
    setTimeout(() => listener(request, response), latencyMs)
  }
  return { listener: listenerThatCounts, preflighted }
}

/** Serves the page and its scripts, and takes what the page reports. */
export function pageListener(takeReport) {
  const files = {
    '/': ['text/html', '<!doctype html><title>Preflights</title><script type="module" src="/page.mjs"></script>'],
    '/page.mjs': ['text/javascript', read('page.mjs')],
    '/session.mjs': ['text/javascript', read('session.mjs')],
  }
  return async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    const [type, content] = files[pathname] ?? []
    if (type) response.setHeader('content-type', type)
    else if (pathname === '/report') takeReport(JSON.parse(Buffer.concat(await request.toArray()).toString()))
    else response.statusCode = 404
    response.end(content)
  }
}

function read(name) {
  return readFileSync(join(import.meta.dirname, name), 'utf8')
}
