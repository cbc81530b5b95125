import { attempt } from '../runtime/promise.ts'
import { report } from '../runtime/report.ts'

/**
 * What went wrong with a store:
 *
 * - `failed`: the store threw or rejected, or the filter threw
 * - `late`: the store did not answer before the deadline
 * - `invalid`: the store, the filter, or `tenant` returned a value of another type
 * - `overloaded`: a request was refused because too many origins were being looked up
 */
export type StoreEventKind = 'failed' | 'late' | 'invalid' | 'overloaded'

/** One of these events. In each minute, each kind is reported once. */
export interface StoreEvent {
  readonly kind: StoreEventKind
  /** The error of the store, or one that says what happened. */
  readonly error: unknown
  readonly tenant: string
  /** The origin or pattern that was looked up. A client chose it. */
  readonly origin: string
  /** The number of events of this kind since the last one that was reported. */
  readonly omitted: number
}

/** Milliseconds in which each kind of event is reported once, because clients choose how many requests fail. */
const PERIOD = 60_000

/** Makes the function that reports events: to `onEvent` or, without one, to the console. */
export function createTell(
  onEvent: ((event: StoreEvent) => unknown) | undefined,
): (kind: StoreEventKind, tenant: string, origin: string, error: unknown) => void {
  const last = new Map<StoreEventKind, { readonly at: number; omitted: number }>()
  return (kind, tenant, origin, error) => {
    const now = Date.now()
    const seen = last.get(kind)
    // A clock that was set back must not silence the reports.
    if (seen && now >= seen.at && now < seen.at + PERIOD) {
      seen.omitted++
      return
    }
    last.set(kind, { at: now, omitted: 0 })
    // An error of the callback must not change an answer.
    void attempt<unknown, void>(
      () =>
        onEvent ? onEvent(Object.freeze({ kind, error, tenant, origin, omitted: seen?.omitted ?? 0 })) : report(error),
      () => {},
      report,
    )
  }
}
