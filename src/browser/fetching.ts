import { isBadPort } from './bad-port.ts'
import { corpFault } from './corp.ts'
import { corsCheck } from './cors-check.ts'
import { processDataUrl } from './data-url.ts'
import { type Environment, fail, tell } from './environment.ts'
import { NetworkError } from './failure.ts'
import { exposedHeaders, visibleHeaders } from './filter.ts'
import { getHeader } from './header-list.ts'
import { exchange, includesCredentials, type RawResponse } from './network.ts'
import { isHttp, isSameOrigin, originOf } from './origin.ts'
import { cacheKey, preflightIfNeeded } from './preflight-need.ts'
import { locationOf, redirect } from './redirect.ts'
import { determineReferrer } from './referrer.ts'
import { currentUrl, type InternalRequest, serializeOrigin } from './request.ts'
import { isNullBodyStatus, isRedirectStatus } from './status.ts'
import { timingCheck } from './timing.ts'
import type { WireResponse } from './wire.ts'

/** Fetches, and follows redirects (https://fetch.spec.whatwg.org/#concept-main-fetch). */
export async function fetchRequest(environment: Environment, request: InternalRequest): Promise<WireResponse> {
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

/** What is remembered from one redirect to the next. */
interface State {
  wasPreflighted: boolean
  mayTime: boolean
}

/** @returns `undefined` after a redirect */
async function fetchHop(
  environment: Environment,
  request: InternalRequest,
  state: State,
): Promise<WireResponse | undefined> {
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

interface Fetched {
  readonly response: RawResponse
  /** Whether it is a redirect that nobody followed. */
  readonly isHidden: boolean
}

/** https://fetch.spec.whatwg.org/#http-fetch */
async function fetchHttp(
  environment: Environment,
  request: InternalRequest,
  state: State,
): Promise<Fetched | undefined> {
  const url = currentUrl(request)
  const origin = serializeOrigin(request)
  const { credentials, method, tainting } = request
  const withCookies = includesCredentials(request)
  tell(environment, request, 'actual-request', true, { url: url.href, method, origin, withCookies })
  let response: RawResponse
  try {
    response = await exchange(request, environment.transport, environment.cookies)
  } catch (cause) {
    return fail(request, 'network-error', { cause })
  }
  const { status, headers } = response
  if (tainting === 'cors') {
    const fault = corsCheck(headers, origin, credentials === 'include')
    tell(environment, request, 'cors-check', !fault, { ...fault, status })
    if (fault) fail(request, fault.code, fault)
  }
  state.mayTime &&= timingCheck(headers, origin, tainting === 'basic')
  tell(environment, request, 'timing-check', state.mayTime)
  if (tainting === 'opaque') {
    const policy = corpFault(headers, request.origin, url)
    tell(environment, request, 'corp-check', !policy, { policy })
    if (policy) fail(request, 'corp-blocked', { header: 'cross-origin-resource-policy', actual: policy })
  }
  return isRedirectStatus(status) ? followed(environment, request, response) : { response, isHidden: false }
}

/** @returns `undefined` when the request goes on elsewhere */
function followed(environment: Environment, request: InternalRequest, response: RawResponse): Fetched | undefined {
  const { status } = response
  if (request.redirect === 'error') fail(request, 'redirect-mode-error', { actual: String(status) })
  if (request.redirect === 'manual') return { response, isHidden: true }
  const location = locationOf(request, response)
  if (!location) return { response, isHidden: false }
  const before = { method: request.method, headers: request.headers }
  redirect(request, response, location)
  const { method, headers } = request
  const dropped = before.headers.filter((header) => !headers.includes(header)).map(([name]) => name)
  tell(environment, request, 'redirect', true, {
    status,
    location: location.href,
    dropped,
    before: before.method,
    method,
  })
  return
}

/** What the page may see of it (https://fetch.spec.whatwg.org/#concept-filtered-response). */
function finish(
  environment: Environment,
  request: InternalRequest,
  fetched: Fetched | undefined,
): WireResponse | undefined {
  if (!fetched) return
  const { tainting, credentials, method } = request
  const { status, statusText, headers, body } = fetched.response
  const urlList = request.urlList.map(({ href }) => href)
  const nothing = { status: 0, statusText: '', headers: [], body: null }
  if (fetched.isHidden) return { type: 'opaqueredirect', ...nothing, urlList }
  if (tainting === 'opaque') return { type: 'opaque', ...nothing, urlList: [] }
  const visible = tainting === 'cors' ? exposedHeaders(headers, credentials === 'include') : visibleHeaders(headers)
  const hidden = headers.filter((header) => !visible.includes(header)).map(([name]) => name)
  tell(environment, request, 'filter', true, { type: tainting, hidden })
  const hasBody = method !== 'HEAD' && !isNullBodyStatus(status)
  return { type: tainting, status, statusText, headers: visible, body: hasBody ? body : null, urlList }
}
