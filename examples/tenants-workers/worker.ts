/**
 * Run it: `npm run build`, then in `examples/tenants-workers`:
 *
 *     npx wrangler d1 migrations apply DB --local
 *     npx wrangler kv key put 'acme https://shop.acme.example' true --binding ORIGINS --local
 *     npx wrangler dev
 */
import { cors } from 'corsage'
import { type WorkersContext, withCors } from 'corsage/cloudflare'
import { fromD1, fromKv, originStore } from 'corsage/origins'
import { routes } from 'corsage/routes'

interface Env {
  readonly ORIGINS: KVNamespace
  readonly DB: D1Database
}
type Context = WorkersContext<Env>

/**
 * A preflight has no token, so the tenant is in the URL: `/acme/prices`. `audit` reports both policies (O-14), because it
 * cannot read from a predicate who is allowed.
 */
const tenant = ({ request }: Context) => new URL(request.url).pathname.split('/')[1]

const policy = routes({
  // KV answers from nearby, but may be a minute behind. That is early enough for prices.
  '/:tenant/prices': cors({ origin: originStore({ tenant, get: fromKv(({ env }: Context) => env.ORIGINS) }) }),
  // D1 gives the newest answer. Pages send cookies here, so a revoked origin is refused after five seconds. Orders are only
  // read, so that no write needs a guard (C-02).
  '/:tenant/orders': cors({
    origin: originStore({ tenant, get: fromD1(({ env }: Context) => env.DB), fresh: 5 }),
    credentials: true,
  }),
})

export default withCors(policy, {
  fetch(request: Request, _env: Env) {
    const [, name, page] = new URL(request.url).pathname.split('/')
    if (page === 'prices') return Response.json({ tulips: 3, roses: 5 })
    return page === 'orders' ? new Response(`Orders of ${name}`) : new Response('Not found', { status: 404 })
  },
})
