/** Legal policies compile. Illegal policies that are written as literals do not. */
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
  cors({ origin: ORIGIN, onError: 'throw', preflightStatus: 200, timingAllowOrigin: true }),
]

/** Values that are only known at run time compile, and `cors()` checks them. */
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

/** Options in a constant compile like inline ones, whatever the type of the constant. */
const satisfied = { origin: [ORIGIN], credentials: true, allowMethods: ['PUT'] } satisfies CorsOptions
const literal = { origin: [ORIGIN], credentials: true, allowMethods: ['PUT'] } as const
export const kept = [cors(satisfied), cors(literal)]

// @ts-expect-error: `origin` is required
cors({})
// @ts-expect-error: options are an object, not a list of origins
cors([ORIGIN])
// @ts-expect-error: any origin with credentials
cors({ origin: '*', credentials: true })
// @ts-expect-error: any origin with credentials, in a constant
cors({ origin: '*', credentials: true } as const)
// @ts-expect-error: the origin in another policy's JSON may be a star
cors({ ...json, credentials: true })
// @ts-expect-error: an origin needs a scheme
cors({ origin: 'app.example.com' })
// @ts-expect-error: an origin in a list needs a scheme
cors({ origin: [ORIGIN, 'app.example.com'] })
// @ts-expect-error: `null` is not an origin that can be listed
cors({ origin: ['null'] })
// @ts-expect-error: a star makes the other entries useless
cors({ origin: [ORIGIN, '*'] })
// @ts-expect-error: only a public policy can be cookieless
cors({ origin: ['https://a.example'], cookieless: true })
cors({ origin: '*', cookieless: true })
// @ts-expect-error: a pattern is not a RegExp
cors({ origin: /example\.com$/ })
// @ts-expect-error: a pattern in a list is not a RegExp
cors({ origin: [/example\.com$/] })
// @ts-expect-error: with credentials a star is a literal name
cors({ origin: ORIGIN, credentials: true, exposeHeaders: ['*'] })
// @ts-expect-error: with credentials a star is a literal name
cors({ origin: ORIGIN, credentials: true, allowHeaders: ['*'] })
// @ts-expect-error: with credentials a star is a literal name, also next to others
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
// @ts-expect-error: browsers need an ok status, and it should not imply a body
cors({ origin: ORIGIN, preflightStatus: 202 })
// @ts-expect-error: flags are booleans
cors({ origin: ORIGIN, credentials: 'true' })
// @ts-expect-error: a predicate returns a boolean, not an origin
cors({ origin: (origin) => origin.serialized })
// @ts-expect-error: a predicate gets a parsed origin, not a string
cors({ origin: (origin: string) => origin === ORIGIN })
// @ts-expect-error: `onError` returns a response
cors({ origin: ORIGIN, onError: () => 'sorry' })
