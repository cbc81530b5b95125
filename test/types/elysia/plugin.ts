/** The plugin keeps the type of the app, from which Elysia infers contexts, and Eden its client. */
import { cors as policyOf } from 'corsage'
import { protect } from 'corsage/csrf'
import { cors, type ElysiaContext, type ElysiaPlugin } from 'corsage/elysia'
import { Elysia, t } from 'elysia'

const options = { origin: ['https://app.example.com'], credentials: true } as const
const policy = policyOf(options)

const plain = new Elysia()
  .decorate('db', { find: (id: number) => ({ id }) })
  .state('visits', 0)
  .derive(({ headers }) => ({ user: headers['x-user'] }))
  .macro({ signedIn: { resolve: () => ({ name: 'Ada' }) } })
  .get('/before', () => 'before' as const)

const covered = plain.use(cors(options))

/** What Eden reads, and what contexts are inferred from. */
type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false
type Members = '~Routes' | '~Singleton' | '~Definitions' | '~Metadata' | '~Prefix'
export const isTheSame: Same<(typeof covered)[Members], (typeof plain)[Members]> = true

export const app = covered
  .get('/users/:id', ({ db, params, user, store }) => ({ ...db.find(params.id), user, visits: store.visits }), {
    params: t.Object({ id: t.Number() }),
  })
  .get('/me', ({ name }) => name satisfies string, { signedIn: true })
  .ws('/echo', { body: t.String(), message: (socket, message) => void socket.send(message.toUpperCase()) })
  .group('/group', (group) => group.use(cors(policy)).get('/', ({ db }) => db.find(1)))
  .guard({ query: t.Object({ key: t.String() }) }, (guarded) =>
    guarded.use(cors(policy)).get('/guarded', ({ query }) => query.key satisfies string),
  )
  .listen(0)
type Routes = (typeof app)['~Routes']
export const answered: Routes['users'][':id']['get']['response'][200] = { id: 1, user: undefined, visits: 0 }
export const before: Routes['before']['get']['response'][200] = 'before'

export const inPlugin = new Elysia({ name: 'shared' })
  .use(cors(protect(policy, { self: 'https://api.example.com' })))
  .as('scoped')
export const used = new Elysia()
  .use(inPlugin)
  .use(app)
  .mount('/public', new Elysia().use(cors({ origin: '*' })))
export const withServer: ElysiaPlugin = cors({
  origin: async ({ host }, { request, server }: ElysiaContext<Bun.Server<unknown> | null>) =>
    server?.requestIP(request)?.address === host,
  onError: (error) => new Response(String(error)),
})

/** Without an annotation, the predicate gets the request, and a server of no known type. */
export const unannotated = cors({ origin: ({ host }, { request, server }) => request.url === host && server === null })

// @ts-expect-error: any origin with credentials
cors({ origin: '*', credentials: true })
// @ts-expect-error: an origin needs a scheme
cors({ origin: ['app.example.com'] })
// @ts-expect-error: the option of another library
cors({ origin: '*', allowedHeaders: ['a'] })
// @ts-expect-error: only the members of the app's type are there
new Elysia().use(cors(options)).get('/', ({ db }) => String(db))
// @ts-expect-error: not an app of Elysia
cors(options)({ fetch: () => new Response() })
