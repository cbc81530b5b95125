import type { Environment } from '../environment.ts'
import { effectiveCacheMode } from '../request/cache-mode.ts'
import { currentUrl, type InternalRequest, serializeOrigin } from '../request/request.ts'
import type { CacheKey } from './cache.ts'

/** The key of a request in the preflight cache (https://fetch.spec.whatwg.org/#concept-cache-match). */
export function cacheKey({ profile }: Environment, request: InternalRequest): CacheKey {
  const { client, credentials, origin } = request
  // With its fragment: every engine sends another preflight for another fragment.
  const url = currentUrl(request).href
  const asking = profile.preflightsAsPage ? origin : serializeOrigin(request)
  const name = JSON.stringify([client.topLevelSite ?? origin, asking, url])
  return { url, name, withCredentials: credentials === 'include' }
}

/** Whether a request reads the preflight cache, and writes to it. In the standard, every request does both. */
export function cacheUse({ profile }: Environment, request: InternalRequest): { mayRead: boolean; mayStore: boolean } {
  const { keepsForNull, asksAnewIn, keepsNotIn } = profile
  const mode = effectiveCacheMode(request)
  const isNull = keepsForNull === 'none' || (keepsForNull === 'of-pages' && request.origin !== 'null')
  const isOut = isNull && serializeOrigin(request) === 'null'
  return {
    mayRead: !isOut && !asksAnewIn.includes(mode),
    mayStore: !isOut && !keepsNotIn.includes(request.cacheMode),
  }
}
