import { parseOrigin, type TupleOrigin } from '../fetch/origin.ts'
import { readOptions } from '../policy/check.ts'
import { after } from '../runtime/promise.ts'
import { createAnswers, use } from './answers.ts'
import { readOrigin, readTenant } from './arguments.ts'
import { createLoads } from './loads.ts'
import type { OriginStoreOptions } from './options.ts'
import { STORE_RULES } from './rules.ts'
import { type Answer, createSource } from './source.ts'
import type { StoreStats } from './stats.ts'
import { isTooWide, patternsFor } from './wildcards.ts'

/** A predicate that asks a store, and remembers its answers. */
export interface OriginStore<Context = unknown> {
  (origin: TupleOrigin, context: Context): boolean | Promise<boolean>
  /** The option `fresh`, in seconds. */
  readonly fresh: number
  /**
   * Whether a tenant allows an origin.
   *
   * @throws {PolicyError} if an argument is not the name of a tenant, or not an origin
   */
  readonly allows: (tenant: string, origin: string, context?: Context) => boolean | Promise<boolean>
  /**
   * Looks up origins or patterns of a tenant, one after the other, before requests need them.
   *
   * @returns the number of those that the store allows
   * @throws {PolicyError} if an argument is not the name of a tenant, or not an origin
   */
  readonly warm: (tenant: string, origins: string | readonly string[], context?: Context) => Promise<number>
  /**
   * Forgets the answers of the store: about one origin or pattern of a tenant, about a tenant, or all. A lookup that is
   * open is made again. Call it on every server, because each has its own answers.
   *
   * @throws {PolicyError} if an argument is not the name of a tenant, or not an origin
   */
  readonly invalidate: (tenant?: string, origin?: string) => void
  /** Counts since the store was made, and what it holds now. */
  readonly stats: () => StoreStats
}

/** The part of `fresh` after which the store is asked again while the old answer is still used. */
const REFRESH_AFTER = 0.75

/**
 * Makes a predicate for `cors({ origin })` that asks a store which origins a tenant allows, and remembers the answers.
 * An answer that it remembers is a boolean, not a promise.
 *
 * @throws {PolicyError} with every problem that the options have
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { originStore } from 'corsage/origins'
 *
 * const allowed = new Map([['shop', ['https://www.shop.example']]])
 * const store = originStore({
 *   tenant: ({ request }: { request: Request }) => new URL(request.url).hostname.split('.')[0],
 *   get: async (tenant, origin) => allowed.get(tenant)?.includes(origin) ?? false,
 * })
 * const policy = cors({ origin: store })
 * const handler = policy.wrap((request: Request) => new Response(`Hello from ${request.url}`))
 * ```
 */
export function originStore<Context = unknown>(options: OriginStoreOptions<Context>): OriginStore<Context> {
  const given = readOptions(options, STORE_RULES, 'originStore()') as unknown as OriginStoreOptions<Context>
  const { fresh = 60, stale = 300, negative = 10, deadline = 1, wildcards = 0 } = given
  const freshMs = fresh * 1000
  const deadlineMs = deadline * 1000
  // Separate tables, because anyone can invent origins that are refused: in one table they would push out the others.
  const allowed = createAnswers(given.max ?? 10_000)
  const refused = createAnswers(given.maxNegative ?? 10_000)
  const counts = { hits: 0, misses: 0, filtered: 0, lookups: 0, failed: 0, late: 0, overloaded: 0, stale: 0 }
  const source = createSource(given, counts)
  const { mayAllow } = source
  const loads = createLoads(source, deadlineMs, given.maxConcurrent ?? 100, ({ tenant, name }, answer, asked) => {
    const known = allowed.find(tenant, name) ?? refused.find(tenant, name)
    // A late answer must not replace that to a later question. A clock that was set back must not keep the old ones.
    if (known && known.asked > asked && known.asked <= Date.now()) return
    const [table, other] = answer ? [allowed, refused] : [refused, allowed]
    other.forget(tenant, name)
    table.keep(tenant, name, asked)
  })

  const lookUp = (tenant: string, name: string, context: unknown, now: number): Answer =>
    loads.ask({ tenant, name, isKnown: !!allowed.find(tenant, name), context, end: now + deadlineMs })

  const hit = (tenant: string, name: string, context: unknown, now: number): boolean => {
    const known = allowed.find(tenant, name)
    if (!use(known, freshMs, now)) return false
    counts.hits++
    // Before the answer gets old, so that requests go on without waiting.
    if (!known.isRefreshed && now - known.asked >= freshMs * REFRESH_AFTER) {
      known.isRefreshed = true
      if (mayAllow(tenant, name)) void lookUp(tenant, name, context, now)
    }
    return true
  }

  const miss = (
    tenant: string,
    names: readonly string[],
    context: unknown,
    now: number,
  ): boolean | Promise<boolean> => {
    const unknown = names.filter((name) => !use(refused.find(tenant, name), negative * 1000, now))
    const possible = unknown.filter((name) => mayAllow(tenant, name))
    counts[possible.length ? 'misses' : unknown.length ? 'filtered' : 'hits']++
    // Names that the store has allowed come first: if it still does, a flood of names below one costs one question.
    const isKnown = (name: string): number => Number(!!allowed.find(tenant, name))
    possible.sort((one, other) => isKnown(other) - isKnown(one))
    const askAt = (at: number): boolean | Promise<boolean> => {
      const name = possible[at]
      if (name === undefined) return false
      return after(lookUp(tenant, name, context, now), (answer) => {
        if (answer !== undefined) return answer || askAt(at + 1)
        const isStale = use(allowed.find(tenant, name), freshMs + stale * 1000, Date.now())
        if (isStale) counts.stale++
        return isStale
      })
    }
    return askAt(0)
  }

  const check = (tenant: string, origin: TupleOrigin, context: unknown): boolean | Promise<boolean> => {
    const now = Date.now()
    const { serialized } = origin
    if (hit(tenant, serialized, context, now)) return true
    const patterns = patternsFor(origin, wildcards)
    if (patterns.some((pattern) => hit(tenant, pattern, context, now))) return true
    const narrow = patterns.filter((pattern) => !isTooWide(pattern)).slice(0, wildcards)
    return miss(tenant, [serialized, ...narrow.toReversed()], context, now)
  }

  const predicate = (origin: TupleOrigin, context: Context): boolean | Promise<boolean> => {
    const tenant = source.tenantOf(context)
    return tenant !== undefined && check(tenant, origin, context)
  }
  const warm = async (tenant: string, origins: string | readonly string[], context?: Context): Promise<number> => {
    readTenant(tenant)
    const names = [origins].flat().map((origin) => readOrigin(origin, wildcards > 0))
    let count = 0
    for (const name of names) {
      const now = Date.now()
      // oxlint-disable-next-line no-await-in-loop -- it takes little from the requests that need the store as well
      if (hit(tenant, name, context, now) || (mayAllow(tenant, name) && (await lookUp(tenant, name, context, now))))
        count++
    }
    return count
  }
  return Object.freeze<OriginStore<Context>>(
    Object.assign(predicate, {
      fresh,
      allows: (tenant: string, origin: string, context?: Context) =>
        check(readTenant(tenant), parseOrigin(readOrigin(origin, false))!, context),
      warm,
      invalidate: (tenant?: string, origin?: string) => {
        if (tenant !== undefined) readTenant(tenant)
        if (origin !== undefined) readOrigin(origin, true)
        for (const table of [allowed, refused, loads]) table.forget(tenant, origin)
      },
      stats: () => ({ ...counts, allowed: allowed.size(), refused: refused.size(), open: loads.size() }),
    }),
  )
}
