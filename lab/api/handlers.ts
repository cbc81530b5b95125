import { callOf, exchangesOf } from './journal.ts'

/** A handler of the application. The handlers know nothing about CORS, except for the upstream, which gets it wrong. */
export type Handler = (request: Request) => Response | Promise<Response>

const ORDERS = [
  { id: 7, flower: 'rose' },
  { id: 8, flower: 'peony' },
  { id: 9, flower: 'freesia' },
]

export const listOrders: Handler = () => Response.json(ORDERS)

export const summarise: Handler = () =>
  Response.json({ open: ORDERS.length }, { headers: { 'X-Total-Count': `${ORDERS.length}`, 'X-Supplier': 'Flora' } })

export const replaceOrder: Handler = async (request) => {
  try {
    return Response.json({ id: 7, ...((await request.json()) as object) })
  } catch {
    return new Response('The body is not valid JSON\n', { status: 400 })
  }
}

export const removeOrder: Handler = () => new Response(null, { status: 204 })

export const redirectToOrders: Handler = (request) => {
  const target = new URL('/orders', request.url)
  target.searchParams.set('call', callOf(request))
  return Response.redirect(target.href, 302)
}

/** Moves an order to its own address. The status makes browsers send the method and the body again. */
export const redirectToOrder: Handler = (request) => {
  const target = new URL('/orders/7', request.url)
  target.searchParams.set('call', callOf(request))
  return Response.redirect(target.href, 307)
}

export const breakDown: Handler = () => {
  throw new Error('Thrown on purpose, to show that the page sees the status')
}

export const listPrices: Handler = () => Response.json({ rose: 3, peony: 5 })

/** Sets its own CORS header that allows every origin, as many proxied services do. */
export const askUpstream: Handler = () =>
  Response.json({ stock: 12 }, { headers: { 'Access-Control-Allow-Origin': '*' } })

export const listFlowers: Handler = () => Response.json(['rose', 'peony', 'freesia', 'gardenia'])

export const closeAccounts: Handler = () => new Response('Closed\n')

export const listShifts: Handler = () => Response.json(['early', 'late'])

/** Answers like a gateway that asks every request for a login, preflights too, which never have one. */
export const askForLogin = ({ headers }: Request): Response | undefined =>
  headers.has('authorization') ? undefined : new Response('Please log in\n', { status: 401 })

export const listExchanges: Handler = (request) =>
  Response.json(exchangesOf(callOf(request)), { headers: { 'Cache-Control': 'no-store' } })

export const findNothing: Handler = (request) =>
  new Response(`Nothing at "${new URL(request.url).pathname}"\n`, { status: 404 })
