/** The adapter makes middleware for h3, in every place where h3 takes middleware. */
import { cors as policyOf } from 'corsage'
import { protect } from 'corsage/csrf'
import { cors, type H3Context, type H3Middleware } from 'corsage/h3'
import { withCors } from 'corsage/node'
import {
  defineHandler,
  defineMiddleware,
  fromNodeHandler,
  getRequestIP,
  H3,
  type H3Event,
  type Middleware,
  type NodeMiddleware,
} from 'h3'

const options = { origin: ['https://app.example.com'], credentials: true } as const
const policy = policyOf(options)

export const app = new H3()
  .use(cors(options))
  .use('/api/**', cors(policy))
  .use(cors(protect(policy, { self: 'https://api.example.com' })), { match: ({ url }) => url.pathname === '/' })
  .use(cors({ origin: async ({ host }, { event }: H3Context<H3Event>) => getRequestIP(event) === host }))
  .get('/hello', () => 'Hello', { middleware: [cors(options)] })
  .mount('/nested', new H3().use(cors(policy)))

export const middleware: Middleware = cors(options)
/** The default export of `middleware/cors.ts` in Nitro. */
export const inNitro: Middleware = defineMiddleware(cors(options))
export const handler = defineHandler({ middleware: [cors(policy)], handler: () => 'Hello' })
export const kept: H3Middleware = cors({ origin: '*', onError: 'throw' })

/** Without an annotation, the predicate gets the members that every event has. */
export const unannotated = cors({
  origin: ({ host }, { request, event }) => request.url === host && event.res.headers.has('x-a'),
})

/** Handlers of node:http in h3 have the adapter for Node. */
const node: NodeMiddleware = withCors(options)
new H3().use(fromNodeHandler(node))

// @ts-expect-error: any origin with credentials
cors({ origin: '*', credentials: true })
// @ts-expect-error: an origin needs a scheme
cors({ origin: ['app.example.com'] })
// @ts-expect-error: the option is `allowMethods`
cors({ origin: '*', methods: ['GET'] })
// @ts-expect-error: the app's own `onError` answers errors
cors({ origin: '*', onError: () => new Response() })
// @ts-expect-error: the event is a member of the context
cors({ origin: (_origin, event: H3Event) => getRequestIP(event) === '127.0.0.1' })
