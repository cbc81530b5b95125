import { isHeaderValue } from '../../browser/terms/header-list.ts'
import type { Transport } from '../../browser/terms/wire.ts'
import { isToken } from '../../fetch/token.ts'

/** A transport as `explain()` takes it: a function from `Request` to `Response`. */
export function asNetwork(transport: Transport): (request: Request) => Promise<Response> {
  return async (request) => {
    const { method, url } = request
    const bytes = request.body === null ? null : new Uint8Array(await request.arrayBuffer())
    const sent = { method, url: new URL(url), headers: [...request.headers], body: bytes }
    const { status, statusText, headers } = await transport(sent)
    const lines = headers.filter(([name, value]) => isToken(name) && isHeaderValue(value))
    const response = new Response(null, { headers: lines.map(([name, value]): [string, string] => [name, value]) })
    // The constructor takes no status such as 999, which servers send, and browsers show.
    return Object.defineProperties(response, { status: { value: status }, statusText: { value: statusText } })
  }
}
