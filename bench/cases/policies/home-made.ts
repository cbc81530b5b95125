// The caches that people put in front of a store of tenants, as questions in the trackers of CORS packages show them.
import { LRUCache } from 'lru-cache'
import QuickLRU from 'quick-lru'
import type { TupleOrigin } from '../../../src/index.ts'

/** What a key-value store answers: a string, or nothing. */
export type Get = (key: string) => Promise<string | null>

/** Whether an origin belongs to a tenant. Corsage parses an origin before, and the others take the string. */
export type Lookup = (tenant: string, origin: TupleOrigin) => boolean | Promise<boolean>

export interface Limits {
  readonly max: number
  readonly ttlMs: number
}

/** Makes a cached look at a store, in the way of each package. */
export const HOME_MADE: Readonly<Record<string, (get: Get, limits: Limits) => Lookup>> = {
  'Map with a TTL': mapped,
  'lru-cache': (get, { max, ttlMs }) => cached(get, new LRUCache<string, boolean>({ max, ttl: ttlMs })),
  'quick-lru': (get, { max, ttlMs }) => cached(get, new QuickLRU<string, boolean>({ maxSize: max, maxAge: ttlMs })),
}

interface Cache {
  readonly get: (key: string) => boolean | undefined
  readonly set: (key: string, value: boolean) => unknown
}

function cached(get: Get, cache: Cache): Lookup {
  return async (tenant, { serialized }) => {
    const key = `${tenant} ${serialized}`
    const known = cache.get(key)
    if (known !== undefined) return known
    const isAllowed = (await get(key)) !== null
    cache.set(key, isAllowed)
    return isAllowed
  }
}

/** Without a package: entries have a time, and when there are too many, the oldest one goes. */
function mapped(get: Get, { max, ttlMs }: Limits): Lookup {
  const cache = new Map<string, { isAllowed: boolean; until: number }>()
  return async (tenant, { serialized }) => {
    const key = `${tenant} ${serialized}`
    const known = cache.get(key)
    if (known && known.until > Date.now()) return known.isAllowed
    const isAllowed = (await get(key)) !== null
    cache.set(key, { isAllowed, until: Date.now() + ttlMs })
    if (cache.size > max) cache.delete(cache.keys().next().value!)
    return isAllowed
  }
}
