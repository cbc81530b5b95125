/**
 * The environment of an app is named once. Hono's `use` tells its middleware nothing of the app, so it is named as the
 * type argument of `cors`, or by the type of the middleware.
 */
import { cors as policyOf, parseOrigins } from 'corsage'
import { csrf, protect } from 'corsage/csrf'
import { cors, type HonoContext, type HonoOptions } from 'corsage/hono'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { createFactory, createMiddleware } from 'hono/factory'

type Env = {
  Bindings: { readonly ORIGINS: string; readonly LIST: readonly string[] }
  Variables: { user: { readonly name: string } }
}

/** 1. The type argument, for a predicate. */
export const app = new Hono<Env>().use(
  cors<Env>({
    origin: ({ host }, c) => c.env.ORIGINS === host && c.get('user').name === c.var.user.name,
    credentials: true,
  }),
)
app.use('/a/*', cors<Env>({ origin: async (_origin, c) => (await Promise.resolve(c.req.header('x-tenant'))) === 'a' }))

/** 2. Options from `env`, with the type argument. */
app.use(cors<Env>(({ env }) => ({ origin: parseOrigins(env.ORIGINS), credentials: true, allowMethods: ['PUT'] })))
app.use(cors<Env>((c) => ({ origin: c.env.LIST, maxAge: 600 })))

/** 3. A policy, a guard, or both from `env`. */
app.use(cors<Env>(({ env }) => policyOf({ origin: parseOrigins(env.ORIGINS) })))
app.use(cors<Env>(({ env }) => protect(policyOf({ origin: env.LIST }), csrf({ self: parseOrigins(env.ORIGINS) }))))

/** 4. A predicate in options from `env`. */
app.use(cors<Env>(({ env }) => ({ origin: ({ host }, c) => c.env.ORIGINS === host, maxAge: env.LIST.length })))

/** 5. The type of the middleware, which gives the whole context. */
export const named: MiddlewareHandler<Env> = cors({ origin: ({ host }, c) => c.env.ORIGINS === host && c.finalized })
export const namedByPath: MiddlewareHandler<Env, '/users/:id'> = cors({
  origin: ({ host }, c) => c.env.ORIGINS === host && c.req.param('id') === c.get('user').name,
})
export const namedFromEnv: MiddlewareHandler<Env> = cors(({ env }) => ({ origin: parseOrigins(env.ORIGINS) }))
app.use(named).use('/users/:id', namedByPath).use(namedFromEnv)

/** 6. `createMiddleware` and `createFactory`. */
export const made = createMiddleware<Env>(cors({ origin: ({ host }, c) => c.env.ORIGINS === host && c.finalized }))
const factory = createFactory<Env>()
factory.createApp().use(factory.createMiddleware(cors<Env>({ origin: ({ host }, c) => c.env.ORIGINS === host })))
factory.createApp().use(cors<Env>(({ env }) => ({ origin: env.LIST })))

/** 7. An annotated context. */
app.use(cors({ origin: ({ host }, c: Context<Env>) => c.env.ORIGINS === host && c.get('user').name === 'a' }))
app.use(cors({ origin: ({ host }, c: HonoContext<Env>) => c.env.ORIGINS === host }))
app.use(cors(({ env }: { readonly env: Env['Bindings'] }) => ({ origin: env.LIST })))

/** 8. Without an environment: everything that every context has, and values of an unknown type. */
app.use(
  cors({
    origin: ({ host }, c) =>
      typeof c.env === 'object' && c.get('user') === host && c.req.header('x-tenant') === c.req.query('tenant'),
  }),
)
app.use(cors(({ env }) => ({ origin: parseOrigins(String(env)) })))

/** 9. Options that are made elsewhere. */
const options: HonoOptions<HonoContext<Env>> = { origin: ({ host }, c) => c.env.ORIGINS === host }
app.use(cors<Env>(options))
const fromEnv = ({ env }: { readonly env: Env['Bindings'] }): HonoOptions => ({ origin: env.LIST })
app.use(cors<Env>(fromEnv)).use(cors(fromEnv))

/** 10. A part of the environment. */
type Bindings = { Bindings: { readonly ORIGINS: string } }
new Hono<Bindings>().use(cors<Bindings>(({ env }) => ({ origin: env.ORIGINS })))
type Variables = { Variables: { readonly tenant: string } }
new Hono<Variables>().use(cors<Variables>({ origin: ({ host }, c) => c.get('tenant') === host && c.env !== undefined }))

// @ts-expect-error: there is no such binding
cors<Env>({ origin: (_origin, c) => c.env.ORIGIN === '' })
// @ts-expect-error: there is no such variable
cors<Env>({ origin: (_origin, c) => c.get('users') === '' })
// @ts-expect-error: the environment is not known
cors({ origin: (_origin, c) => c.env.ORIGINS === '' })
// @ts-expect-error: the environment is not known
cors(({ env }) => ({ origin: env.ORIGINS }))
// @ts-expect-error: the options are for all requests
cors<Env>((c) => ({ origin: c.req.header('origin') ?? [] }))
// @ts-expect-error: any origin with credentials
cors((_given) => ({ origin: '*', credentials: true }))
// @ts-expect-error: the option is `allowMethods`
cors<Env>({ origin: '*', methods: ['GET'] })
// @ts-expect-error: the app's own `onError` answers errors
cors<Env>(() => ({ origin: '*', onError: () => new Response() }))
// @ts-expect-error: options are not promised
cors<Env>(async ({ env }) => ({ origin: env.ORIGINS }))
