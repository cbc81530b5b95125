import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { corsFault } from '../checks/cors.ts'
import type { Environment } from '../environment.ts'
import { exchange } from '../network/exchange.ts'
import type { RawResponse } from '../network/raw-response.ts'
import { fail } from '../outcome/network-error.ts'
import { reportStep } from '../outcome/step.ts'
import { currentUrl, type InternalRequest, serializeOrigin } from '../request/request.ts'
import { discard } from '../terms/body.ts'
import { extractTokens, getHeader, type Header } from '../terms/header-list.ts'
import { isOkStatus, isRedirectStatus } from '../terms/status.ts'
import type { CacheKey } from './cache.ts'
import { maxAgeOf } from './max-age.ts'

/**
 * CORS-preflight fetch (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0): asks the server whether it wants the
 * request, and caches the answer. Engines run the checks in different orders; the numbers are those of the standard.
 *
 * @param names of the unsafe headers, in lower case and in order
 * @param key in the cache; `undefined` for a response that is not cached
 * @throws {NetworkError} when the server does not answer, or refuses the request
 */
export async function preflightFetch(
  environment: Environment,
  request: InternalRequest,
  names: readonly string[],
  key: CacheKey | undefined,
): Promise<void> {
  const response = await sendPreflight(environment, request, names)
  checkPreflightResponse(environment, request, response)
  const { keepsUnchecked, checksMethodFirst } = environment.profile
  const keep = (methods: readonly string[] | null, headerNames: readonly string[] | null): void => {
    // Steps 7.8 to 7.15.
    const maxAge = maxAgeOf(response.headers, environment.profile)
    const permitted = methods ?? impliedMethods(request)
    if (key) environment.cache.store(key, { methods: permitted, headerNames: headerNames ?? [], maxAge })
    const header = getHeader(response.headers, 'access-control-max-age')
    reportStep(environment, request, 'preflight-cache-store', true, { maxAge, header })
  }
  // Steps 7.1 to 7.3: one list that cannot be parsed fails the preflight, even if the request does not need that list.
  const methods = readList(environment, request, response, 'access-control-allow-methods')
  if (checksMethodFirst) checkMethod(environment, request, methods)
  const headerNames = readList(environment, request, response, 'access-control-allow-headers')
  reportStep(environment, request, 'preflight-parse-lists', true, { methods, headerNames })
  if (keepsUnchecked) keep(methods, headerNames)
  if (!checksMethodFirst) checkMethod(environment, request, methods)
  checkNames(environment, request, names, headerNames ?? [])
  if (!keepsUnchecked) keep(methods, headerNames)
}

async function sendPreflight(
  environment: Environment,
  request: InternalRequest,
  names: readonly string[],
): Promise<RawResponse> {
  // Steps 2 and 3.
  const headers: Header[] = [
    ['Accept', '*/*'],
    ['Access-Control-Request-Method', request.method],
  ]
  // Steps 4 and 5: a comma without a blank, as browsers always sent it.
  if (names.length) headers.push(['Access-Control-Request-Headers', names.join(',')])
  // Step 1. The new request has the default credentials mode, which sends no cookies to another origin.
  const preflight: InternalRequest = {
    ...request,
    method: 'OPTIONS',
    headers,
    body: null,
    isStream: false,
    mode: 'cors',
    credentials: 'same-origin',
    tainting: 'cors',
    cacheMode: 'default',
    // An engine that always sends the page's origin does as if there had been no redirects.
    urlList: environment.profile.preflightsAsPage ? request.urlList.slice(-1) : request.urlList,
  }
  const { href } = currentUrl(request)
  reportStep(environment, request, 'preflight-request', true, { url: href, method: request.method, names })
  try {
    // Step 6. No redirect is followed, because this is not HTTP fetch.
    const response = await exchange(preflight, environment.transport, undefined)
    discard(response.body)
    return response
  } catch (cause) {
    return fail(request, 'preflight-network-error', { cause })
  }
}

/** The conditions of step 7, of which the standard names the CORS check first. */
function checkPreflightResponse(
  environment: Environment,
  request: InternalRequest,
  { status, headers }: RawResponse,
): void {
  const { preflightOrder, preflightsAsPage } = environment.profile
  const checkStatus = (): void => {
    const passed = isOkStatus(status)
    reportStep(environment, request, 'preflight-status', passed, { status })
    const code = isRedirectStatus(status) ? 'preflight-redirect' : 'preflight-status'
    if (!passed) fail(request, code, { expected: '200–299', actual: String(status) })
  }
  const isStatusFirst = preflightOrder === 'status' || (preflightOrder === 'redirect' && isRedirectStatus(status))
  if (isStatusFirst) checkStatus()
  // With the credentials mode of the request, not of the preflight, which never has credentials.
  const origin = preflightsAsPage ? request.origin : serializeOrigin(request)
  const fault = corsFault(headers, origin, request.credentials === 'include')
  reportStep(environment, request, 'preflight-cors-check', !fault, { ...fault })
  if (fault) {
    const { code, ...about } = fault
    fail(request, `preflight-${code}`, about)
  }
  if (!isStatusFirst) checkStatus()
}

function readList(
  environment: Environment,
  request: InternalRequest,
  { headers }: RawResponse,
  name: 'access-control-allow-methods' | 'access-control-allow-headers',
): string[] | null {
  const list = extractTokens(headers, name)
  if (list !== 'failure') return list
  const actual = getHeader(headers, name) ?? ''
  reportStep(environment, request, 'preflight-parse-lists', false, { header: name, actual })
  const code = name.endsWith('methods') ? 'preflight-acam-invalid' : 'preflight-acah-invalid'
  return fail(request, code, { header: name, expected: 'tokens, separated by commas', actual })
}

/** Step 7.4: a server need not list the method of a forced preflight, which is usually safelisted. */
function impliedMethods({ method, forcesPreflight }: InternalRequest): readonly string[] {
  return forcesPreflight ? [method] : []
}

/** Step 7.5. Methods are compared with their case. */
function checkMethod(environment: Environment, request: InternalRequest, listed: readonly string[] | null): void {
  const { method, credentials } = request
  const methods = listed ?? impliedMethods(request)
  const passed =
    methods.includes(method) ||
    SAFELISTED_METHODS.includes(method) ||
    (credentials !== 'include' && methods.includes('*'))
  reportStep(environment, request, 'preflight-method', passed, { method, methods })
  if (!passed) {
    const about = { header: 'access-control-allow-methods', expected: method, actual: listed?.join(', ') }
    fail(request, 'preflight-method-not-allowed', about)
  }
}

function checkNames(
  environment: Environment,
  request: InternalRequest,
  names: readonly string[],
  listed: readonly string[],
): void {
  const lower = new Set(listed.map((name) => name.toLowerCase()))
  const isWild = request.credentials !== 'include' && lower.has('*')
  const check = (name: string, isCovered: boolean): void => {
    const passed = lower.has(name) || isCovered
    const step = name === 'authorization' ? 'preflight-authorization' : 'preflight-header'
    reportStep(environment, request, step, passed, { name, isListed: lower.has(name) })
    if (passed) return
    const about = { header: 'access-control-allow-headers', expected: name, actual: listed.join(', ') }
    fail(request, 'preflight-header-not-allowed', about)
  }
  // Step 7.6: in the standard, no wildcard covers `Authorization`; in every engine, it does.
  if (names.includes('authorization')) check('authorization', isWild && environment.profile.wildcardCoversAuthorization)
  // Step 7.7.
  for (const name of names) if (name !== 'authorization') check(name, isWild)
}
