import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { corsCheck } from '../checks/cors.ts'
import { type Environment, fail, tell } from '../environment.ts'
import { extractTokens, getHeader, type Header } from '../terms/header-list.ts'
import { maxAgeOf } from './max-age.ts'
import { exchange } from '../network/exchange.ts'
import type { CacheKey } from './cache.ts'
import { discard, type RawResponse } from '../network/raw-response.ts'
import { currentUrl, type InternalRequest, serializeOrigin } from '../request/request.ts'
import { isRedirectStatus } from '../terms/status.ts'

/**
 * Asks the server whether it wants the request (https://fetch.spec.whatwg.org/#cors-preflight-fetch), and keeps the
 * answer.
 *
 * @param names of the headers to be asked for, in lower case and in order
 * @param isKept whether the answer goes into the cache
 * @throws {NetworkError} when it does not
 */
export async function preflight(
  environment: Environment,
  request: InternalRequest,
  names: readonly string[],
  key: CacheKey,
  isKept: boolean,
): Promise<void> {
  const response = await ask(environment, request, names)
  checkResponse(environment, request, response)
  const { keepsUnchecked, checksMethodFirst } = environment.profile
  const keep = (methods: readonly string[] | null, headerNames: readonly string[] | null): void => {
    const maxAge = maxAgeOf(response.headers, environment.profile)
    const permitted = methods ?? (request.forcesPreflight ? [request.method] : [])
    if (isKept) environment.cache.store(key, { methods: permitted, headerNames: headerNames ?? [], maxAge })
    const header = getHeader(response.headers, 'access-control-max-age')
    tell(environment, request, 'preflight-cache-store', true, { maxAge, header })
  }
  const methods = readList(environment, request, response, 'access-control-allow-methods')
  if (checksMethodFirst) checkMethod(environment, request, methods)
  const headerNames = readList(environment, request, response, 'access-control-allow-headers')
  tell(environment, request, 'preflight-parse-lists', true, { methods, headerNames })
  if (keepsUnchecked) keep(methods, headerNames)
  if (!checksMethodFirst) checkMethod(environment, request, methods)
  checkNames(environment, request, names, headerNames ?? [])
  if (!keepsUnchecked) keep(methods, headerNames)
}

async function ask(environment: Environment, request: InternalRequest, names: readonly string[]): Promise<RawResponse> {
  const headers: Header[] = [
    ['Accept', '*/*'],
    ['Access-Control-Request-Method', request.method],
  ]
  if (names.length) headers.push(['Access-Control-Request-Headers', names.join(',')])
  const asking: InternalRequest = {
    ...request,
    method: 'OPTIONS',
    headers,
    body: null,
    isStream: false,
    mode: 'cors',
    credentials: 'same-origin',
    tainting: 'cors',
    cacheMode: 'default',
    // As if there had been no redirects, where an engine tells the page's origin in any case.
    urlList: environment.profile.preflightsAsPage ? request.urlList.slice(-1) : request.urlList,
  }
  tell(environment, request, 'preflight-request', true, {
    url: currentUrl(request).href,
    method: request.method,
    names,
  })
  try {
    const response = await exchange(asking, environment.transport, undefined)
    discard(response.body)
    return response
  } catch (cause) {
    return fail(request, 'preflight-network-error', { cause })
  }
}

/** Permission and status, of which the standard looks at the permission first. */
function checkResponse(environment: Environment, request: InternalRequest, { status, headers }: RawResponse): void {
  const { preflightOrder } = environment.profile
  const checkStatus = (): void => {
    const passed = status >= 200 && status < 300
    tell(environment, request, 'preflight-status', passed, { status })
    const code = isRedirectStatus(status) ? 'preflight-redirect' : 'preflight-status'
    if (!passed) fail(request, code, { expected: '200–299', actual: String(status) })
  }
  const isStatusFirst = preflightOrder === 'status' || (preflightOrder === 'redirect' && isRedirectStatus(status))
  if (isStatusFirst) checkStatus()
  const origin = environment.profile.preflightsAsPage ? request.origin : serializeOrigin(request)
  const fault = corsCheck(headers, origin, request.credentials === 'include')
  tell(environment, request, 'preflight-cors-check', !fault, { ...fault })
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
  tell(environment, request, 'preflight-parse-lists', false, { header: name, actual })
  const code = name.endsWith('methods') ? 'preflight-acam-invalid' : 'preflight-acah-invalid'
  return fail(request, code, { header: name, expected: 'tokens, parted by commas', actual })
}

function checkMethod(environment: Environment, request: InternalRequest, listed: readonly string[] | null): void {
  const { method, credentials, forcesPreflight } = request
  const methods = listed ?? (forcesPreflight ? [method] : [])
  const passed =
    methods.includes(method) ||
    SAFELISTED_METHODS.includes(method) ||
    (credentials !== 'include' && methods.includes('*'))
  tell(environment, request, 'preflight-method', passed, { method, methods })
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
    tell(environment, request, step, passed, { name, listed })
    const about = { header: 'access-control-allow-headers', expected: name, actual: listed.join(', ') }
    if (!passed) fail(request, 'preflight-header-not-allowed', about)
  }
  // Authorization before all others, as in the standard: no wildcard covers it there.
  if (names.includes('authorization')) check('authorization', isWild && environment.profile.wildcardCoversAuthorization)
  for (const name of names) if (name !== 'authorization') check(name, isWild)
}
