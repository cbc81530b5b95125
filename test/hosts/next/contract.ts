/** The application of the contract in routes of Next.js, bundled into the app of next.test.ts. */
import { corsRoute } from '../../../adapters/vercel.ts'
import { csrf, protect } from '../../../src/csrf/index.ts'
import { type App, createApp } from '../support/app.ts'
import { enforced, guard, listed, open, TENANT } from '../support/policies.ts'

type Fetch = (request: Request, context: unknown) => Response | Promise<Response>

/** One application for all routes, which Next.js may load in bundles of their own. */
const shared = globalThis as { corsageContract?: App }
const app = (shared.corsageContract ??= createApp()) as Fetch
const handlers = { GET: app, HEAD: app, POST: app, PUT: app, PATCH: app, DELETE: app, OPTIONS: app }

export const routes = {
  listed: corsRoute(listed, handlers),
  open: corsRoute(open, handlers),
  enforced: corsRoute(enforced, handlers),
  guarded: corsRoute(csrf(guard), handlers),
  protected: corsRoute(protect(listed, guard), handlers),
  predicate: corsRoute(
    {
      origin: async ({ host }, { context }) => {
        const { path } = await (context as { readonly params: Promise<{ readonly path: readonly string[] }> }).params
        return host === TENANT && path.length > 0
      },
    },
    handlers,
  ),
}
