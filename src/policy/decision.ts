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

/** A policy's decision about one request: plain, frozen data from which everything else follows. */
export interface Decision {
  /** `none`: no `Origin` header. `preflight`: a CORS-preflight request. `actual`: any other request with an origin. */
  readonly kind: 'none' | 'preflight' | 'actual'
  /** Whether a browser would let the page send the request, for a preflight, or read the response. */
  readonly allowed: boolean
  readonly reason: Reason
  /** The `Origin` header as received. Do not trust it: a client can send anything. */
  readonly origin: string | null
  /** Only for a preflight: the method that it asks for, as received. */
  readonly method?: string
  /** Only for a preflight refused as `headers-not-listed`: the names that are not in the list, in lower case. */
  readonly refusedHeaders?: readonly string[]
}
