import type { Call, ExpectedExchange } from './call.ts'

const READ = { kind: 'actual', reason: 'allowed', status: 200, ran: true } as const
const PREFLIGHT = { kind: 'preflight', reason: 'allowed', status: 204, ran: false } as const
const refused = (exchange: ExpectedExchange, reason: ExpectedExchange['reason']): ExpectedExchange => ({
  ...exchange,
  reason,
})

/** The calls of the demo: the page makes them, the test checks them. */
export const CALLS: readonly Call[] = [
  {
    id: 'get',
    title: 'A plain GET',
    why: 'The policy lists this page, so the answer names its origin and the page may read it. No preflight is needed.',
    send: { method: 'GET', path: '/orders' },
    expect: { outcome: 'read', status: 200, exchanges: [READ] },
  },
  {
    id: 'credentials',
    title: 'A GET with credentials',
    why: 'With credentials, browsers want the exact origin and Access-Control-Allow-Credentials: true. The policy gives both.',
    send: { method: 'GET', path: '/orders', credentials: 'include' },
    expect: { outcome: 'read', status: 200, exchanges: [READ] },
  },
  {
    id: 'put',
    title: 'A PUT with JSON',
    why: 'No form could send PUT, nor this content type, so the browser asks first. The policy lists both.',
    send: {
      method: 'PUT',
      path: '/orders/7',
      headers: { 'Content-Type': 'application/json' },
      body: '{"flower":"gardenia"}',
    },
    expect: { outcome: 'read', status: 200, exchanges: [PREFLIGHT, READ] },
  },
  {
    id: 'expose',
    title: 'One header exposed, one not',
    why: 'The answer has X-Total-Count and X-Supplier. The policy exposes the first; the browser keeps the second to itself.',
    send: { method: 'GET', path: '/orders/summary' },
    expect: {
      outcome: 'read',
      status: 200,
      readable: ['x-total-count'],
      hidden: ['x-supplier'],
      exchanges: [READ],
    },
  },
  {
    id: 'method',
    title: 'A method that is not listed',
    why: 'DELETE is not in allowMethods. The preflight says which methods are, and the DELETE is never sent.',
    send: { method: 'DELETE', path: '/orders/7' },
    expect: { outcome: 'refused', exchanges: [refused(PREFLIGHT, 'method-not-listed')] },
  },
  {
    id: 'header',
    title: 'A request header that is not listed',
    why: 'X-Debug is not in allowHeaders, so the GET is never sent, though GET itself is allowed.',
    send: { method: 'GET', path: '/orders', headers: { 'X-Debug': '1' } },
    expect: { outcome: 'refused', exchanges: [refused(PREFLIGHT, 'headers-not-listed')] },
  },
  {
    id: 'origin',
    title: 'A page that is not listed',
    why: 'Only https://partner.example may read prices. The GET runs all the same: CORS protects reading, not doing.',
    send: { method: 'GET', path: '/partners/prices' },
    expect: { outcome: 'refused', exchanges: [refused(READ, 'origin-not-listed')] },
  },
  {
    id: 'public',
    title: 'A public API',
    why: 'The policy says origin: "*". Any page may read the catalogue, and the answer is the same for all.',
    send: { method: 'GET', path: '/catalogue' },
    expect: { outcome: 'read', status: 200, exchanges: [READ] },
  },
  {
    id: 'public-credentials',
    title: 'A public API, with credentials',
    why: 'A request does not say whether it is made with credentials, so decide() allows it as it allows all. But the policy shares without credentials only, and so the browser refuses.',
    send: { method: 'GET', path: '/catalogue', credentials: 'include' },
    expect: { outcome: 'refused', exchanges: [READ] },
  },
  {
    id: 'error',
    title: 'A handler that throws',
    why: 'Errors are decorated as well: the page sees the status 500, and not a CORS error that hides it.',
    send: { method: 'GET', path: '/orders/broken' },
    expect: { outcome: 'read', status: 500, exchanges: [{ ...READ, status: 500 }] },
  },
  {
    id: 'upstream',
    title: 'An upstream that says “everybody”',
    why: 'The upstream sets Access-Control-Allow-Origin: * on its own. The policy does not list this page, and it is the policy that counts.',
    send: { method: 'GET', path: '/partners/upstream' },
    expect: { outcome: 'refused', exchanges: [refused(READ, 'origin-not-listed')] },
  },
  {
    id: 'enforce',
    title: 'A write that is refused before it runs',
    why: 'This POST needs no preflight, so that it would run unread. With enforce: true it is answered 403 before the handler.',
    send: { method: 'POST', path: '/accounts/close' },
    expect: {
      outcome: 'refused',
      exchanges: [{ kind: 'actual', reason: 'origin-not-listed', status: 403, ran: false }],
    },
  },
  {
    id: 'sandbox',
    title: 'A sandboxed frame',
    why: 'A frame without allow-same-origin sends Origin: null. So can any page that likes to, hence null is nobody.',
    from: 'sandbox',
    send: { method: 'GET', path: '/orders' },
    expect: { outcome: 'refused', exchanges: [refused(READ, 'origin-null')] },
  },
  {
    id: 'redirect',
    title: 'A redirect within the API',
    why: 'The browser checks every answer on the way, so the redirect is decorated as well as what it leads to.',
    send: { method: 'GET', path: '/orders/latest' },
    expect: { outcome: 'read', status: 200, exchanges: [{ ...READ, status: 302 }, READ] },
  },
]
