/**
 * The calls of a shop's page while somebody signs in, fills a cart, orders and changes their mind: the method, the
 * resource, the kinds of headers, and `cookies` for a call that goes with credentials in the session that has them.
 * Runs in the page of a browser, and in a simulated one.
 */
const BEFORE_THE_PAUSE = `
  GET    /catalogue accept
  POST   /session   form
  GET    /session   token                         cookies
  GET    /profile   token                         cookies
  GET    /cart      token                         cookies
  GET    /catalogue accept
  GET    /catalogue
  GET    /orders    token
  GET    /catalogue id
  PUT    /cart      token json                    cookies
  GET    /cart      token                         cookies
  PATCH  /cart      token json id                 cookies
  GET    /catalogue
  PATCH  /cart      token json id revision        cookies
  DELETE /cart      token id                      cookies
  PUT    /cart      token json id                 cookies
  GET    /profile   token id
  PATCH  /profile   token json revision
  GET    /profile   token
  PUT    /profile   token json id revision
  GET    /catalogue accept
  PUT    /catalogue token json
  GET    /catalogue token
  GET    /orders    token id
  PUT    /orders    token json id once            cookies
  GET    /orders    token
  GET    /cart      token                         cookies
  PATCH  /session   token json                    cookies
  PATCH  /orders    token json revision           cookies
  GET    /catalogue
`
const AFTER_THE_PAUSE = `
  GET    /session   token                         cookies
  GET    /catalogue accept
  GET    /orders    token
  GET    /orders    token id
  PATCH  /orders    token json revision           cookies
  GET    /orders    token
  PATCH  /orders    token json id revision
  GET    /cart      token                         cookies
  PUT    /cart      token json revision           cookies
  PATCH  /cart      token json                    cookies
  DELETE /cart      token revision                cookies
  GET    /catalogue
  GET    /catalogue id
  GET    /profile   token
  PATCH  /profile   token json id revision        cookies
  GET    /profile   token id
  PUT    /profile   token json revision
  DELETE /orders    token id revision
  GET    /orders    token
  PUT    /orders    token json id once
  GET    /catalogue accept
  PATCH  /catalogue token json
  DELETE /catalogue token
  GET    /catalogue
  PATCH  /session   token json id                 cookies
  GET    /session   token                         cookies
  POST   /catalogue form
  GET    /cart      token                         cookies
  DELETE /session   token id                      cookies
  GET    /catalogue
`

/** The kinds of headers; the name of `revision` depends on the session. */
const HEADERS: Readonly<Record<string, readonly [name: string, value: string]>> = {
  accept: ['accept', 'application/json'],
  form: ['content-type', 'application/x-www-form-urlencoded'],
  id: ['x-request-id', '5b1c'],
  json: ['content-type', 'application/json'],
  once: ['idempotency-key', 'a29f'],
  token: ['authorization', 'Bearer abc'],
}
const BODIES: Readonly<Record<string, string>> = { form: 'name=value', json: '{"name":"value"}' }

interface Session {
  readonly title: string
  readonly revisionHeader: string
  readonly revisionCache?: 'force-cache'
  readonly hasCookies?: boolean
}

/**
 * Every session makes the same calls, except where engines differ. A request with If-Match gets the cache mode
 * `no-store`, unless it has another one (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch). That mode is about
 * the HTTP cache, and the methods that go with If-Match here are never answered from it.
 */
export const SESSIONS: Readonly<Record<string, Session>> = {
  plain: { title: 'With a token, without credentials', revisionHeader: 'x-revision' },
  conditional: { title: 'With If-Match instead of X-Revision', revisionHeader: 'if-match' },
  forced: {
    title: "With If-Match and cache: 'force-cache'",
    revisionHeader: 'if-match',
    revisionCache: 'force-cache',
  },
  cookies: {
    title: 'With X-Revision, and some calls with credentials',
    revisionHeader: 'x-revision',
    hasCookies: true,
  },
}

/** Longer than the 5 s for which an answer without `Access-Control-Max-Age` counts. */
export const PAUSE_MS = 6000

/** What a server has to list for all of the sessions. */
export const METHODS: string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
export const HEADER_NAMES: string[] = [
  'authorization',
  'content-type',
  'idempotency-key',
  'if-match',
  'x-request-id',
  'x-revision',
]

export interface Call {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  readonly cache: 'force-cache' | undefined
  readonly credentials: 'include' | 'same-origin'
}

/** The calls of one of the sessions, in two parts with the pause between them. */
export function callsOf(name: string): Call[][] {
  const session = SESSIONS[name]
  if (!session) throw new Error(`Unknown session '${name}', expected ${Object.keys(SESSIONS).join(', ')}`)
  return [BEFORE_THE_PAUSE, AFTER_THE_PAUSE].map((part) =>
    part
      .trim()
      .split('\n')
      .map((line) => toCall(line, session)),
  )
}

function toCall(line: string, { revisionHeader, revisionCache, hasCookies }: Session): Call {
  const [method = '', path = '', ...words] = line.trim().split(/ +/)
  const kinds = words.filter((word) => word !== 'cookies')
  return {
    method,
    path,
    headers: Object.fromEntries(kinds.map((kind) => HEADERS[kind] ?? [revisionHeader, '"7"'])),
    body: kinds.map((kind) => BODIES[kind]).find((body) => body !== undefined),
    cache: kinds.includes('revision') ? revisionCache : undefined,
    credentials: hasCookies && words.includes('cookies') ? 'include' : 'same-origin',
  }
}
