import { quote } from '../../wording/quote.ts'
import type { Body } from '../terms/body.ts'
import type { Transport } from '../terms/wire.ts'

/** A network as one function: a wrapped Worker, a Hono app's `fetch`, or a real `fetch`. */
export type Network = (request: Request) => Response | Promise<Response>

/**
 * The transport that sends every exchange to a network.
 *
 * @throws {TypeError} from the transport, when the network does not return a fresh `Response`
 */
export function transportOf(network: Network): Transport<Body> {
  return async ({ method, url, headers, body }) => {
    const init = { method, headers: headers as [string, string][], body: body as BodyInit | null }
    // `manual`, because the browser itself follows redirects, and a network may pass the request on to a real `fetch`.
    const response: unknown = await network(new Request(url, { ...init, redirect: 'manual' }))
    if (!(response instanceof Response)) {
      throw new TypeError(`The network returned ${quote(response)}, expected a Response`)
    }
    if (response.type === 'error') throw new TypeError('The network returned Response.error()')
    const { status, statusText, headers: given, body: stream } = response
    if (response.bodyUsed || stream?.locked) {
      throw new TypeError('The network returned a Response whose body is already used, expected a new one each time')
    }
    return { status, statusText, headers: [...given], body: stream }
  }
}
