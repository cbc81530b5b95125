import { SAFELISTED_METHODS } from '../../fetch/method.ts'
import { effectiveCacheMode } from '../request/cache-mode.ts'
import { type Environment, tell } from '../environment.ts'
import { combineLines } from '../terms/header-list.ts'
import { preflight } from './preflight.ts'
import type { CacheKey } from './cache.ts'
import { currentUrl, type InternalRequest, serializeOrigin } from '../request/request.ts'
import { type UnsafeHeader, unsafeHeaders } from '../request/safelist.ts'

/** What a preflight is needed for (https://fetch.spec.whatwg.org/#main-fetch, step 12), and what the cache has of it. */
export async function preflightIfNeeded(
  environment: Environment,
  request: InternalRequest,
  state: { wasPreflighted: boolean },
): Promise<void> {
  const { method, forcesPreflight, isUnsafe } = request
  const { isSafe, boundsTotal, combinesLines, cache } = environment.profile
  const found = unsafeHeaders(combinesLines ? combineLines(request.headers) : request.headers, isSafe)
  const unsafe: UnsafeHeader[] = boundsTotal ? found : found.filter(({ reason }) => reason !== 'total-too-long')
  const isUnsafeMethod = !SAFELISTED_METHODS.includes(method)
  const isNeeded = forcesPreflight || (isUnsafe && (isUnsafeMethod || unsafe.length > 0))
  tell(environment, request, 'classify-request', true, { isNeeded, method, isUnsafeMethod, unsafe, forcesPreflight })
  if (!isNeeded) return
  // Before it is made, since it may fail.
  state.wasPreflighted = true
  const names = unsafe.map(({ name }) => name)
  const key = cacheKey(environment, request)
  const missing = environment.cache.missing(key, method, names, forcesPreflight)
  const { mayUse, mayKeep } = cacheUse(environment, request)
  const isCached = mayUse && !missing.method && !missing.headerNames.length
  tell(environment, request, 'preflight-cache-lookup', true, { isCached, ...missing })
  if (isCached) return
  // Where there is room for one answer only, one that does not cover the request goes at once.
  if (mayUse && cache === 'last-answer') environment.cache.clear(key)
  await preflight(environment, request, names, key, mayKeep)
}

/** Whether a request takes part in the preflight cache. */
function cacheUse({ profile }: Environment, request: InternalRequest): { mayUse: boolean; mayKeep: boolean } {
  const { keepsForNull, asksAnewIn, keepsNotIn } = profile
  const mode = effectiveCacheMode(request)
  const isNull = keepsForNull === 'none' || (keepsForNull === 'of-pages' && request.origin !== 'null')
  const isOut = isNull && serializeOrigin(request) === 'null'
  return { mayUse: !isOut && !asksAnewIn.includes(mode), mayKeep: !isOut && !keepsNotIn.includes(request.cacheMode) }
}

/** What is known of the preflights of a request is looked up by this. */
export function cacheKey({ profile }: Environment, request: InternalRequest): CacheKey {
  const { client, credentials, origin } = request
  // With its fragment: all engines ask again for another one.
  const url = currentUrl(request).href
  const asking = profile.preflightsAsPage ? origin : serializeOrigin(request)
  const name = JSON.stringify([client.topLevelSite ?? origin, asking, url])
  return { url, name, withCredentials: credentials === 'include' }
}
