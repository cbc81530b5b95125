import type { TupleOrigin } from '../fetch/origin.ts'
import type { Decision } from './decision.ts'

/** The context of a predicate on every host except Hono and node:http: annotate it so, or with the type of your host's context. */
export interface RequestContext {
  /** The request that the origin came with. `decide` and `headers` pass on what they got; `allowsOrigin` has none. */
  readonly request: Request
}

/**
 * Decides about an origin that the strict parser accepted: never about `null`, never about raw bytes. Only `true`
 * allows.
 *
 * `origin` has scheme, host, port, and the origin as the browser sent it. `context` has the `request`, and what the host
 * adds: `{ request, env, ctx }` on Workers, `{ request, info }` on Deno, `{ request, server }` on Bun,
 * `{ request, req, res }` on node:http, without an adapter the members of the handler's second argument. Annotate it:
 * `{ request }: RequestContext`. An instance of a class is passed as it is, without the `request`: the `Context` of Hono,
 * and, without an adapter, the server of Bun and the info of Deno.
 *
 * List in the option `vary` the request headers that a predicate reads.
 */
export type OriginPredicate<Context = unknown> = {
  // A method, because its parameters are bivariant: so a predicate may annotate a narrower context.
  decide(origin: TupleOrigin, context: Context): boolean | Promise<boolean>
}['decide']

/** The options of a policy. */
export interface CorsOptions<Context = unknown> {
  /**
   * The origins whose pages may read the answers: `'*'` for any, a pattern, a list of patterns, or a predicate. `[]`
   * refuses all. There is no default: sharing is a decision.
   *
   * Patterns are serialized origins (`https://app.example.com`), `https://*.example.com` for every name below a domain
   * (not the domain itself), and `http://localhost:*` for any port of a loopback host.
   */
  readonly origin: string | readonly string[] | OriginPredicate<Context>
  /** Whether pages may send cookies and read the answers: with listed origins only. Default: `false`. */
  readonly credentials?: boolean | undefined
  /**
   * The request headers that the predicate reads, so that caches keep one answer for each of their values: all answers
   * vary on them, as on `Origin`. `['*']` keeps caches out, for a predicate that reads what is in no header, such as an
   * address. Default: none.
   */
  readonly vary?: readonly string[] | undefined
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
  /** Whether to refuse, before the handler, actual cross-origin requests that the policy does not allow. Default: `false`. */
  readonly enforce?: boolean | undefined
  /**
   * Whether the handler of `wrap` gets requests without `Cookie`, and without the `Authorization` that browsers send by
   * themselves (Basic, Digest, Negotiate, NTLM): then no page can act as its visitor. Only with `origin: '*'`.
   * Default: `false`.
   *
   * Mount it before anything that reads or clones the request: on Node (`@hono/node-server`) copies made earlier keep
   * both headers, and so do copies of a WebSocket's handshake on Deno.
   */
  readonly cookieless?: boolean | undefined
  /**
   * Called with every decision that is acted upon. What it throws never reaches the response. Where the host has no
   * `Request`, as on node:http, the hook gets a `CorsRequest`.
   */
  readonly onDecision?: ((decision: Decision, request: Request) => void) | undefined
  /** Answers in place of a handler that throws; `'throw'` rethrows. Default: an empty 500, and the error on the console. */
  readonly onError?: 'throw' | ((error: unknown, request: Request) => Response | Promise<Response>) | undefined
  /** Accept `http:` origins beyond loopback together with credentials. Default: `false`. */
  readonly dangerouslyAllowInsecureOrigins?: boolean | undefined
  /** Accept wildcards below suffixes such as `vercel.app` together with credentials. Default: `false`. */
  readonly dangerouslyAllowPublicSuffixes?: boolean | undefined
  /** Allow the opaque origin `null`, which any page can take on. Never with credentials. Default: `false`. */
  readonly dangerouslyAllowNullOrigin?: boolean | undefined
  /** Answer preflights with the names that they ask for, validated and bounded. Default: `false`. */
  readonly dangerouslyReflectHeaders?: boolean | undefined
}

/** The normalised options of a policy without functions, with every default filled in. */
export interface PolicyJSON {
  readonly origin: '*' | readonly string[]
  readonly credentials: boolean
  readonly vary?: readonly string[] | undefined
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
