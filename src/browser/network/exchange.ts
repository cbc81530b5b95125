import { currentUrl, type InternalRequest } from '../request/request.ts'
import type { Body } from '../terms/body.ts'
import type { Header } from '../terms/header-list.ts'
import type { Transport } from '../terms/wire.ts'
import { addedHeaders } from './added-headers.ts'
import { type Cookies, keepCookies, readCookies } from './cookies.ts'
import { type RawResponse, readResponse } from './raw-response.ts'

/**
 * Sends a request to its server and gets the response: HTTP-network-or-cache fetch
 * (https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch), and HTTP-network fetch inside it.
 *
 * Not done: `Cross-Origin-Embedder-Policy: credentialless` (step 8.4), authentication entries and prompts (steps
 * 8.21.2, 8.22, 15, 16 and 18), the HTTP cache (steps 8.24 to 8.26 and 11.3 to 11.5), another connection after 421
 * (step 17).
 *
 * @throws what the transport throws, and a TypeError for what no server can send
 */
export async function exchange(
  request: InternalRequest,
  transport: Transport<Body>,
  cookies: Cookies | undefined,
): Promise<RawResponse> {
  const { method, body, cacheMode } = request
  // Step 11.1: without an HTTP cache, nothing is ever cached.
  if (cacheMode === 'only-if-cached') {
    throw new TypeError('Cache mode is only-if-cached, expected any other, because this browser has no HTTP cache')
  }
  const own = includesCredentials(request) ? cookies : undefined
  // Step 8.2. Copies, also of the body: a transport may change what it gets, and a redirect sends both again.
  const headers = [...request.headers, ...addedHeaders(request)].map(([name, value]): Header => [name, value])
  // Step 8.21.1.
  const cookie = own && (await readCookies(own, request))
  if (cookie) headers.push(['Cookie', cookie])
  // Step 11.2.
  const url = withoutFragmentAndUser(currentUrl(request))
  const response = readResponse(await transport({ method, url, headers, body: body && body.slice() }))
  // HTTP-network fetch, step 17: before the CORS check, so that cookies of a refused response are kept, too.
  if (own) await keepCookies(own, request, response)
  return response
}

/** A copy of a URL without the parts that servers do not see. */
function withoutFragmentAndUser(url: URL): URL {
  const copy = new URL(url)
  // Each setter would parse the URL again.
  if (copy.hash) copy.hash = ''
  if (copy.username) copy.username = ''
  if (copy.password) copy.password = ''
  return copy
}

/** Whether cookies are sent and stored (step 8.3 of HTTP-network-or-cache fetch). */
export function includesCredentials({ credentials, tainting }: InternalRequest): boolean {
  return credentials === 'include' || (credentials === 'same-origin' && tainting === 'basic')
}
