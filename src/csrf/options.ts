import type { CorsPolicy } from '../server/cors-policy.ts'
import type { Expected } from '../policy/expected.ts'
import type { CsrfReason } from './decision.ts'

type Own = "Write an exact origin such as 'https://app.example.com', or parseOrigins(process.env.X ?? '')"
type Host = "Write a host such as 'localhost:3000', or a list"
type Route = "Write a method and a path such as 'POST /hooks/payment', or a list"

/** A string or a list of strings, with a sentence for a value of another type. */
type Strings<Sentence extends string> = Expected<string, Sentence> | readonly Expected<string, Sentence>[]

/** The options of a guard. */
export interface CsrfOptions {
  /**
   * The application's own origins, exactly as browsers send them: `https://app.example.com`. There is no default,
   * because a client or a proxy can choose `Host` and `X-Forwarded-*`, so they prove nothing.
   */
  readonly self: Strings<Own>
  /**
   * Other origins whose pages may write: exact `https:` origins, and `http://localhost` with one port each. Or a policy
   * that allows credentials: its listed origins are trusted, because their pages can already send requests with
   * credentials and read the responses. A policy adds no origins if it does not allow credentials, or if it enforces
   * safe methods only. Default: `[]`.
   */
  readonly trusted?: Strings<Own> | CorsPolicy | undefined
  /**
   * What to do with a request that has neither `Sec-Fetch-Site` nor `Origin`: allow it, deny it, or deny it if it has
   * credentials that browsers send by themselves (`Cookie`, or `Authorization` with Basic, Digest, Negotiate or NTLM).
   * The guard cannot see client certificates, so use `'deny'` if you rely on them. Default: `'deny-if-ambient'`.
   */
  readonly missing?: 'deny-if-ambient' | 'allow' | 'deny' | undefined
  /**
   * Whether the application, or a layer in front of it, takes the method from `X-HTTP-Method-Override`, `X-HTTP-Method`
   * or `X-Method-Override`. Then one of these headers can make a safe request unsafe, but never an unsafe request safe.
   * Default: `false`.
   */
  readonly methodOverride?: Expected<boolean, 'Write true or false, without quotes'> | undefined
  /**
   * The values of `Host` that are answered, whatever the method is. `protect` applies them to preflights as well. Use
   * it for a service on a loopback address: an attacker can point a domain at that address (DNS rebinding), and pages
   * of the domain are then same-origin. Default: all.
   */
  readonly allowedHosts?: Strings<Host> | undefined
  /**
   * Routes that other sites write to by design, and that check requests themselves, by a signature or a `state`. Each
   * is one method and one whole path without the query: `POST /hooks/payment`. Patterns are not supported. Default:
   * `[]`.
   */
  readonly bypass?: Strings<Route> | undefined
  /** Whether requests are denied, or only reported to `onDeny`. Default: `'enforce'`. */
  readonly mode?: 'enforce' | 'report' | undefined
  /**
   * Called for every request that is denied, or would be in `mode: 'enforce'`. Its errors are written to the console
   * and never change the response. A host without `Request`, such as node:http, passes a `CorsRequest`.
   */
  readonly onDeny?: ((reason: CsrfReason, request: Request) => void) | undefined
}
