import type { CacheMode } from '../terms/wire.ts'
import type { InternalRequest } from './request.ts'

const CONDITION = /^if-(modified-since|none-match|unmodified-since|match|range)$/i

/**
 * The cache mode that a request is sent with (https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, step
 * 8.16). A request with a conditional header does its own caching, so the browser bypasses its cache.
 */
export function effectiveCacheMode({ cacheMode, headers }: Pick<InternalRequest, 'cacheMode' | 'headers'>): CacheMode {
  const isConditional = cacheMode === 'default' && headers.some(([name]) => CONDITION.test(name))
  return isConditional ? 'no-store' : cacheMode
}
