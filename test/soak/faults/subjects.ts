import { originStore, type OriginLookup } from '../../../src/origins/index.ts'
import type { RequestContext, TupleOrigin } from '../../../src/index.ts'
import { SETTINGS } from './kinds.ts'
import { askStore } from './store.ts'

type Predicate = (origin: TupleOrigin, context: RequestContext) => boolean | Promise<boolean>

const tenantOf = ({ request }: RequestContext): string => new URL(request.url).pathname.split('/', 2)[1] ?? ''

const store = (): Predicate =>
  originStore({ ...SETTINGS, get: askStore as OriginLookup, tenant: tenantOf, onEvent: () => {} })

/** What is tested, and three predicates with a fault each, which the test must find. */
export const SUBJECTS = {
  originStore: store,
  'believes truthy values': believesTruthyValues,
  'shares promises': sharesPromises,
  'keeps every origin': keepsEveryOrigin,
} satisfies Readonly<Record<string, () => Predicate>>

export type SubjectName = keyof typeof SUBJECTS

/** Asks each time, for at most the deadline. */
function believesTruthyValues(): Predicate {
  return async ({ serialized }, context) => {
    const signal = AbortSignal.timeout(SETTINGS.deadline * 1000)
    const over = new Promise<false>((resolve) => {
      signal.addEventListener('abort', () => resolve(false))
    })
    try {
      return Boolean(await Promise.race([askStore(tenantOf(context), serialized, { signal }), over]))
    } catch {
      return false
    }
  }
}

/** One question for all requests that have it, so the others wait for a promise of a request that may be cancelled. */
function sharesPromises(): Predicate {
  const open = new Map<string, Promise<boolean>>()
  const ask = async (key: string, origin: string, context: RequestContext): Promise<boolean> => {
    try {
      const { signal } = new AbortController()
      return (await askStore(tenantOf(context), origin, { signal })) === true
    } catch {
      return false
    } finally {
      open.delete(key)
    }
  }
  return ({ serialized }, context) => {
    const key = `${serialized} ${tenantOf(context)}`
    const known = open.get(key) ?? ask(key, serialized, context)
    open.set(key, known)
    return known
  }
}

/** Answers correctly, and keeps 150 kilobytes for each request. */
function keepsEveryOrigin(): Predicate {
  const predicate = store()
  const kept: Uint8Array[] = []
  return (origin, context) => {
    kept.push(new TextEncoder().encode(origin.serialized.repeat(5000)))
    return predicate(origin, context)
  }
}
