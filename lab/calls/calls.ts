import type { Call, Expectation, ExpectedExchange, Sending } from './call.ts'

const READ = { kind: 'actual', reason: 'allowed', status: 200, ran: true } as const
const PREFLIGHT = { kind: 'preflight', reason: 'allowed', status: 204, ran: false } as const
const refused = (exchange: ExpectedExchange, reason: ExpectedExchange['reason']): ExpectedExchange => ({
  ...exchange,
  reason,
})
/** The page reads the response, and nothing else happens. */
const PLAIN: Expectation = { outcome: 'read', status: 200, exchanges: [READ] }
const PUT_JSON = {
  method: 'PUT',
  headers: { 'Content-Type': 'application/json' },
  body: '{"flower":"gardenia"}',
} as const satisfies Partial<Sending>

/** The calls of the page "Real calls". The page makes them, and a test checks them. */
export const CALLS: readonly Call[] = [
  {
    id: 'get',
    title: 'A plain GET',
    why: 'The policy lists this page, so the response names its origin and the page may read it. No preflight is needed.',
    send: { method: 'GET', path: '/orders' },
    expect: PLAIN,
  },
  {
    id: 'credentials',
    title: 'A GET with credentials',
    why: 'With credentials, browsers require the exact origin and Access-Control-Allow-Credentials: true. The policy sends both.',
    send: { method: 'GET', path: '/orders', credentials: 'include' },
    expect: PLAIN,
  },
  {
    id: 'put',
    title: 'A PUT with JSON',
    why: 'No HTML form can send PUT or this content type, so the browser asks first. The policy lists both.',
    send: { ...PUT_JSON, path: '/orders/7' },
    expect: { outcome: 'read', status: 200, exchanges: [PREFLIGHT, READ] },
  },
  {
    id: 'expose',
    title: 'One header exposed, one not',
    why: 'The response has X-Total-Count and X-Supplier. The policy exposes only the first, so the browser hides the second.',
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
    why: 'X-Debug is not in allowHeaders, so the GET is never sent, although GET itself is allowed.',
    send: { method: 'GET', path: '/orders', headers: { 'X-Debug': '1' } },
    expect: { outcome: 'refused', exchanges: [refused(PREFLIGHT, 'headers-not-listed')] },
  },
  {
    id: 'origin',
    title: 'A page that is not listed',
    why: 'Only https://partner.example may read prices. The handler runs anyway, because CORS only protects the response from being read.',
    send: { method: 'GET', path: '/partners/prices' },
    expect: { outcome: 'refused', exchanges: [refused(READ, 'origin-not-listed')] },
  },
  {
    id: 'public',
    title: 'A public API',
    why: 'The policy says origin: "*". Any page may read the catalogue, and all pages get the same response.',
    send: { method: 'GET', path: '/catalogue' },
    expect: PLAIN,
  },
  {
    id: 'public-credentials',
    title: 'A public API, with credentials',
    why: 'A request does not say whether the page asked for credentials, so decide() allows it like any other. But the policy does not allow credentials, so the browser refuses.',
    send: { method: 'GET', path: '/catalogue', credentials: 'include' },
    expect: { outcome: 'refused', exchanges: [READ] },
  },
  {
    id: 'error',
    title: 'A handler that throws',
    why: 'Errors are decorated as well, so the page sees the status 500 and not a CORS error that hides it.',
    send: { method: 'GET', path: '/orders/broken' },
    expect: { outcome: 'read', status: 500, exchanges: [{ ...READ, status: 500 }] },
  },
  {
    id: 'upstream',
    title: 'An upstream that allows every origin',
    why: 'The upstream sets Access-Control-Allow-Origin: * on its own. The policy does not list this page, and only the policy counts.',
    send: { method: 'GET', path: '/partners/upstream' },
    expect: { outcome: 'refused', exchanges: [refused(READ, 'origin-not-listed')] },
  },
  {
    id: 'enforce',
    title: 'A write that is refused before it runs',
    why: 'This POST needs no preflight, so without enforce the handler would run. With enforce: true, the policy answers 403 and the handler does not run.',
    send: { method: 'POST', path: '/accounts/close' },
    expect: {
      outcome: 'refused',
      exchanges: [{ kind: 'actual', reason: 'origin-not-listed', status: 403, ran: false }],
    },
  },
  {
    id: 'sandbox',
    title: 'A sandboxed frame',
    why: 'A frame without allow-same-origin sends Origin: null. Any page can make such a frame, so null identifies nobody.',
    from: 'sandbox',
    send: { method: 'GET', path: '/orders' },
    expect: { outcome: 'refused', exchanges: [refused(READ, 'origin-null')] },
  },
  {
    id: 'redirect',
    title: 'A redirect within the API',
    why: 'The browser checks every response on the way, so the redirect is decorated as well as the final response.',
    send: { method: 'GET', path: '/orders/latest' },
    expect: { outcome: 'read', status: 200, exchanges: [{ ...READ, status: 302 }, READ] },
  },
  {
    id: 'redirect-put',
    title: 'A redirect of a PUT',
    why: 'Each preflight is for one URL. The redirect leads to another one, so the browser asks there again before it sends the PUT a second time.',
    send: { ...PUT_JSON, path: '/orders/moved' },
    expect: { outcome: 'read', status: 200, exchanges: [PREFLIGHT, { ...READ, status: 307 }, PREFLIGHT, READ] },
  },
  {
    id: 'cache',
    title: 'The same PUT twice',
    why: 'The policy says maxAge: 60, so the browser remembers the answer to the first preflight, and sends none before the second PUT. Developer tools that disable the cache forget the answer, and Firefox keeps none from 127.0.0.1 in its first seconds.',
    send: { ...PUT_JSON, path: '/orders/7', times: 2 },
    expect: { outcome: 'read', status: 200, exchanges: [PREFLIGHT, READ, READ] },
  },
  {
    id: 'no-cors',
    title: 'Mode no-cors',
    why: 'People recommend mode: "no-cors" against CORS errors. The request is sent without Origin and the handler runs, but the response is opaque: the page sees no status, no header and no body.',
    send: { method: 'GET', path: '/orders', mode: 'no-cors' },
    expect: { outcome: 'opaque', exchanges: [{ ...READ, kind: 'none', reason: 'no-origin' }] },
  },
  {
    id: 'gateway',
    title: 'A gateway that wants a login before the preflight',
    why: 'Preflights never have a login, so the gateway answers 401, and the browser does not send the GET. The policy would have allowed it, but was not asked.',
    send: { method: 'GET', path: '/staff/shifts', headers: { Authorization: 'Bearer demo' } },
    expect: { outcome: 'refused', exchanges: [{ ...PREFLIGHT, status: 401 }] },
  },
]
