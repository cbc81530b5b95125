import type { OriginLookup } from './lookup.ts'
import type { StoreEvent } from './events.ts'

/** The options of `originStore`. All times are in seconds, and may have fractions. */
export interface OriginStoreOptions<Context = unknown> {
  /** Asks the store whether a tenant allows an origin. Only `true` allows it. */
  readonly get: OriginLookup
  /**
   * The tenant that a request is for: a string for a service with one tenant, or a function that reads it from the URL
   * of the request. A preflight has neither cookies nor a token. `undefined` and `''` allow nobody, and so does a name
   * of more than 256 characters.
   */
  readonly tenant: string | ((context: Context) => string | null | undefined)
  /** For how long an answer that allows an origin is used, from the moment of the question. Default: 60. */
  readonly fresh?: number | undefined
  /** For how much longer it is used if the store does not answer. Default: 300. */
  readonly stale?: number | undefined
  /** For how long an answer that refuses an origin is used. Default: 10. */
  readonly negative?: number | undefined
  /** The longest time that a request waits, from 0.001 to 30. Default: 1. */
  readonly deadline?: number | undefined
  /** The most answers that allow an origin and are kept. Default: 10000. */
  readonly max?: number | undefined
  /** The most answers that refuse an origin and are kept. Default: 10000. */
  readonly maxNegative?: number | undefined
  /**
   * The most lookups at a time of origins that the store has not allowed before. A request for one more is refused. As
   * many lookups of origins that the store has allowed before may run at that time. Default: 100.
   */
  readonly maxConcurrent?: number | undefined
  /**
   * How many patterns such as `https://*.customer.example` are looked up for an origin that is not in the store itself,
   * from 0 to 5. Patterns below suffixes that strangers share, such as `vercel.app`, are never looked up. Default: 0.
   */
  readonly wildcards?: number | undefined
  /** Says for which origins the store need not be asked: `false` refuses, and anything else asks. */
  readonly filter?: ((tenant: string, origin: string) => boolean) | undefined
  /**
   * Called when the store fails. Each kind of event is reported once a minute. Default: the error is written to the
   * console.
   */
  readonly onEvent?: ((event: StoreEvent) => unknown) | undefined
}
