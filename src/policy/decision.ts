/** Why a request is allowed or refused. */
export type Reason =
  | 'allowed'
  | 'no-origin'
  | 'origin-not-listed'
  | 'origin-malformed'
  | 'origin-null'
  | 'predicate-refused'
  | 'predicate-failed'
  | 'method-not-listed'
  | 'method-malformed'
  | 'headers-not-listed'
  | 'headers-malformed'
  | 'headers-too-long'

/** What a policy says of one request: plain, frozen data, and the single source of all that is done about it. */
export interface Decision {
  /** `none`: no `Origin` header. `preflight`: a CORS-preflight request. `actual`: any other request with an origin. */
  readonly kind: 'none' | 'preflight' | 'actual'
  /** Whether a browser would let the page have it. */
  readonly allowed: boolean
  readonly reason: Reason
  /** The `Origin` header as it came. Not trusted: anything that a client sends. */
  readonly origin: string | null
  /** Of a preflight: the method it asks for, as it came. */
  readonly method?: string
  /** Of a preflight refused as `headers-not-listed`: the lower-cased names that are not in the list. */
  readonly refusedHeaders?: readonly string[]
}
