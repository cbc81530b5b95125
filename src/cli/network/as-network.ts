import type { HeaderList } from '../../browser/terms/header-list.ts'
import type { Transport } from '../../browser/terms/wire.ts'

/** A transport as `explain()` takes it: a function from `Request` to `Response`. */
export function asNetwork(transport: Transport): (request: Request) => Promise<Response> {
  return async (request) => {
    const { method, url } = request
    const bytes = request.body === null ? null : new Uint8Array(await request.arrayBuffer())
    const sent = { method, url: new URL(url), headers: [...request.headers], body: bytes }
    const { status, statusText, headers } = await transport(sent)
    const response = new Response(null, { headers: headersOf(headers) })
    // The constructor takes no status such as 999, which servers send, and browsers show.
    return Object.defineProperties(response, { status: { value: status }, statusText: { value: statusText } })
  }
}

/** Headers of one connection (RFC 9110, section 7.6.1), which say nothing about the response. */
const OF_CONNECTION = /^(connection|keep-alive|transfer-encoding)$/i

/** Browsers drop a header that is malformed, and keep the others. */
function headersOf(list: HeaderList): Headers {
  const headers = new Headers()
  for (const [name, value] of list) {
    if (OF_CONNECTION.test(name)) continue
    try {
      headers.append(name, value)
    } catch {
      // Neither does anybody else see it.
    }
  }
  return headers
}
