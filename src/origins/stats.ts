/** What a store has done since it was made. */
export interface StoreCounts {
  /** Requests that were answered at once from what is kept. */
  hits: number
  /** Requests that needed the store. */
  misses: number
  /** Requests that the filter refused. */
  filtered: number
  /** Calls of `get`. */
  lookups: number
  /** Calls of `get` that threw, rejected, or returned another type. */
  failed: number
  /** Calls of `get` that did not answer before the deadline. */
  late: number
  /** Lookups that were left out, because too many others were open. */
  overloaded: number
  /** Requests that an old answer allowed, because the store did not answer. */
  stale: number
}

/** What a store has done since it was made, and what it holds now. */
export interface StoreStats extends Readonly<StoreCounts> {
  /** Answers that are kept and allow an origin. */
  readonly allowed: number
  /** Answers that are kept and refuse an origin. */
  readonly refused: number
  /** Lookups that are open. */
  readonly open: number
}
