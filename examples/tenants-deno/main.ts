/**
 * Run it: `npm run build`, then
 *
 *     npx deno run -A --unstable-kv examples/tenants-deno/allow.ts acme https://shop.acme.example
 *     npx deno run -A --unstable-kv examples/tenants-deno/main.ts
 */
/// <reference lib="deno.unstable" />
import { withCors } from 'corsage/deno'
import { fromDenoKv, originStore } from 'corsage/origins'

const kv = await Deno.openKv(Deno.env.get('ORIGINS') ?? 'origins.db')

// `audit` reports the policy (O-14), because it cannot read from a predicate who is allowed.
const origin = originStore({
  // A preflight has no token, so the tenant is in the URL: `/acme/prices`.
  tenant: ({ request }: { request: Request }) => new URL(request.url).pathname.split('/')[1],
  get: fromDenoKv(kv),
  fresh: 5,
})

Deno.serve(
  withCors({ origin }, (request: Request) => {
    const [, , page] = new URL(request.url).pathname.split('/')
    return page === 'prices' ? Response.json({ tulips: 3, roses: 5 }) : new Response('Not found', { status: 404 })
  }),
)
