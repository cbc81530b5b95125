import type { TupleOrigin } from '../fetch/origin.ts'
import type { Decision } from './decision.ts'

/**
 * Decides about an origin that the strict parser accepted: never about `null`, never about raw bytes. Only `true`
 * allows.
 *
 * `origin` has scheme, host, port, and the origin as the browser sent it. `context` is what the host passes beside the
 * request: `{ env, ctx }` on Workers, `info` on Deno, `server` on Bun, the `Context` in Hono, the second argument of
 * the handler elsewhere. Annotate it with the type that you know it has.
 */
export type OriginPredicate<Context = unknown> = {
  // A method: its parameters are bivariant, so that a predicate may annotate a narrower context.
  decide(origin: TupleOrigin, context: Context): boolean | Promise<boolean>
}['decide']

/** What a policy may say. */
export interface CorsOptions<Context = unknown> {
  /**
   * Whose pages may read the answers: `'*'` for everybody's, a pattern, a list of patterns, or a predicate. `[]` refuses
   * all. There is no default: sharing is a decision.
   *
   * Patterns are serialized origins (`https://app.example.com`), `https://*.example.com` for every name below a domain
   * (not the domain itself), and `http://localhost:*` for any port of a loopback host.
   */
  readonly origin: string | readonly string[] | OriginPredicate<Context>
  /** Whether pages may send cookies and read the answers: with listed origins only. Default: `false`. */
  readonly credentials?: boolean | undefined
  /** Methods, in the case in which they are sent; `['*']` without credentials. Default: `['GET', 'HEAD', 'POST']`. */
  readonly allowMethods?: readonly string[] | undefined
  /** Request headers; `['*']` without credentials, which never covers `authorization`. Default: `[]`. */
  readonly allowHeaders?: readonly string[] | undefined
  /** Response headers that pages may read besides the safelisted ones; `['*']` without credentials. Default: `[]`. */
  readonly exposeHeaders?: readonly string[] | undefined
  /**
   * Whole seconds, 0 to 86400, for which a browser may reuse the answer to a preflight. Left out, browsers take 5;
   * Chromium caps it at 7200, Safari at 600.
   */
  readonly maxAge?: number | undefined
  /** Status of the answer to a preflight. Default: 204. */
  readonly preflightStatus?: 200 | 204 | undefined
  /** Whether to refuse actual cross-origin requests that the policy does not allow, before the handler. Default: `false`. */
  readonly enforce?: boolean | undefined
  /**
   * Whether the handler of `wrap` gets requests without `Cookie`, and without the `Authorization` that browsers send by
   * themselves (Basic, Digest, Negotiate, NTLM): then no page can act as its visitor. Only with `origin: '*'`.
   * Default: `false`.
   *
   * Mount it first. Copies of a request still have both on Node (`@hono/node-server`) if something before read its
   * `body` or cloned it, and on Deno if `new Request` makes them of a WebSocket's handshake.
   */
  readonly cookieless?: boolean | undefined
  /** Called with every decision that is acted upon. What it throws never reaches the response. */
  readonly onDecision?: ((decision: Decision, request: Request) => void) | undefined
  /** Answers for a handler that throws; `'throw'` hands the error on. Default: an empty 500, the error on the console. */
  readonly onError?: 'throw' | ((error: unknown, request: Request) => Response | Promise<Response>) | undefined
  /** Accept `http:` origins beyond loopback together with credentials. Default: `false`. */
  readonly dangerouslyAllowInsecureOrigins?: boolean | undefined
  /** Accept wildcards below suffixes such as `vercel.app` together with credentials. Default: `false`. */
  readonly dangerouslyAllowPublicSuffixes?: boolean | undefined
  /** Allow the opaque origin `null`, which any page can take on. Never with credentials. Default: `false`. */
  readonly dangerouslyAllowNullOrigin?: boolean | undefined
  /** Answer preflights with the (validated, bounded) names that they ask for. Default: `false`. */
  readonly dangerouslyReflectHeaders?: boolean | undefined
}

/** The normalised options of a policy without functions, with every default filled in. */
export interface PolicyJSON {
  readonly origin: '*' | readonly string[]
  readonly credentials: boolean
  readonly allowMethods: readonly string[]
  readonly allowHeaders: readonly string[]
  readonly exposeHeaders: readonly string[]
  readonly maxAge?: number | undefined
  readonly preflightStatus: 200 | 204
  readonly enforce: boolean
  readonly cookieless: boolean
  readonly onError?: 'throw' | undefined
  readonly dangerouslyAllowInsecureOrigins: boolean
  readonly dangerouslyAllowPublicSuffixes: boolean
  readonly dangerouslyAllowNullOrigin: boolean
  readonly dangerouslyReflectHeaders: boolean
}

/** The normalised options of a policy, with its predicate. */
export interface PolicyOptions extends Omit<PolicyJSON, 'origin'> {
  readonly origin: PolicyJSON['origin'] | OriginPredicate
}
