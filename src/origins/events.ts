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
