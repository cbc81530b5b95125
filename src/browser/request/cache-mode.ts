import type { InternalRequest } from './request.ts'
import type { CacheMode } from '../terms/wire.ts'

const CONDITION = /^if-(modified-since|none-match|unmodified-since|match|range)$/i

/**
 * The cache mode that a request ends up with: who brings a condition along has a cache, so that the browser's stays out
 * of it (https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch, step 8.16).
 */
export function effectiveCacheMode({ cacheMode, headers }: Pick<InternalRequest, 'cacheMode' | 'headers'>): CacheMode {
  const isConditional = cacheMode === 'default' && headers.some(([name]) => CONDITION.test(name))
  return isConditional ? 'no-store' : cacheMode
}
