import { isBadPort } from '../checks/bad-port.ts'
import type { Environment } from '../environment.ts'
import { fail, NetworkError } from '../outcome/network-error.ts'
import { reportStep } from '../outcome/step.ts'
import { cacheKey } from '../preflight/cache-use.ts'
import { preflightIfNeeded } from '../preflight/need.ts'
import { determineReferrer } from '../request/referrer.ts'
import { currentUrl, type InternalRequest } from '../request/request.ts'
import type { Body } from '../terms/body.ts'
import { getHeader } from '../terms/header-list.ts'
import { isHttp, isSameOrigin, originOf } from '../terms/origin.ts'
import type { WireResponse } from '../terms/wire.ts'
import { filterResponse } from './filter.ts'
import { type Fetched, type FetchState, httpFetch } from './http-fetch.ts'
import { schemeFetch } from './scheme-fetch.ts'

/**
 * Fetches a request (https://fetch.spec.whatwg.org/#concept-fetch), and follows its redirects. A network error is a
 * response as well.
 */
export async function fetchRequest(environment: Environment, request: InternalRequest): Promise<WireResponse<Body>> {
  // Steps 12 and 14. These headers count toward the 1024 bytes that need no preflight.
  if (getHeader(request.headers, 'accept') === null) request.headers.push(['Accept', '*/*'])
  if (getHeader(request.headers, 'accept-language') === null) request.headers.push(['Accept-Language', 'en'])
  const state: FetchState = { wasPreflighted: false, mayTime: true }
  try {
    for (;;) {
      // HTTP-redirect fetch calls main fetch in its step 22; here, a loop does.
      // oxlint-disable-next-line no-await-in-loop
      const fetched = await mainFetch(environment, request, state)
      if (fetched) return filterResponse(environment, request, fetched)
    }
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    clearCache(environment, request, state)
    const { failure } = error
    const nothing = { status: 0, statusText: '', headers: [], body: null, urlList: [] }
    return { type: 'error', ...nothing, code: failure.code, failure }
  }
}

/**
 * Main fetch (https://fetch.spec.whatwg.org/#concept-main-fetch), for one URL of a request.
 *
 * Not done: the local-URLs-only flag (step 3), Content Security Policy, mixed content and Integrity Policy (steps 4 to
 * 7 and 19), the upgrade to https by HSTS (step 10), preloads (step 12) and subresource integrity (step 22).
 *
 * @returns `undefined` after a redirect
 */
async function mainFetch(
  environment: Environment,
  request: InternalRequest,
  state: FetchState,
): Promise<Fetched | undefined> {
  const url = currentUrl(request)
  // Step 7.
  if (isHttp(url) && isBadPort(url)) fail(request, 'blocked-bad-port', { actual: url.port })
  // Steps 8 and 9. The result overwrites the referrer, so that no later redirect gets back what was cut off.
  if (request.referrer !== 'no-referrer') request.referrer = determineReferrer(request)
  // Step 12, whose first condition that holds decides.
  const isOwn = isSameOrigin(request.origin, originOf(url)) && request.tainting === 'basic'
  reportStep(environment, request, 'same-origin-shortcut', isOwn, { origin: request.origin, url: url.href })
  if (isOwn || url.protocol === 'data:') return schemeFetch(environment, request, state)
  if (request.mode === 'same-origin') {
    fail(request, 'mode-same-origin', { expected: request.origin, actual: originOf(url) })
  }
  if (request.mode === 'no-cors') {
    if (request.redirect !== 'follow') {
      fail(request, 'no-cors-redirect-mode', { expected: 'follow', actual: request.redirect })
    }
    request.tainting = 'opaque'
    return schemeFetch(environment, request, state)
  }
  if (!isHttp(url)) fail(request, 'scheme-not-http', { expected: 'http or https', actual: url.protocol.slice(0, -1) })
  request.tainting = 'cors'
  await preflightIfNeeded(environment, request, state)
  return httpFetch(environment, request, state)
}

/** Main fetch, step 12: after a network error, a browser does not trust what it knows from preflights. */
function clearCache(environment: Environment, request: InternalRequest, state: FetchState): void {
  const { forgetsAfter } = environment.profile
  const forgets =
    (forgetsAfter === 'cors' && request.tainting === 'cors') || (forgetsAfter === 'preflighted' && state.wasPreflighted)
  if (forgets) environment.cache.clear(cacheKey(environment, request))
}
