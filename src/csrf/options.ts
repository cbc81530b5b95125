import type { CorsPolicy } from '../server/cors-policy.ts'
import type { CsrfReason } from './decision.ts'

/** The options of a guard. */
export interface CsrfOptions {
  /**
   * The application's own origins, to the letter: `https://app.example.com`. There is no default, because `Host` and
   * `X-Forwarded-*` come from a client or a proxy, and so are no evidence.
   */
  readonly self: string | readonly string[]
  /**
   * Other origins whose pages may write: exact `https:` ones, and `http://localhost` at one port each. Or a policy: its
   * listed origins are trusted if it allows credentials, because their pages can already send requests with them and
   * read the answers. A policy without credentials, or one that enforces safe methods only, adds nobody. Default: `[]`.
   */
  readonly trusted?: string | readonly string[] | CorsPolicy | undefined
  /**
   * What to do with a request that no browser has marked, neither by `Sec-Fetch-Site` nor by `Origin`: allow it, deny
   * it, or deny it if it has credentials that browsers send by themselves: `Cookie`, or `Authorization` by Basic, Digest,
   * Negotiate or NTLM. The guard cannot see a client certificate: use `'deny'` with those. Default: `'deny-if-ambient'`.
   */
  readonly missing?: 'deny-if-ambient' | 'allow' | 'deny' | undefined
  /**
   * Whether the application, or a layer in front of it, takes the method from `X-HTTP-Method-Override`, `X-HTTP-Method`
   * or `X-Method-Override`. Such a header makes a safe request unsafe, and never an unsafe one safe. Default: `false`.
   */
  readonly methodOverride?: boolean | undefined
  /**
   * The values of `Host` that are answered, whatever the method; preflights too, where `protect` joins the guard with a
   * policy. A service on a loopback address has to list its own, because a name that is rebound to that address makes a
   * foreign page same-origin. Default: all.
   */
  readonly allowedHosts?: string | readonly string[] | undefined
  /**
   * Routes that other sites write to by design, and that check requests in their own way, by a signature or a `state`:
   * one method and one whole path each, without the query, as in `POST /hooks/payment`. No patterns.
   */
  readonly bypass?: string | readonly string[] | undefined
  /** Whether requests are denied, or only reported to `onDeny`. Default: `'enforce'`. */
  readonly mode?: 'enforce' | 'report' | undefined
  /**
   * Called for every request that is denied, or would be. Its errors never reach the response. Where the host has no
   * `Request`, as on node:http, the hook gets a `CorsRequest`.
   */
  readonly onDeny?: ((reason: CsrfReason, request: Request) => void) | undefined
}
