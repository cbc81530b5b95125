import type { Environment } from '../environment.ts'
import { fail } from '../outcome/network-error.ts'
import { currentUrl, type InternalRequest } from '../request/request.ts'
import { isHttp } from '../terms/origin.ts'
import { processDataUrl } from './data-url.ts'
import { type Fetched, type FetchState, httpFetch } from './http-fetch.ts'

/**
 * Scheme fetch (https://fetch.spec.whatwg.org/#concept-scheme-fetch). Not done: `blob:` URLs, of which there are none
 * here, and `file:` URLs, which the standard leaves open. Both are network errors.
 *
 * @returns `undefined` after a redirect
 * @throws {NetworkError} for a URL that browsers do not fetch
 */
export async function schemeFetch(
  environment: Environment,
  request: InternalRequest,
  state: FetchState,
): Promise<Fetched | undefined> {
  // Step 3, which switches on the scheme.
  const url = currentUrl(request)
  if (isHttp(url)) return httpFetch(environment, request, state)
  const data = url.protocol === 'data:' ? processDataUrl(url) : undefined
  const isBlank = url.href.replace(/[?#].*/s, '') === 'about:blank'
  const headers = isBlank ? [['Content-Type', 'text/html;charset=utf-8'] as const] : data?.headers
  // Step 4, and failures of step 3.
  if (!headers) {
    return fail(request, 'network-error', { expected: 'http, https or data', actual: url.protocol.slice(0, -1) })
  }
  return { response: { status: 200, statusText: 'OK', headers, body: data?.body ?? new Uint8Array() }, isHidden: false }
}
