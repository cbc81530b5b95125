import { attempt } from '../runtime/promise.ts'
import { report } from '../runtime/report.ts'

/**
 * What went wrong:
 *
 * - `failed`: the store or the filter threw, or the store or `tenant` returned a value of another type
 * - `late`: the store did not answer before the deadline
 * - `overloaded`: a request got no answer, because too many origins were being looked up
 */
export type StoreEventKind = 'failed' | 'late' | 'overloaded'

/** One of these events. Each kind is reported once a minute; the counts of `stats()` have them all. */
export interface StoreEvent {
  readonly kind: StoreEventKind
  /** The error of the store, or one that says what happened. */
  readonly error: unknown
  readonly tenant: string
  /** The origin or pattern that was looked up. A client chose it. */
  readonly origin: string
}

/** Milliseconds in which each kind is reported once, because clients choose how many requests fail. */
const PERIOD = 60_000

/** Makes the function that reports events: to `onEvent` or, without one, to the console. */
export function createTell(
  onEvent: ((event: StoreEvent) => unknown) | undefined,
): (kind: StoreEventKind, tenant: string, origin: string, error: unknown) => void {
  const last = new Map<StoreEventKind, number>()
  return (kind, tenant, origin, error) => {
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
}
