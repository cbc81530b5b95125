import { parseOrigin, type TupleOrigin } from '../fetch/origin.ts'
import { readOptions } from '../policy/check.ts'
import { after, attempt } from '../runtime/promise.ts'
import { unexpected } from '../wording/unexpected.ts'
import { readOrigin, readTenant } from './arguments.ts'
import { createTell } from './events.ts'
import { keep, type Known } from './known.ts'
import { type Answer, createLoads } from './loads.ts'
import type { OriginStoreOptions } from './options.ts'
import { isTenant, STORE_RULES } from './rules.ts'
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
   * Looks up origins of a tenant, or patterns, before requests need them.
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

/** How many lookups of `warm` are open at a time. Workers opens six connections at a time for a request. */
const WARM_AT_ONCE = 6

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
  const { get, tenant: named, filter, fresh = 60, max = 10_000, maxNegative = 10_000, wildcards = 0 } = given
  const freshMs = fresh * 1000
  const staleMs = freshMs + (given.stale ?? 300) * 1000
  const negativeMs = (given.negative ?? 10) * 1000
  const deadlineMs = (given.deadline ?? 1) * 1000
  const refreshMs = freshMs * REFRESH_AFTER
  // Separate tables, because anyone can invent origins that are refused: in one table they would push out the others.
  const allowed = new Map<string, Known>()
  const refused = new Map<string, Known>()
  const loads = createLoads(deadlineMs, given.maxConcurrent ?? 100)
  const tell = createTell(given.onEvent)
  const counts = { hits: 0, misses: 0, filtered: 0, lookups: 0, failed: 0, late: 0, overloaded: 0, stale: 0 }

  const tenantOf = (context: Context, origin: string): string | undefined => {
    const tenant: unknown = typeof named === 'function' ? named(context) : named
    if (isTenant(tenant)) return tenant
    if (typeof (tenant ?? '') !== 'string') {
      // Nobody waits for a promise here, so a rejection would be unhandled.
      Promise.resolve(tenant).catch(() => {})
      tell('invalid', '', origin, () => unexpected('tenant() returned', tenant, 'a string, or undefined for nobody'))
    }
    return
  }

  const remember = (key: string, answer: boolean, asked: number): void => {
    const known = allowed.get(key) ?? refused.get(key)
    // A late answer must not replace that to a later question. A clock that was set back must not keep the old ones.
    if (known && known.asked > asked && known.asked <= Date.now()) return
    ;(answer ? refused : allowed).delete(key)
    keep(answer ? allowed : refused, answer ? max : maxNegative, key, asked)
  }

  const lookUp = (tenant: string, name: string, context: unknown, end: number): Answer => {
    const key = keyOf(tenant, name)
    return loads.ask({
      key,
      isKnown: allowed.has(key),
      context,
      end,
      ask: (signal) => {
        counts.lookups++
        return attempt<unknown, boolean | undefined>(
          () => get(tenant, name, { signal, context }),
          (answer) => {
            if (typeof answer === 'boolean') return answer
            counts.failed++
            tell('invalid', tenant, name, () => unexpected('The store answered', answer, 'true or false'))
            return false
          },
          (error) => {
            if (signal.aborted) return
            counts.failed++
            tell('failed', tenant, name, () => error)
            return
          },
        )
      },
      keep: (answer, asked) => remember(key, answer, asked),
      tellLate: () => {
        counts.late++
        tell('late', tenant, name, () => new Error(`The store did not answer in ${deadlineMs / 1000} seconds`))
      },
      tellOverload: () => {
        counts.overloaded++
        tell('overloaded', tenant, name, () => new Error('An origin was not looked up, because too many others are'))
      },
    })
  }

  const mayBeAllowed = (tenant: string, name: string): boolean => {
    if (!filter) return true
    try {
      return (filter(tenant, name) as unknown) !== false
    } catch (error) {
      // The filter only saves questions, so the store decides.
      tell('failed', tenant, name, () => error)
      return true
    }
  }

  const miss = (tenant: string, origin: TupleOrigin, context: unknown, now: number): boolean | Promise<boolean> => {
    const patterns = patternsFor(origin, wildcards).filter((pattern) => !isTooWide(pattern))
    const names = [origin.serialized, ...patterns.slice(0, wildcards).toReversed()]
    const unknown = names.filter((name) => !use(refused.get(keyOf(tenant, name)), negativeMs, now))
    counts.hits += Number(!unknown.length)
    const possible = unknown.filter((name) => mayBeAllowed(tenant, name))
    counts.filtered += Number(!possible.length && unknown.length > 0)
    counts.misses += Number(possible.length > 0)
    // Names that the store has allowed come first: if one still is, a flood of names below it costs one question.
    const isKnown = (name: string): boolean => allowed.has(keyOf(tenant, name))
    possible.sort((one, other) => Number(isKnown(other)) - Number(isKnown(one)))
    const ask = (at: number): boolean | Promise<boolean> => {
      const name = possible[at]
      if (name === undefined) return false
      return after(lookUp(tenant, name, context, now + deadlineMs), (answer) => {
        if (answer !== undefined) return answer || ask(at + 1)
        const isStale = possible.some((one) => use(allowed.get(keyOf(tenant, one)), staleMs, Date.now()))
        counts.stale += Number(isStale)
        return isStale
      })
    }
    return ask(0)
  }

  const hit = (tenant: string, name: string, context: unknown, now: number): boolean => {
    const known = allowed.get(keyOf(tenant, name))
    if (!use(known, freshMs, now)) return false
    counts.hits++
    // Before the answer gets old, so that requests go on without waiting.
    if (!known.isRefreshed && now - known.asked >= refreshMs) {
      known.isRefreshed = true
      if (mayBeAllowed(tenant, name)) void lookUp(tenant, name, context, now + deadlineMs)
    }
    return true
  }

  const check = (tenant: string, origin: TupleOrigin, context: unknown): boolean | Promise<boolean> => {
    const now = Date.now()
    return (
      hit(tenant, origin.serialized, context, now) ||
      (wildcards > 0 && patternsFor(origin, wildcards).some((pattern) => hit(tenant, pattern, context, now))) ||
      miss(tenant, origin, context, now)
    )
  }

  const predicate = (origin: TupleOrigin, context: Context): boolean | Promise<boolean> => {
    const tenant = tenantOf(context, origin.serialized)
    return tenant !== undefined && check(tenant, origin, context)
  }
  return Object.freeze<OriginStore<Context>>(
    Object.assign(predicate, {
      fresh,
      allows: (tenant: string, origin: string, context?: Context) =>
        check(readTenant(tenant), parseOrigin(readOrigin(origin, false))!, context),
      warm: async (tenant: string, origins: string | readonly string[], context?: Context) => {
        const checked = readTenant(tenant)
        const names = [origins].flat().map((origin) => readOrigin(origin, wildcards > 0))
        const rest = names.values()
        let count = 0
        const work = async (): Promise<void> => {
          const { value: name } = rest.next()
          if (name === undefined) return
          const now = Date.now()
          const isFresh = use(allowed.get(keyOf(checked, name)), freshMs, now)
          if (isFresh || (mayBeAllowed(checked, name) && (await lookUp(checked, name, context, now + deadlineMs))))
            count++
          return work()
        }
        await Promise.all(Array.from({ length: WARM_AT_ONCE }, work))
        return count
      },
      invalidate: (tenant?: string, origin?: string) => {
        if (tenant !== undefined) readTenant(tenant)
        if (origin !== undefined) readOrigin(origin, true)
        const isMeant = (key: string): boolean => {
          const blank = key.indexOf(' ')
          return (
            (origin === undefined || key.slice(0, blank) === origin) &&
            (tenant === undefined || key.slice(blank + 1) === tenant)
          )
        }
        for (const table of [allowed, refused]) for (const key of table.keys()) if (isMeant(key)) table.delete(key)
        loads.void(isMeant)
      },
      stats: () => Object.freeze({ ...counts, allowed: allowed.size, refused: refused.size, open: loads.size() }),
    }),
  )
}

/** The key of an answer. An origin has no blank, so different pairs have different keys. */
function keyOf(tenant: string, name: string): string {
  return `${name} ${tenant}`
}

/** Whether an answer is not older than that, and so used. A clock that was set back makes answers old. */
function use(known: Known | undefined, age: number, now: number): known is Known {
  const isUsed = !!known && now >= known.asked && now - known.asked < age
  if (isUsed) known.isUsed = true
  return isUsed
}
