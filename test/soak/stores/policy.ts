import { cors, type CorsPolicy, type RequestContext } from '../../../src/index.ts'
import { type OriginLookup, originStore } from '../../../src/origins/index.ts'
import { OPTIONS } from './settings.ts'

/** A policy whose origins are in a store, and the counts of what the store of origins had to do without it. */
export interface StorePolicy {
  readonly policy: CorsPolicy
  /** How often the store did not answer, or was not asked. */
  readonly troubles: () => string
}

/** The policy under soak: the tenant is the first segment of the path. */
export function createPolicy(get: OriginLookup): StorePolicy {
  const store = originStore({
    ...OPTIONS,
    get,
    tenant: ({ request }: RequestContext) => new URL(request.url).pathname.split('/')[1],
    onEvent: () => {},
  })
  return {
    policy: cors({ origin: store, allowMethods: ['GET', 'PUT'], exposeHeaders: ['x-troubles'] }),
    troubles: () => {
      const { failed, late, overloaded, stale } = store.stats()
      return String(failed + late + overloaded + stale)
    },
  }
}
