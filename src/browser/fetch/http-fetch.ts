import { corpFault } from '../checks/corp.ts'
import { corsCheck } from '../checks/cors.ts'
import { type Environment, fail, tell } from '../environment.ts'
import { KEEPALIVE_BYTES } from '../network/keepalive-quota.ts'
import { exchange, includesCredentials } from '../network/exchange.ts'
import { discard, type RawResponse } from '../network/raw-response.ts'
import { locationOf, redirect } from './redirect.ts'
import { currentUrl, type InternalRequest, serializeOrigin } from '../request/request.ts'
import { isRedirectStatus } from '../terms/status.ts'
import { timingCheck } from '../checks/timing.ts'

/** What is remembered from one redirect to the next. */
export interface State {
  wasPreflighted: boolean
  mayTime: boolean
}

/** An answer that ends a fetch. */
export interface Fetched {
  readonly response: RawResponse
  /** Whether it is a redirect that nobody followed. */
  readonly isHidden: boolean
}

/**
 * Asks a server, and follows it where it sends (https://fetch.spec.whatwg.org/#http-fetch).
 *
 * @returns `undefined` when the request goes on elsewhere
 */
export async function fetchHttp(
  environment: Environment,
  request: InternalRequest,
  state: State,
): Promise<Fetched | undefined> {
  const url = currentUrl(request)
  const origin = serializeOrigin(request)
  const { method } = request
  const withCookies = includesCredentials(request)
  tell(environment, request, 'actual-request', true, { url: url.href, method, origin, withCookies })
  const response = await ask(environment, request)
  try {
    judge(environment, request, response, state)
    if (!isRedirectStatus(response.status)) return { response, isHidden: false }
    return followed(environment, request, response)
  } catch (error) {
    discard(response.body)
    throw error
  }
}

async function ask(environment: Environment, request: InternalRequest): Promise<RawResponse> {
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

/** Whether the page may have it at all, and measure it. */
function judge(environment: Environment, request: InternalRequest, response: RawResponse, state: State): void {
  const { credentials, tainting } = request
  const { status, headers } = response
  const origin = serializeOrigin(request)
  if (tainting === 'cors') {
    const fault = corsCheck(headers, origin, credentials === 'include')
    tell(environment, request, 'cors-check', !fault, { ...fault, status })
    if (fault) fail(request, fault.code, fault)
  }
  state.mayTime &&= timingCheck(headers, origin, tainting === 'basic')
  tell(environment, request, 'timing-check', state.mayTime)
  if (tainting === 'opaque') {
    const policy = corpFault(headers, request.origin, currentUrl(request))
    tell(environment, request, 'corp-check', !policy, { policy })
    if (policy) fail(request, 'corp-blocked', { header: 'cross-origin-resource-policy', actual: policy })
  }
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
  discard(response.body)
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
