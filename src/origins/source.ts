import { attempt } from '../runtime/promise.ts'
import { report } from '../runtime/report.ts'
import { unexpected } from '../wording/unexpected.ts'
import type { StoreEventKind } from './events.ts'
import type { OriginStoreOptions } from './options.ts'
import { isTenant } from './rules.ts'
import type { StoreCounts } from './stats.ts'

/** The store's answer, or `undefined` if it did not answer. */
export type Answer = boolean | undefined | Promise<boolean | undefined>

/** A question to the store, as a request puts it. */
export interface Question {
  readonly tenant: string
  readonly name: string
  /** Whether the store has allowed the name before. */
  readonly isKnown: boolean
  readonly context: unknown
  /** When the request stops waiting, in milliseconds. */
  readonly end: number
}

/** The functions of the application, which may fail in any way. */
export interface Source<Context = never> {
  /** Reads the tenant of a request. `undefined` allows nobody. */
  readonly tenantOf: (context: Context) => string | undefined
  /** Whether the filter leaves it open whether a name is allowed. */
  readonly mayAllow: (tenant: string, name: string) => boolean
  /** Asks the store. The promise never rejects. */
  readonly ask: (question: Question, signal: AbortSignal) => Answer
  /** Counts and reports what happened to a question. */
  readonly tell: (kind: StoreEventKind, about: Pick<Question, 'tenant' | 'name'>, error: unknown) => void
}

/** Milliseconds in which each kind is reported once, because clients choose how many requests fail. */
const PERIOD = 60_000

/** Guards the functions of the application. */
export function createSource<Context>(
  { get, tenant: named, filter, onEvent }: OriginStoreOptions<Context>,
  counts: StoreCounts,
): Source<Context> {
  const last = new Map<StoreEventKind, number>()
  const tell: Source<Context>['tell'] = (kind, { tenant, name: origin }, error) => {
    counts[kind]++
    const now = Date.now()
    const age = now - (last.get(kind) ?? -PERIOD)
    // A clock that was set back must not silence the reports.
    if (age >= 0 && age < PERIOD) return
    last.set(kind, now)
    // An error of the callback must not change an answer.
    void attempt<unknown, void>(
      () => (onEvent ? onEvent({ kind, error, tenant, origin }) : report(error)),
      () => {},
      report,
    )
  }
  return {
    tell,
    tenantOf: (context) => {
      const tenant: unknown = typeof named === 'function' ? named(context) : named
      if (isTenant(tenant)) return tenant
      if (typeof (tenant ?? '') !== 'string') {
        // Nobody waits for a promise here, so a rejection would be unhandled.
        Promise.resolve(tenant).catch(() => {})
        tell('failed', { tenant: '', name: '' }, unexpected('tenant() returned', tenant, 'a string or undefined'))
      }
      return
    },
    // Only `false` refuses, because a filter that fails must not.
    mayAllow: (tenant, name) =>
      attempt<unknown, boolean>(
        () => filter?.(tenant, name),
        (found) => found !== false,
        (error) => {
          tell('failed', { tenant, name }, error)
          return true
        },
      ) !== false,
    ask: (question, signal) =>
      attempt<unknown, boolean | undefined>(
        () => {
          counts.lookups++
          return get(question.tenant, question.name, { signal, context: question.context })
        },
        (answer) => {
          if (typeof answer === 'boolean') return answer
          tell('failed', question, unexpected('get() returned', answer, 'true or false'))
          return false
        },
        (error) => {
          // A store that was told to stop may say so.
          if (!signal.aborted) tell('failed', question, error)
          return
        },
      ),
  }
}
