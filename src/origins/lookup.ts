/** Asks a store whether a tenant allows an origin. Only `true` allows it. */
export type OriginLookup = (
  tenant: string,
  /** A serialized origin or, with the option `wildcards`, a pattern such as `https://*.customer.example`. */
  origin: string,
  question: {
    /** Aborts at the deadline. */
    readonly signal: AbortSignal
    /** The predicate's context of the request that asks: `{ request, env, ctx }` on Workers. */
    readonly context: unknown
  },
) => boolean | Promise<boolean>
