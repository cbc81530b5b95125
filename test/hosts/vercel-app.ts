/** The application for Vercel and Next.js. The test bundles this file and runs it in the edge runtime. */
import { corsMiddleware, corsRoute, withCors } from '../../adapters/vercel.ts'
import { csrf, protect } from '../../src/csrf/index.ts'
import { createApp } from './support/app.ts'
import { enforced, guard, listed, open, policyName, TENANT } from './support/policies.ts'

interface EdgeContext {
  waitUntil(promise: Promise<unknown>): void
}
type Fetch = (request: Request, context: EdgeContext) => Response | Promise<Response>

const app = createApp() as Fetch
const apps: Readonly<Record<string, Fetch>> = {
  listed: withCors(listed, app),
  open: withCors(open, { fetch: app }).fetch,
  enforced: withCors(enforced, app),
  guarded: withCors(csrf(guard), app),
  protected: withCors(protect(listed, guard), { fetch: app }).fetch,
  predicate: withCors(
    {
      origin: ({ host }, { context }) => {
        context.waitUntil(Promise.resolve())
        return host === TENANT
      },
    },
    app,
  ),
}

/** An edge function. */
export const handler: Fetch = (request, context) => apps[policyName(request)]!(request, context)

interface RouteContext {
  readonly params: Promise<{ readonly id: string }>
}

/** `app/users/[id]/route.ts`. Its predicate awaits the parameters of the route. */
export const route = corsRoute(
  {
    origin: async ({ host }, { context }) => host === `${(await (context as RouteContext).params).id}.example.com`,
    allowMethods: ['GET', 'DELETE'],
  },
  {
    GET: async (_request: Request, { params }: RouteContext) => Response.json({ id: (await params).id }),
    DELETE: () => new Response(null, { status: 204 }),
    POST: () => {
      throw new Error('Thrown by a route')
    },
  },
)

/** A route that throws the signals of `redirect()`, `notFound()` and similar functions of Next.js. */
export const throwing = (signal: Error) =>
  corsRoute(listed, {
    PUT: async (_request: Request, _context: RouteContext): Promise<Response> => {
      throw signal
    },
  })

/** A route with its own OPTIONS handler. */
export const options = corsRoute({ origin: '*' }, { OPTIONS: () => new Response('own options') })

/** `proxy.ts`, or `middleware.ts` before Next.js 16. */
export const proxy = corsMiddleware(listed)

/** The middleware, with a middleware of the application behind it. */
export const chained = corsMiddleware(listed, (request: Request, event: EdgeContext) => {
  event.waitUntil(Promise.resolve())
  return Response.redirect(new URL('/login', request.url), 307)
})
