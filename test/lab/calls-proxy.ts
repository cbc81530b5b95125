import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request as sendRequest, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the journey saw on the page "Real calls". */
export interface CallsSeen {
  readonly model: string
  readonly decide: string
  readonly profile: string
  /** The calls that are marked. */
  readonly bad: readonly string[]
  readonly report: string
}

/** A page that waits until the browser uses its preflight cache: Firefox does not for 127.0.0.1, just after its start. */
const WARM = `<!doctype html><title>Warm</title><link rel="icon" href="data:,"><script type="module">
const put = async (id) => Number(await (await fetch('http://127.0.0.1:' + location.port + '/warm?' + id, { method: 'PUT' })).text())
for (let id = 0; (await put(id)) !== (await put(id)); id++) await new Promise((resolve) => setTimeout(resolve, 50))
location.href = '/calls'
</script>`

export interface CallsProxy {
  readonly page: string
  readonly api: string
  readonly reports: AsyncIterator<CallsSeen>
  readonly close: () => void
}

/**
 * Stands before the lab. It adds the journey to the page, and after the first report it changes two answers of the API, so
 * that the browser has to do something else than the model says.
 */
export async function startCallsProxy(lab: string): Promise<CallsProxy> {
  let reported = 0
  let preflights = 0
  const waiting: CallsSeen[] = []
  let wake: () => void = () => {}
  const pass = (request: IncomingMessage, response: ServerResponse): void => {
    const { method = '', url = '', headers } = request
    const onward = sendRequest(
      lab + url,
      { method, headers: { ...headers, 'accept-encoding': 'identity' } },
      (answer) => {
        const got = reported ? tampered(method, url, answer.headers) : answer.headers
        const isPage = url === '/calls'
        if (isPage) delete got['content-length']
        response.writeHead(answer.statusCode ?? 502, got)
        if (isPage) void answer.toArray().then((chunks) => response.end(withJourney(chunks as Buffer[])))
        else answer.pipe(response)
      },
    )
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  }
  const server = createServer((request, response) => {
    if (request.url === '/calls-journey.js') {
      response.setHeader('Content-Type', 'text/javascript').end(readFileSync('test/lab/calls-journey.js'))
    } else if (request.url === '/report') {
      void request.toArray().then((chunks) => {
        waiting.push(JSON.parse(Buffer.concat(chunks as Buffer[]).toString()) as CallsSeen)
        reported++
        wake()
        return response.end()
      })
    } else if (request.url === '/warm') {
      response.setHeader('Content-Type', 'text/html').end(WARM)
    } else if (request.url?.startsWith('/warm?')) {
      if (request.method === 'OPTIONS') preflights++
      response.setHeaders(new Headers({ 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Methods': 'PUT' }))
      response.end(String(preflights))
    } else pass(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const port = String((server.address() as AddressInfo).port)
  const next = async (): Promise<IteratorResult<CallsSeen>> => {
    // oxlint-disable-next-line no-await-in-loop -- it waits for the next report
    while (!waiting.length) await new Promise<void>((resolve) => (wake = resolve))
    return { value: waiting.shift()!, done: false }
  }
  return {
    page: `http://localhost:${port}`,
    api: `http://127.0.0.1:${port}`,
    reports: { next },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function withJourney(page: readonly Buffer[]): string {
  const script = '<script src="/calls-journey.js" defer></script>'
  return Buffer.concat(page).toString().replace('</head>', `${script}</head>`)
}

/** Takes the permission from a public answer, and lets a preflight permit a method that is not listed. */
function tampered(method: string, url: string, headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  const { 'access-control-allow-origin': _, ...rest } = headers
  if (url.startsWith('/catalogue')) return rest
  const isPreflight = method === 'OPTIONS' && url.startsWith('/orders/7')
  return isPreflight ? { ...headers, 'access-control-allow-methods': 'PUT, DELETE' } : headers
}
