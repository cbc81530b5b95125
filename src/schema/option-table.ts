import type { ForeignOptions } from '../policy/foreign-options.ts'
import type { CorsOptions } from '../policy/options.ts'
import { METHOD, ORIGIN, OWN_ORIGIN, REQUEST_HEADER, RESPONSE_HEADER, SECURE_ORIGIN } from './patterns.ts'

/** A JSON Schema, or a part of one. */
export interface Schema {
  readonly [keyword: string]: unknown
}

/** What every document says about an option of `cors()`. */
export interface OptionRow {
  /** What the option is for: the first sentence of its comment in src/policy/options.ts. */
  readonly sentence: string
  /** The type in words, for docs/options.md. */
  readonly type: string
  /** What happens without the option, if its rule in src/policy/rules.ts has no default. */
  readonly absent?: string
  /** The values that JSON can hold. None for an option that is always a function. */
  readonly schema?: Schema
  /** What `true` asks of other options. */
  readonly ifTrue?: Readonly<Record<string, Schema>>
}

const FLAG: Schema = { type: 'boolean' }
const NOT_TRUE: Schema = { not: { const: true } }
const NO_STAR: Schema = { not: { type: 'array', contains: { const: '*' } } }

const listOf = (items: Schema): Schema => ({ type: 'array', items })
const oneOrList = (entry: Schema, ...others: readonly Schema[]): Schema => ({
  anyOf: [...others, entry, listOf(entry)],
})
const names = (pattern: string, ...examples: readonly string[]): Schema =>
  listOf({ type: 'string', pattern, examples: [...examples, '*'] })

const PATTERN: Schema = {
  type: 'string',
  maxLength: 326,
  pattern: ORIGIN,
  examples: ['https://app.example.com', 'https://*.example.com', 'http://localhost:*'],
}

/**
 * All options of `cors()`, in the order of the messages. The table in docs/options.md and schema.json are made of these
 * rows and of the rules, by `npm run schema`. No bundle of the package holds them.
 */
export const OPTION_TABLE: { readonly [Option in Exclude<keyof CorsOptions, keyof ForeignOptions>]-?: OptionRow } = {
  origin: {
    sentence:
      "The origins whose pages may read the responses: `'*'` for any, a pattern, a list of patterns, or a predicate.",
    type: "`'*'`, string, list of strings, or function",
    absent: 'required',
    schema: oneOrList(PATTERN, { const: '*' }),
  },
  credentials: {
    sentence: 'Whether pages may send cookies and read the responses.',
    type: 'boolean',
    schema: FLAG,
    ifTrue: { origin: { not: { const: '*' } }, allowMethods: NO_STAR, allowHeaders: NO_STAR, exposeHeaders: NO_STAR },
  },
  vary: {
    sentence: 'The request headers that the predicate reads.',
    type: 'list of strings',
    absent: 'none',
    // Only a predicate reads headers, and JSON holds none.
    schema: { type: 'array', maxItems: 0 },
  },
  allowMethods: {
    sentence: 'Methods that pages may send, in upper case: `PATCH`, not `patch`.',
    type: 'list of strings',
    schema: names(METHOD, 'PUT', 'PATCH', 'DELETE'),
  },
  allowHeaders: {
    sentence: 'Request headers that pages may set.',
    type: 'list of strings',
    schema: names(REQUEST_HEADER, 'content-type', 'authorization'),
  },
  exposeHeaders: {
    sentence: 'Response headers that pages may read in addition to the safelisted ones.',
    type: 'list of strings',
    schema: names(RESPONSE_HEADER, 'etag', 'location'),
  },
  timingAllowOrigin: {
    sentence: 'Whether pages of the allowed origins may see how long a response took, and how large it was.',
    type: 'boolean',
    schema: FLAG,
  },
  maxAge: {
    sentence: 'For how many seconds a browser may reuse the answer to a preflight: a whole number from 0 to 86400.',
    type: 'number',
    absent: 'absent',
    schema: { type: 'integer', minimum: 0, maximum: 86_400 },
  },
  preflightStatus: {
    sentence: 'The status of the answer to a preflight.',
    type: '`200` or `204`',
    schema: { enum: [200, 204] },
  },
  enforce: {
    sentence:
      'Whether to answer 403 to actual cross-origin requests that the policy does not allow, without calling the handler.',
    type: 'boolean',
    schema: FLAG,
  },
  self: {
    sentence: "The application's own origins, for `enforce`.",
    type: 'string, or list of strings',
    absent: 'none',
    schema: oneOrList({ type: 'string', maxLength: 326, pattern: OWN_ORIGIN, examples: ['https://api.example.com'] }),
  },
  cookieless: {
    sentence:
      'Whether `wrap` removes `Cookie` from requests, and any `Authorization` that browsers send by themselves (Basic, Digest, Negotiate, NTLM), so that no page can act as its visitor.',
    type: 'boolean',
    schema: FLAG,
    ifTrue: { origin: { const: '*' } },
  },
  onDecision: {
    sentence: 'Called with every decision that the policy acts on.',
    type: 'function',
    absent: 'none',
  },
  onError: {
    sentence: 'Answers for a handler that throws.',
    type: "`'throw'`, or function",
    absent: 'an empty 500',
    schema: { const: 'throw' },
  },
  dangerouslyAllowInsecureOrigins: {
    sentence: 'Accept `http:` origins that are not loopback together with credentials.',
    type: 'boolean',
    schema: FLAG,
  },
  dangerouslyAllowPublicSuffixes: {
    sentence: 'Accept wildcards below suffixes such as `vercel.app` together with credentials.',
    type: 'boolean',
    schema: FLAG,
  },
  dangerouslyAllowNullOrigin: {
    sentence: 'Allow the opaque origin `null`, which any page can send.',
    type: 'boolean',
    schema: FLAG,
    ifTrue: { credentials: NOT_TRUE },
  },
  dangerouslyReflectHeaders: {
    sentence: 'Allow the request headers that each preflight asks for, if they are valid and not too many.',
    type: 'boolean',
    schema: FLAG,
    ifTrue: { allowHeaders: NO_STAR },
  },
}

/** What two options together ask of a third. */
export const CONDITIONS: readonly Schema[] = [
  implies(
    {
      properties: { credentials: { const: true }, dangerouslyAllowInsecureOrigins: NOT_TRUE },
      required: ['credentials'],
    },
    { origin: oneOrList({ type: 'string', pattern: SECURE_ORIGIN }) },
  ),
]

/** A schema by which a policy that has something also has these values. */
export function implies(given: Schema, properties: Readonly<Record<string, Schema>>): Schema {
  // A keyword of JSON Schema.
  // oxlint-disable-next-line unicorn/no-thenable
  return { if: given, then: { properties } }
}
