import { isBadPort } from '../checks/bad-port.ts'
import { processDataUrl } from './data-url.ts'
import { type Body, type Environment, fail, tell } from '../environment.ts'
import { NetworkError } from '../outcome/failure.ts'
import { exposedHeaders, visibleHeaders } from './filter.ts'
import { getHeader } from '../terms/header-list.ts'
import { type Fetched, fetchHttp, type State } from './http-fetch.ts'
import { isHttp, isSameOrigin, originOf } from '../terms/origin.ts'
import { cacheKey, preflightIfNeeded } from '../preflight/need.ts'
import { discard } from '../network/raw-response.ts'
import { determineReferrer } from '../request/referrer.ts'
import { currentUrl, type InternalRequest } from '../request/request.ts'
import { isNullBodyStatus } from '../terms/status.ts'
import type { WireResponse } from '../terms/wire.ts'

/** Fetches, and follows redirects (https://fetch.spec.whatwg.org/#concept-main-fetch). */
export async function fetchRequest(environment: Environment, request: InternalRequest): Promise<WireResponse<Body>> {
  if (getHeader(request.headers, 'accept') === null) request.headers.push(['Accept', '*/*'])
  if (getHeader(request.headers, 'accept-language') === null) request.headers.push(['Accept-Language', 'en'])
  const state: State = { wasPreflighted: false, mayTime: true }
  try {
    for (;;) {
      // Each redirect depends on the answer before.
      // oxlint-disable-next-line no-await-in-loop
      const response = await fetchHop(environment, request, state)
      if (response) return response
    }
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error
    const { forgetsAfter } = environment.profile
    const forgets =
      (forgetsAfter === 'cors' && request.tainting === 'cors') ||
      (forgetsAfter === 'preflighted' && state.wasPreflighted)
    if (forgets) environment.cache.clear(cacheKey(environment, request))
    const { failure } = error
    const nothing = { status: 0, statusText: '', headers: [], body: null, urlList: [] }
    return { type: 'error', ...nothing, code: failure.code, failure }
  }
}

/** @returns `undefined` after a redirect */
async function fetchHop(
  environment: Environment,
  request: InternalRequest,
  state: State,
): Promise<WireResponse<Body> | undefined> {
  const url = currentUrl(request)
  if (isHttp(url) && isBadPort(url)) fail(request, 'blocked-bad-port', { actual: url.port })
  if (request.referrer !== 'no-referrer') request.referrer = determineReferrer(request)
  const isOwn = isSameOrigin(request.origin, originOf(url)) && request.tainting === 'basic'
  tell(environment, request, 'same-origin-shortcut', isOwn, { origin: request.origin, url: url.href })
  if (isOwn || url.protocol === 'data:')
    return finish(environment, request, await fetchScheme(environment, request, state))
  if (request.mode === 'same-origin')
    fail(request, 'mode-same-origin', { expected: request.origin, actual: originOf(url) })
  if (request.mode === 'no-cors') {
    if (request.redirect !== 'follow')
      fail(request, 'no-cors-redirect-mode', { expected: 'follow', actual: request.redirect })
    request.tainting = 'opaque'
    return finish(environment, request, await fetchScheme(environment, request, state))
  }
  if (!isHttp(url)) fail(request, 'scheme-not-http', { expected: 'http or https', actual: url.protocol.slice(0, -1) })
  request.tainting = 'cors'
  await preflightIfNeeded(environment, request, state)
  return finish(environment, request, await fetchHttp(environment, request, state))
}

/** https://fetch.spec.whatwg.org/#scheme-fetch */
async function fetchScheme(
  environment: Environment,
  request: InternalRequest,
  state: State,
): Promise<Fetched | undefined> {
  const url = currentUrl(request)
  if (isHttp(url)) return fetchHttp(environment, request, state)
  const data = url.protocol === 'data:' ? processDataUrl(url) : undefined
  const blank = url.href.replace(/[?#].*/s, '') === 'about:blank'
  const headers = blank ? [['Content-Type', 'text/html;charset=utf-8'] as const] : data?.headers
  if (!headers)
    return fail(request, 'network-error', { expected: 'http, https or data', actual: url.protocol.slice(0, -1) })
  return { response: { status: 200, statusText: 'OK', headers, body: data?.body ?? new Uint8Array() }, isHidden: false }
}

/** What the page may see of it (https://fetch.spec.whatwg.org/#concept-filtered-response). */
function finish(
  environment: Environment,
  request: InternalRequest,
  fetched: Fetched | undefined,
): WireResponse<Body> | undefined {
  if (!fetched) return
  const { tainting, credentials, method } = request
  const { status, statusText, headers, body } = fetched.response
  const urlList = request.urlList.map(({ href }) => href)
  const nothing = { status: 0, statusText: '', headers: [], body: null }
  const hasBody = method !== 'HEAD' && !isNullBodyStatus(status)
  if (fetched.isHidden || tainting === 'opaque' || !hasBody) discard(body)
  if (fetched.isHidden) return { type: 'opaqueredirect', ...nothing, urlList }
  if (tainting === 'opaque') return { type: 'opaque', ...nothing, urlList: [] }
  const visible = tainting === 'cors' ? exposedHeaders(headers, credentials === 'include') : visibleHeaders(headers)
  const hidden = headers.filter((header) => !visible.includes(header)).map(([name]) => name)
  tell(environment, request, 'filter', true, { type: tainting, hidden })
  return { type: tainting, status, statusText, headers: visible, body: hasBody ? body : null, urlList }
}
