import type { CorsPolicy } from '../server/policy.ts'
import type { CsrfReason } from './verdict.ts'

/** What a guard may be told. */
export interface CsrfOptions {
  /**
   * The application's own origins (`https://app.example.com`): `http:` or `https:`, to the letter. There is no default:
   * `Host` and `X-Forwarded-*` are what a client or a proxy says, and so no evidence.
   */
  readonly self: string | readonly string[]
  /**
   * Other origins whose pages may write: exact `https:` origins, or `http:` ones of loopback hosts. Or a policy, whose
   * listed origins are trusted if it allows credentials, for they can send such requests already, and read the answers;
   * without credentials it trusts nobody. Default: `[]`.
   */
  readonly trusted?: string | readonly string[] | CorsPolicy | undefined
  /**
   * What becomes of a request that no browser has marked, neither by `Sec-Fetch-Site` nor by `Origin`: it is denied if
   * it has credentials that browsers send by themselves (`Cookie`, `Authorization` by Basic, Digest, Negotiate or NTLM,
   * or a certificate, by `Client-Cert` of RFC 9440), always, or never. Default: `'deny-if-ambient'`.
   */
  readonly missing?: 'deny-if-ambient' | 'allow' | 'deny' | undefined
  /**
   * Whether the application, or a layer in front of it, takes the method from `X-HTTP-Method-Override`, `X-HTTP-Method`
   * or `X-Method-Override`. Such a header can make a safe request unsafe, and never an unsafe one safe. Default: `false`.
   */
  readonly methodOverride?: boolean | undefined
  /**
   * The values of `Host` that are answered, for any method: a service on a loopback address has to list its own, since a
   * name that is rebound to that address makes a foreign page same-origin. `[]` refuses all. Default: no such check.
   */
  readonly allowedHosts?: readonly string[] | undefined
  /** Requests that come from other sites by design, and are checked otherwise: by a signature, or a `state`. */
  readonly bypass?: readonly CsrfBypass[] | undefined
  /** Whether requests are denied, or only told to `onDeny`. Default: `'enforce'`. */
  readonly mode?: 'enforce' | 'report' | undefined
  /** Called for every request that is denied, or would be. What it throws never reaches the response. */
  readonly onDeny?: ((reason: CsrfReason, request: Request) => void) | undefined
}

/** One route, by one method: `{ method: 'POST', path: '/hooks/payment' }`. */
export interface CsrfBypass {
  /** In the case in which it is sent. */
  readonly method: string
  /** The whole path as it stands in a URL, without the query: no pattern. */
  readonly path: string
}
