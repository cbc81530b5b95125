/** The application of the contract for Netlify Functions and Edge Functions. */
import { type NetlifyContext, withCors } from '../../../adapters/netlify.ts'
import { csrf, protect } from '../../../src/csrf/index.ts'
import { createApp } from '../support/app.ts'
import { enforced, guard, listed, open, policyName, TENANT } from '../support/policies.ts'

/** The part of Netlify's context that is used here. */
interface Context {
  readonly ip: string
  readonly cookies: { get(name: string): string | undefined }
  waitUntil(promise: Promise<unknown>): void
}
type Fetch = (request: Request, context: Context) => Response | Promise<Response>

const app = createApp()
// Netlify keeps the cookies of a request in its context, too.
const shop: Fetch = (request, context) =>
  context.cookies.get('session') && new URL(request.url).pathname.startsWith('/open/')
    ? new Response('The handler sees the session', { status: 500 })
    : app(request)

const apps: Readonly<Record<string, Fetch>> = {
  listed: withCors(listed, shop),
  open: withCors(open, { fetch: shop }).fetch,
  enforced: withCors(enforced, shop),
  guarded: withCors(csrf(guard), shop),
  protected: withCors(protect(listed, guard), { fetch: shop }).fetch,
  predicate: withCors(
    {
      origin: ({ host }, { context }: NetlifyContext<Context>) => {
        context.waitUntil(Promise.resolve())
        return host === TENANT && typeof context.ip === 'string'
      },
    },
    shop,
  ),
}

export const handler: Fetch = (request, context) => apps[policyName(request)]!(request, context)
