/** Legal policies compile; an illegal one that is written down does not. */
import { cors, type CorsOptions, parseOrigins, type PolicyJSON, type TupleOrigin } from 'corsage'

const ORIGIN = 'https://app.example.com'
declare const fromEnvironment: string | undefined
declare const list: string[]
declare const flag: boolean
declare const wide: CorsOptions
declare const json: PolicyJSON

export const legal = [
  cors({ origin: '*' }),
  cors({ origin: [] }),
  cors({ origin: ORIGIN, credentials: true }),
  cors({ origin: [ORIGIN, 'https://*.preview.example.com', 'http://localhost:*', 'capacitor://localhost'] }),
  cors({ origin: '*', allowMethods: ['*'], allowHeaders: ['*', 'authorization'], exposeHeaders: ['*'] }),
  cors({ origin: '*', credentials: false, exposeHeaders: ['*'] }),
  cors({ origin: ORIGIN, credentials: undefined, maxAge: undefined }),
  cors({ origin: (origin) => origin.host.endsWith('.example.com'), credentials: true }),
  cors({ origin: ({ scheme, port }: TupleOrigin) => scheme === 'https' && port === null }),
  cors({ origin: async (origin) => origin.serialized === (await Promise.resolve(ORIGIN)) }),
  cors({ origin: (_origin, context: { readonly tenant: string }) => context.tenant === 'a' }),
  cors({ origin: ORIGIN, onDecision: ({ reason }, request) => console.info(request.url, reason) }),
  cors({ origin: ORIGIN, onError: (error) => Response.json({ message: String(error) }, { status: 500 }) }),
  cors({ origin: ORIGIN, onError: 'throw', preflightStatus: 200 }),
]

/** What is known at run time only compiles, and is checked there. */
export const checkedAtRunTime = [
  cors({ origin: list, credentials: true, allowHeaders: list, allowMethods: list, exposeHeaders: list }),
  cors({ origin: parseOrigins(fromEnvironment), credentials: true }),
  cors({ origin: '*', credentials: flag }),
  cors({ origin: fromEnvironment ?? ORIGIN }),
  cors({ origin: [ORIGIN, ...list] }),
  cors({ ...wide, credentials: true }),
  cors(wide),
  cors(json),
  cors(cors({ origin: ORIGIN }).toJSON()),
]

/** Options kept in a constant are as legal as inline ones, however the constant is typed. */
const satisfied = { origin: [ORIGIN], credentials: true, allowMethods: ['PUT'] } satisfies CorsOptions
const literal = { origin: [ORIGIN], credentials: true, allowMethods: ['PUT'] } as const
export const kept = [cors(satisfied), cors(literal)]

// @ts-expect-error: whoever shares has to say with whom
cors({})
// @ts-expect-error: options are no list of origins
cors([ORIGIN])
// @ts-expect-error: any origin with credentials
cors({ origin: '*', credentials: true })
// @ts-expect-error: any origin with credentials, in a constant
cors({ origin: '*', credentials: true } as const)
// @ts-expect-error: the origin of another policy's JSON may be the star
cors({ ...json, credentials: true })
// @ts-expect-error: an origin has a scheme
cors({ origin: 'app.example.com' })
// @ts-expect-error: an origin has a scheme, in a list
cors({ origin: [ORIGIN, 'app.example.com'] })
// @ts-expect-error: `null` is no origin to list
cors({ origin: ['null'] })
// @ts-expect-error: a star would swallow the list
cors({ origin: [ORIGIN, '*'] })
// @ts-expect-error: only nobody in particular has no cookies
cors({ origin: ['https://a.example'], cookieless: true })
cors({ origin: '*', cookieless: true })
// @ts-expect-error: a pattern is no regular expression
cors({ origin: /example\.com$/ })
// @ts-expect-error: a pattern is no regular expression, in a list
cors({ origin: [/example\.com$/] })
// @ts-expect-error: with credentials a star is a literal name
cors({ origin: ORIGIN, credentials: true, exposeHeaders: ['*'] })
// @ts-expect-error: with credentials a star is a literal name
cors({ origin: ORIGIN, credentials: true, allowHeaders: ['*'] })
// @ts-expect-error: with credentials a star is a literal name, also beside others
cors({ origin: ORIGIN, credentials: true, allowHeaders: ['content-type', '*'] })
// @ts-expect-error: with credentials a star is a literal method
cors({ origin: ORIGIN, credentials: true, allowMethods: ['*'] })
// @ts-expect-error: the option is `allowHeaders`
cors({ origin: ORIGIN, allowedHeaders: ['content-type'] })
// @ts-expect-error: the option is `allowMethods`
cors({ origin: ORIGIN, methods: ['GET'] })
// @ts-expect-error: the option is `origin`
cors({ origins: [ORIGIN] })
// @ts-expect-error: lists are arrays
cors({ origin: ORIGIN, allowMethods: 'GET,PUT' })
// @ts-expect-error: `maxAge` is in seconds, a number
cors({ origin: ORIGIN, maxAge: '7200' })
// @ts-expect-error: browsers want an ok status, and hosts none that has a body
cors({ origin: ORIGIN, preflightStatus: 202 })
// @ts-expect-error: flags are booleans
cors({ origin: ORIGIN, credentials: 'true' })
// @ts-expect-error: a predicate answers yes or no, it names no origin
cors({ origin: (origin) => origin.serialized })
// @ts-expect-error: a predicate gets a parsed origin, no text
cors({ origin: (origin: string) => origin === ORIGIN })
// @ts-expect-error: `onError` answers with a response
cors({ origin: ORIGIN, onError: () => 'sorry' })
