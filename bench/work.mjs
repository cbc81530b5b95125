import { ALLOWED, REFUSED } from './settings.mjs'

const URL = 'https://api.example.com/items'

/** What a browser sends beside what CORS is about: looking for a header costs more where there are some. */
const BROWSER = {
  accept: 'application/json',
  'accept-encoding': 'gzip, deflate, br, zstd',
  'accept-language': 'en-GB,en;q=0.9',
  'cache-control': 'no-cache',
  'sec-fetch-dest': 'empty',
  'sec-fetch-mode': 'cors',
  'sec-fetch-site': 'same-site',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
}

export const preflight = (origin, names = 'content-type,x-request-id') =>
  new Request(URL, {
    method: 'OPTIONS',
    headers: {
      ...BROWSER,
      origin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': names,
    },
  })
const get = (origin) => new Request(URL, { headers: { ...BROWSER, ...(origin && { origin }) } })

const ok = () => new Response('ok')
const redirect = () => Response.redirect('https://files.example.com/a', 302)

/**
 * The work: a request, the application's handler, and the status, `Access-Control-Allow-Origin` and body without
 * which it was not done. `bare` is the application without CORS; what CORS costs is what is left when it is taken off.
 */
export const WORK = {
  'preflight allowed': { input: () => preflight(ALLOWED), handler: ok, status: 204, permission: ALLOWED, body: '' },
  'preflight refused': { input: () => preflight(REFUSED), handler: ok, status: 204, permission: null, body: '' },
  'GET allowed': { input: () => get(ALLOWED), handler: ok, status: 200, body: 'ok', permission: ALLOWED },
  'GET refused': { input: () => get(REFUSED), handler: ok, status: 200, body: 'ok', permission: null },
  'GET without Origin': { input: () => get(), handler: ok, status: 200, body: 'ok', permission: null },
  'immutable headers': { input: () => get(ALLOWED), handler: redirect, status: 302, permission: ALLOWED, body: '' },
  'GET, no CORS': { input: () => get(ALLOWED), handler: ok, status: 200, body: 'ok', permission: null, isBare: true },
  'immutable headers, no CORS': {
    input: () => get(ALLOWED),
    handler: redirect,
    status: 302,
    permission: null,
    body: '',
    isBare: true,
  },
}
