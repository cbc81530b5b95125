/** The adapter makes Hono middleware for any app. */
import { cors as policyOf } from 'corsage'
import { cors } from 'corsage/hono'
import { type Context, Hono, type MiddlewareHandler } from 'hono'

type Env = { Bindings: { readonly ORIGINS: string }; Variables: { user: string } }

const options = { origin: ['https://app.example.com'], credentials: true } as const

export const app = new Hono<Env>()
  .use(cors(options))
  .use('*', cors(policyOf(options)))
  .use(
    '/tenants/*',
    cors({
      origin: (origin, c: Context<Env>) => c.env.ORIGINS.split(' ').includes(origin.serialized),
      credentials: true,
    }),
  )
  .use(
    '/users/*',
    cors({ origin: async (origin, c: Context<Env>) => c.get('user') === (await Promise.resolve(origin.host)) }),
  )
  .get('/users/:id', cors({ origin: '*' }), (c) => c.json({ id: c.req.param('id'), user: c.get('user') }))
  .put('/users/:id', cors(options), async (c) => c.text(c.env.ORIGINS))

export const handler: MiddlewareHandler = cors(options)
export const typedHandler: MiddlewareHandler<Env, '/users/:id'> = cors(options)

/** Without an annotation, the predicate gets the members that every context has. */
export const unannotated = cors({ origin: (origin, c) => c.req.raw.url.startsWith(origin.serialized) })

// @ts-expect-error: any origin with credentials
cors({ origin: '*', credentials: true })
// @ts-expect-error: an origin needs a scheme
cors({ origin: ['app.example.com'] })
// @ts-expect-error: the option is `allowMethods`
cors({ origin: '*', methods: ['GET'] })
// @ts-expect-error: the app's own `onError` answers errors
cors({ origin: '*', onError: () => new Response() })
export const handsOn: MiddlewareHandler = cors({ origin: '*', onError: 'throw' })
