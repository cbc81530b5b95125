/** What a store has done since it was made, and what it holds now. */
export interface StoreStats {
  /** Requests that were answered at once from what is kept. */
  readonly hits: number
  /** Requests for which the store, or an older answer, was needed. */
  readonly misses: number
  /** Origins that the filter refused. */
  readonly filtered: number
  /** Calls of `get`. */
  readonly lookups: number
  /** Calls of `get` that threw, rejected, or returned another type. */
  readonly failed: number
  /** Calls of `get` that did not answer before the deadline. */
  readonly late: number
  /** Lookups that were not made, because too many others were open. */
  readonly overloaded: number
  /** Requests that an older answer allowed, because the store did not answer. */
  readonly stale: number
  /** Answers that are kept and allow an origin. */
  readonly allowed: number
  /** Answers that are kept and refuse an origin. */
  readonly refused: number
  /** Lookups that are open. */
  readonly open: number
}
