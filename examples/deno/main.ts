/** Run it: `npm run build && npx deno run --allow-net examples/deno/main.ts` */
import { withCors } from 'corsage/deno'

const customers = new Set(['shop.example', 'garden.example'])

/**
 * A predicate sees an origin only after the strict parser accepted it; it may as well ask a database. `audit` reports
 * every predicate (O-14), because it cannot read who is allowed.
 */
async function isCustomer({ scheme, host }: { scheme: string; host: string }): Promise<boolean> {
  return scheme === 'https' && customers.has(host)
}

Deno.serve(
  withCors({ origin: isCustomer, maxAge: 600 }, async (request) => {
    const { pathname } = new URL(request.url)
    if (pathname !== '/prices') return new Response('Not found', { status: 404 })
    return Response.json({ tulips: 3, roses: 5 })
  }),
)
