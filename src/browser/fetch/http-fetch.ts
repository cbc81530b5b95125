import { corpFault } from '../checks/corp.ts'
import { corsFault } from '../checks/cors.ts'
import { passesTimingCheck } from '../checks/timing.ts'
import type { Environment } from '../environment.ts'
import { exchange, includesCredentials } from '../network/exchange.ts'
import { KEEPALIVE_BYTES } from '../network/keepalive-quota.ts'
import type { RawResponse } from '../network/raw-response.ts'
import { fail } from '../outcome/network-error.ts'
import { reportStep } from '../outcome/step.ts'
import { currentUrl, type InternalRequest, serializeOrigin } from '../request/request.ts'
import { discard } from '../terms/body.ts'
import { isRedirectStatus } from '../terms/status.ts'
import { locationUrl, redirectTo } from './redirect.ts'

/** What a fetch remembers from one redirect to the next. */
export interface FetchState {
  /** Whether a request needed a preflight, and so may have entries in the preflight cache. */
  wasPreflighted: boolean
  /** Whether every TAO check so far succeeded: the timing allow failed flag, negated. */
  mayTime: boolean
}

/** The response that ends a fetch. */
export interface Fetched {
  readonly response: RawResponse
  /** Whether the response is a redirect that mode `manual` hides. */
  readonly isHidden: boolean
}

/**
 * HTTP fetch (https://fetch.spec.whatwg.org/#concept-http-fetch): sends a request, checks the response, and prepares
 * the next request after a redirect. The preflight of step 4.1 has been sent before.
 *
 * Not done: service workers (steps 3 and 4.2).
 *
 * @returns `undefined` after a redirect
 * @throws {NetworkError} when the transport fails, or the page may not have the response
 */
export async function httpFetch(
  environment: Environment,
  request: InternalRequest,
  state: FetchState,
): Promise<Fetched | undefined> {
  const { href } = currentUrl(request)
  const { method } = request
  const withCookies = includesCredentials(request)
  const origin = serializeOrigin(request)
  reportStep(environment, request, 'actual-request', true, { url: href, method, origin, withCookies })
  const response = await send(environment, request)
  try {
    checkResponse(environment, request, response, state)
    // Steps 6 and 7.
    if (!isRedirectStatus(response.status)) return { response, isHidden: false }
    return followRedirect(environment, request, response)
  } catch (error) {
    discard(response.body)
    throw error
  }
}

/** Step 4.3: HTTP-network-or-cache fetch, whose step 8.10 is the quota. */
async function send(environment: Environment, request: InternalRequest): Promise<RawResponse> {
  const release = environment.quota.take(request)
  if (!release) fail(request, 'keepalive-quota', { expected: `at most ${KEEPALIVE_BYTES} bytes on the way` })
  try {
    return await exchange(request, environment.transport, environment.cookies)
  } catch (cause) {
    return fail(request, 'network-error', { cause })
  } finally {
    release()
  }
}

/**
 * Whether the page may have the response at all, and whether it may measure it. Redirects are checked like any other.
 */
function checkResponse(
  environment: Environment,
  request: InternalRequest,
  response: RawResponse,
  state: FetchState,
): void {
  const { credentials, tainting } = request
  const { status, headers } = response
  const origin = serializeOrigin(request)
  // Step 4.4.
  if (tainting === 'cors') {
    const fault = corsFault(headers, origin, credentials === 'include')
    reportStep(environment, request, 'cors-check', !fault, { ...fault, status })
    if (fault) fail(request, fault.code, fault)
  }
  // Step 4.5.
  state.mayTime &&= passesTimingCheck(headers, origin, tainting === 'basic')
  reportStep(environment, request, 'timing-check', state.mayTime)
  // Step 5.
  if (tainting === 'opaque') {
    const policy = corpFault(headers, request.origin, currentUrl(request))
    reportStep(environment, request, 'corp-check', !policy, { policy })
    if (policy) fail(request, 'corp-blocked', { header: 'cross-origin-resource-policy', actual: policy })
  }
}

/**
 * Does what the redirect mode says (step 6.2).
 *
 * @returns `undefined` when the request goes on to another URL
 */
function followRedirect(
  environment: Environment,
  request: InternalRequest,
  response: RawResponse,
): Fetched | undefined {
  const { status } = response
  if (request.redirect === 'error') fail(request, 'redirect-mode-error', { actual: String(status) })
  if (request.redirect === 'manual') return { response, isHidden: true }
  // HTTP-redirect fetch, steps 3 to 5.
  const location = locationUrl(request, response)
  if (!location) return { response, isHidden: false }
  const before = { method: request.method, headers: request.headers }
  redirectTo(request, response, location)
  discard(response.body)
  const { method, headers } = request
  const kept = new Set(headers)
  const dropped = before.headers.filter((header) => !kept.has(header)).map(([name]) => name)
  const detail = { status, location: location.href, dropped, before: before.method, method }
  reportStep(environment, request, 'redirect', true, detail)
  return
}
