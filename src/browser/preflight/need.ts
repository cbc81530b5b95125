import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import type { Environment } from '../environment.ts'
import { reportStep } from '../outcome/step.ts'
import type { InternalRequest } from '../request/request.ts'
import { type UnsafeHeader, unsafeHeaders } from '../request/safelist.ts'
import { combineLines } from '../terms/header-list.ts'
import { cacheKey, cacheUse } from './cache-use.ts'
import { preflightFetch } from './preflight.ts'

/**
 * Sends a preflight if a request needs one (https://fetch.spec.whatwg.org/#concept-main-fetch, the conditions of step
 * 12) and the cache does not cover it (https://fetch.spec.whatwg.org/#concept-http-fetch, step 4.1).
 *
 * @param state set to `wasPreflighted` when the request needs a preflight, even if the cache covers it
 * @throws {NetworkError} when the preflight fails
 */
export async function preflightIfNeeded(
  environment: Environment,
  request: InternalRequest,
  state: { wasPreflighted: boolean },
): Promise<void> {
  // Main fetch, step 12.
  const { method, forcesPreflight, isUnsafe } = request
  const { isSafe, boundsTotal, combinesLines, cache } = environment.profile
  const found = unsafeHeaders(combinesLines ? combineLines(request.headers) : request.headers, isSafe)
  const unsafe: UnsafeHeader[] = boundsTotal ? found : found.filter(({ reason }) => reason !== 'total-too-long')
  const isUnsafeMethod = !SAFELISTED_METHODS.includes(method)
  const isNeeded = forcesPreflight || (isUnsafe && (isUnsafeMethod || unsafe.length > 0))
  const detail = { isNeeded, method, isUnsafeMethod, unsafe, forcesPreflight }
  reportStep(environment, request, 'classify-request', true, detail)
  if (!isNeeded) return
  // Before the preflight, because a preflight that fails clears the cache as well.
  state.wasPreflighted = true
  // HTTP fetch, step 4.1.
  const names = unsafe.map(({ name }) => name)
  const key = cacheKey(environment, request)
  const missing = environment.cache.missing(key, method, names, forcesPreflight)
  const { mayRead, mayStore } = cacheUse(environment, request)
  const isCached = mayRead && !missing.method && !missing.headerNames.length
  reportStep(environment, request, 'preflight-cache-lookup', true, { isCached, ...missing })
  if (isCached) return
  // Engines that keep one response for a URL drop it when it does not cover the request.
  if (mayRead && cache === 'last-answer') environment.cache.clear(key)
  // Step 4.1.1.
  await preflightFetch(environment, request, names, mayStore ? key : undefined)
}
