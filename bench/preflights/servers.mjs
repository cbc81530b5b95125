import { readFileSync } from 'node:fs'
import { join } from 'node:path'

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
