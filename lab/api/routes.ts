import type { CorsPolicy } from '../../src/index.ts'
import * as handlers from './handlers.ts'
import { ran } from './journal.ts'
import { accounts, catalogue, diagnostics, orders, partners, staff } from './policies.ts'

/** The policy of one path, and the wrapped handlers behind it. */
export interface Route {
  readonly policy: CorsPolicy
  readonly respond: handlers.Handler
  /** What stands in front of the policy, and may answer in its place. */
  readonly gateway?: (request: Request) => Response | undefined
}

export const ROUTES: ReadonlyMap<string, Route> = new Map([
  ['/orders', route(orders, { GET: handlers.listOrders })],
  ['/orders/7', route(orders, { PUT: handlers.replaceOrder, DELETE: handlers.removeOrder })],
  ['/orders/summary', route(orders, { GET: handlers.summarise })],
  ['/orders/broken', route(orders, { GET: handlers.breakDown })],
  ['/orders/latest', route(orders, { GET: handlers.redirectToOrders })],
  ['/orders/moved', route(orders, { PUT: handlers.redirectToOrder })],
  ['/partners/prices', route(partners, { GET: handlers.listPrices })],
  ['/partners/upstream', route(partners, { GET: handlers.askUpstream })],
  ['/catalogue', route(catalogue, { GET: handlers.listFlowers })],
  ['/accounts/close', route(accounts, { POST: handlers.closeAccounts })],
  ['/staff/shifts', { ...route(staff, { GET: handlers.listShifts }), gateway: handlers.askForLogin }],
  ['/exchanges', route(diagnostics, { GET: handlers.listExchanges })],
])

/** The route of every other path. It has a policy too, so that the page can read the 404. */
export const UNKNOWN: Route = { policy: orders, respond: orders.wrap(handlers.findNothing) }

/** Wraps the handlers of a path in its policy. This happens once, not for each request. */
function route(policy: CorsPolicy, methods: Readonly<Record<string, handlers.Handler>>): Route {
  const respond = policy.wrap((request: Request) => {
    ran(request)
    const handler = methods[request.method === 'HEAD' ? 'GET' : request.method]
    return (
      handler?.(request) ?? new Response(null, { status: 405, headers: { Allow: Object.keys(methods).join(', ') } })
    )
  })
  return { policy, respond }
}
