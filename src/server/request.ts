/** The parts of a request that a decision reads. A `Request` has them; a raw request needs only `headers.get(name)`. */
export interface CorsRequest extends Pick<Request, 'method' | 'url'> {
  readonly headers: Pick<Headers, 'get'>
}

/**
 * The method that a CORS-preflight request asks for; empty when the request is not one. `OPTIONS`, `Origin` and a
 * non-empty `Access-Control-Request-Method` make a preflight, and nothing else does: any other `OPTIONS` belongs to the
 * application (https://fetch.spec.whatwg.org/#cors-preflight-request).
 */
export function requestedMethod(request: CorsRequest, origin: string | null): string {
  return (origin !== null && request.method === 'OPTIONS' && request.headers.get('access-control-request-method')) || ''
}

/**
 * Whether a request comes from a page of the same origin or from no page at all, as far as the browser says so: by
 * `Sec-Fetch-Site`, which scripts cannot set, else by its `Origin` (https://w3c.github.io/webappsec-fetch-metadata/).
 */
export function isSameOrigin({ headers, url }: CorsRequest): boolean {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (site !== null) return site === 'same-origin' || site === 'none'
  return origin === null || origin === url.split('/', 3).join('/')
}
