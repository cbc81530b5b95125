import { addedHeaders } from './added-headers.ts'
import { keepCookies, readCookies } from './cookies.ts'
import type { Body } from '../environment.ts'
import type { Header } from '../terms/header-list.ts'
import { checkResponse, type RawResponse } from './raw-response.ts'
import { currentUrl, type InternalRequest } from '../request/request.ts'
import type { CookieStore, Transport } from '../terms/wire.ts'

/**
 * One exchange with a server (https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch): adds what browsers
 * add, and keeps the cookies. There is no HTTP cache.
 *
 * @throws what the transport throws, and TypeErrors for what is no response
 */
export async function exchange(
  request: InternalRequest,
  transport: Transport<Body>,
  cookies: CookieStore | undefined,
): Promise<RawResponse> {
  const { method, body, cacheMode } = request
  if (cacheMode === 'only-if-cached') {
    throw new TypeError('Cache mode is only-if-cached, expected another one, since there is no HTTP cache')
  }
  const store = includesCredentials(request) ? cookies : undefined
  // A copy, also of the body: the transport may change what it gets, and a redirect needs both once more.
  const headers = [...request.headers, ...addedHeaders(request)].map(([name, value]): Header => [name, value])
  const cookie = store && (await readCookies(store, request))
  if (cookie) headers.push(['Cookie', cookie])
  const response = checkResponse(
    await transport({ method, url: withoutFragmentAndUser(currentUrl(request)), headers, body: body && body.slice() }),
  )
  if (store) await keepCookies(store, request, response)
  return response
}

/** What of a URL a server is told; always a copy. */
function withoutFragmentAndUser(url: URL): URL {
  const told = new URL(url)
  // Each of these would parse the URL once more.
  if (told.hash) told.hash = ''
  if (told.username) told.username = ''
  if (told.password) told.password = ''
  return told
}

/** Whether cookies go along (step 3 of the same algorithm). */
export function includesCredentials({ credentials, tainting }: InternalRequest): boolean {
  return credentials === 'include' || (credentials === 'same-origin' && tainting === 'basic')
}
