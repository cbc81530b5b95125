/**
 * Asks a store whether a tenant allows an origin. `signal` is aborted when nobody waits for the answer any more, and
 * `context` is that of the predicate.
 */
export type OriginLookup = (
  tenant: string,
  origin: string,
  question: { readonly signal: AbortSignal; readonly context: unknown },
) => boolean | Promise<boolean>
