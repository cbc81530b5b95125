import type { TupleOrigin } from '../fetch/origin.ts'
import type { Decision } from './decision.ts'
import type { Expected } from './expected.ts'
import type { ForeignOptions } from './foreign-options.ts'

/**
 * A predicate's context on every host except Hono and node:http. Annotate your predicate's second parameter with it, or with your
 * adapter's context type.
 */
export interface RequestContext {
  /**
   * The request that has the origin. `decide` and `headers` pass on the request they were given; `allowsOrigin` has
   * none.
   */
  readonly request: Request
}

/**
 * Decides about an origin. Only `true` allows it. The predicate is asked only about origins that the strict parser
 * accepts, so it never sees `null` or malformed bytes.
 *
 * `origin` has the scheme, the host, the port, and the origin as the browser sent it. `context` has the `request` and the
 * members that the host adds: `{ request, env, ctx }` on Workers, `{ request, info }` on Deno, `{ request, server }` on
 * Bun, and `{ request, req, res }` on node:http. Without an adapter it has the members of the handler's second argument;
 * an instance of a class is its `context`. Annotate it: `{ request }: RequestContext`. In Hono it is the `Context`, whose
 * request is `context.req.raw`, in SvelteKit the event, and in Astro the `APIContext`.
 *
 * If a predicate reads request headers, name them in the option `vary`.
 */
export type OriginPredicate<Context = unknown> = {
  // A method, because its parameters are bivariant, so that a predicate may annotate a narrower context.
  decide(
    origin: ParsedOrigin<'Compare origin.serialized'>,
    context: Context,
  ): Answer<"The predicate returns true or false, as in ({ serialized }) => serialized === 'https://app.example.com'">
}['decide']

/** A `TupleOrigin`, with a sentence for predicates that take it for a string. */
interface ParsedOrigin<_Sentence extends string> extends TupleOrigin {}

/** The answer of a predicate, with a sentence for one of another type. */
type Answer<Sentence extends string> = Expected<boolean, Sentence> | Promise<Expected<boolean, Sentence>>

/** Origins, with sentences for values and entries of another type. */
type Origins<Context, Sentence extends string> =
  | Expected<string, Sentence>
  | readonly Expected<
      string,
      "Write 'https://app.example.com' or 'https://*.example.com', and ...parseOrigins(process.env.X ?? '') for a variable"
    >[]
  | OriginPredicate<Context>

/** A list of strings, with a sentence for a value or an entry of another type. */
type Strings<Sentence extends string> = Expected<readonly Expected<string, Sentence>[], Sentence>

type Own = "Write an origin such as 'https://api.example.com', or parseOrigins(process.env.X ?? '')"
type Flag = 'Write true or false, without quotes'
type List = "Write a list of strings: ['one', 'other']"
type Names = "Write a list of strings: ['one', 'other'], or ['*'] for any"

/** The options of a policy. */
export interface CorsOptions<Context = unknown> extends ForeignOptions {
  /**
   * The origins whose pages may read the responses: `'*'` for any, a pattern, a list of patterns, or a predicate. `[]`
   * refuses all. There is no default, because sharing is a decision.
   *
   * A pattern is a serialized origin (`https://app.example.com`), `https://*.example.com` for every name below a domain
   * (not the domain itself), or `http://localhost:*` for any port of a loopback host.
   */
  readonly origin: Origins<
    Context,
    "Write '*', 'https://app.example.com', 'https://*.example.com', parseOrigins(process.env.X ?? ''), or a predicate"
  >
  /** Whether pages may send cookies and read the responses. Not with `origin: '*'`. Default: `false`. */
  readonly credentials?: Expected<boolean, Flag> | undefined
  /**
   * The request headers that the predicate reads. They are added to `Vary` next to `Origin`, so that caches keep one
   * response for each of their values. `['*']` makes caches keep none, for a predicate that reads something outside the
   * headers, such as the client's address. Default: none.
   */
  readonly vary?: Strings<List> | undefined
  /**
   * Methods that pages may send, in upper case: `PATCH`, not `patch`. Without credentials, `['*']` is any. Default:
   * `['GET', 'HEAD', 'POST']`.
   */
  readonly allowMethods?: Strings<Names> | undefined
  /** Request headers that pages may set. Without credentials, `['*']` is any, except `authorization`. Default: `[]`. */
  readonly allowHeaders?: Strings<Names> | undefined
  /**
   * Response headers that pages may read in addition to the safelisted ones. Without credentials, `['*']` is any.
   * Default: `[]`.
   */
  readonly exposeHeaders?: Strings<Names> | undefined
  /**
   * Whether pages of the allowed origins may see how long a response took, and how large it was. They get
   * `Timing-Allow-Origin` on actual responses, and the application's own line is removed. Default: `false`.
   *
   * With `origin: '*'`, every website may, also of an image or a script, with which browsers send cookies. So the time of
   * an answer can reveal something about its visitor even without `credentials`.
   */
  readonly timingAllowOrigin?: Expected<boolean, Flag> | undefined
  /**
   * For how many seconds a browser may reuse the answer to a preflight: a whole number from 0 to 86400. Chromium caps
   * it at 7200, Safari at 600. Default: none is sent, and browsers use 5.
   */
  readonly maxAge?: Expected<number, 'Write seconds as a number, such as Number(process.env.X)'> | undefined
  /** The status of the answer to a preflight. Default: 204. */
  readonly preflightStatus?: Expected<200 | 204, 'Write 200 or 204'> | undefined
  /**
   * Whether to answer 403 to actual cross-origin requests that the policy does not allow, without calling the handler.
   * A request is cross-origin if `Sec-Fetch-Site` says so, or without that header if its `Origin` is not in `self`.
   * Default: `false`.
   */
  readonly enforce?: Expected<boolean, Flag> | undefined
  /**
   * The application's own origins, for `enforce`. It lets them pass if a request has no `Sec-Fetch-Site`: over plain
   * HTTP, with a WebSocket in Chromium, or from an old browser. The URL of the request is not believed, because a client
   * chooses `Host`. Default: none.
   */
  readonly self?: Expected<string, Own> | readonly Expected<string, Own>[] | undefined
  /**
   * Whether `wrap` removes `Cookie` from requests, and any `Authorization` that browsers send by themselves (Basic,
   * Digest, Negotiate, NTLM), so that no page can act as its visitor. Only with `origin: '*'`. Default: `false`.
   *
   * Mount it before anything that reads or clones the request. On Node (`@hono/node-server`), copies made earlier keep
   * both headers, and so do copies of a WebSocket handshake on Deno.
   */
  readonly cookieless?: Expected<boolean, Flag> | undefined
  /**
   * Called with every decision that the policy acts on. Its errors are written to the console and never change the
   * response. A host without `Request`, such as node:http, passes a `CorsRequest`.
   */
  readonly onDecision?: ((decision: Decision, request: Request) => void) | undefined
  /**
   * Answers for a handler that throws. `'throw'` rethrows the error. Default: an empty 500, and the error on the
   * console.
   */
  readonly onError?: 'throw' | ((error: unknown, request: Request) => Response | Promise<Response>) | undefined
  /** Accept `http:` origins that are not loopback together with credentials. Default: `false`. */
  readonly dangerouslyAllowInsecureOrigins?: Expected<boolean, Flag> | undefined
  /** Accept wildcards below suffixes such as `vercel.app` together with credentials. Default: `false`. */
  readonly dangerouslyAllowPublicSuffixes?: Expected<boolean, Flag> | undefined
  /** Allow the opaque origin `null`, which any page can send. Never with credentials. Default: `false`. */
  readonly dangerouslyAllowNullOrigin?: Expected<boolean, Flag> | undefined
  /** Allow the request headers that each preflight asks for, if they are valid and not too many. Default: `false`. */
  readonly dangerouslyReflectHeaders?: Expected<boolean, Flag> | undefined
}

/** The normalised options of a policy: every default filled in, functions left out. */
export interface PolicyJSON {
  readonly origin: '*' | readonly string[]
  readonly credentials: boolean
  readonly vary?: readonly string[] | undefined
  readonly allowMethods: readonly string[]
  readonly allowHeaders: readonly string[]
  readonly exposeHeaders: readonly string[]
  readonly timingAllowOrigin: boolean
  readonly maxAge?: number | undefined
  readonly preflightStatus: 200 | 204
  readonly enforce: boolean
  readonly self?: readonly string[] | undefined
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
