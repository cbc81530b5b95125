import type { CorsPolicy } from '../server/cors-policy.ts'
import type { CsrfReason } from './decision.ts'

/** What a guard may be told. */
export interface CsrfOptions {
  /**
   * The application's own origins, to the letter: `https://app.example.com`. There is no default: `Host` and
   * `X-Forwarded-*` are what a client or a proxy says, and so no evidence.
   */
  readonly self: string | readonly string[]
  /**
   * Other origins whose pages may write: exact `https:` ones, and `http://localhost` at any one port. Or a policy, whose
   * listed origins are then trusted if it allows credentials, for they can send such requests already, and read the
   * answers; a policy without credentials trusts nobody, nor one that enforces safe methods only. Default: `[]`.
   */
  readonly trusted?: string | readonly string[] | CorsPolicy | undefined
  /**
   * What becomes of a request that no browser has marked, neither by `Sec-Fetch-Site` nor by `Origin`: it is allowed,
   * denied, or denied where it has what browsers send by themselves: `Cookie`, or `Authorization` by Basic, Digest,
   * Negotiate or NTLM. A client certificate is not seen here: with such, say `'deny'`. Default: `'deny-if-ambient'`.
   */
  readonly missing?: 'deny-if-ambient' | 'allow' | 'deny' | undefined
  /**
   * Whether the application, or a layer in front of it, takes the method from `X-HTTP-Method-Override`, `X-HTTP-Method`
   * or `X-Method-Override`. Such a header makes a safe request unsafe, and never an unsafe one safe. Default: `false`.
   */
  readonly methodOverride?: boolean | undefined
  /**
   * The values of `Host` that are answered, whatever the method; of preflights, where `protect` has mounted the guard. A
   * service on a loopback address has to list its own: a name that is rebound to that address makes a foreign page
   * same-origin. Default: all.
   */
  readonly allowedHosts?: string | readonly string[] | undefined
  /**
   * Routes that other sites write to by design, and that check such requests otherwise, by a signature or a `state`:
   * one method and one whole path each, without the query, as in `POST /hooks/payment`. No patterns.
   */
  readonly bypass?: string | readonly string[] | undefined
  /** Whether requests are denied, or only told to `onDeny`. Default: `'enforce'`. */
  readonly mode?: 'enforce' | 'report' | undefined
  /** Called for every request that is denied, or would be. What it throws never reaches the response. */
  readonly onDeny?: ((reason: CsrfReason, request: Request) => void) | undefined
}
