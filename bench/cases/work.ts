import { ALLOWED, REFUSED } from '../harness/settings.ts'

const URL = 'https://api.example.com/items'

/** Headers that a browser sends anyway: to look for a header costs more where there are others. */
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

export function preflight(origin: string, names = 'content-type,x-request-id'): Request {
  return new Request(URL, {
    method: 'OPTIONS',
    headers: {
      ...BROWSER,
      origin,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': names,
    },
  })
}

function get(origin?: string): Request {
  return new Request(URL, { headers: { ...BROWSER, ...(origin && { origin }) } })
}

export type Handler = (request: Request) => Response | Promise<Response>

const ok = (): Response => new Response('ok')
const redirect = (): Response => Response.redirect('https://files.example.com/a', 302)

/** The status, `Access-Control-Allow-Origin` and body that an answer must have, or the work was not done. */
export interface Expected {
  readonly status: number
  readonly permission: string | null
  readonly body: string
}

export interface Work extends Expected {
  readonly input: () => Request
  /** The application without CORS. */
  readonly handler: () => Response
  /** Whether the application runs without CORS. The cost of CORS is what remains when this time is taken off. */
  readonly isBare?: boolean
}

export type WorkName =
  | 'preflight allowed'
  | 'preflight refused'
  | 'GET allowed'
  | 'GET refused'
  | 'GET without Origin'
  | 'immutable headers'
  | 'GET, no CORS'
  | 'immutable headers, no CORS'

export const WORK: Readonly<Record<WorkName, Work>> = {
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

/** A way to answer requests that is measured. */
export interface Contender {
  readonly name: string
  /** Puts CORS around an application; gives nothing for work that the contender does not do. */
  readonly make: (handler: () => Response, work: WorkName) => Handler | undefined
  /** The same application without CORS. */
  readonly makeBare?: (handler: () => Response) => Handler
  /** Where its answer is known to differ from the right one. */
  readonly known?: Readonly<Partial<Record<WorkName, Partial<Expected>>>>
}
