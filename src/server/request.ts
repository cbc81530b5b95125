/** The parts of a request that a decision reads. Of `headers`, it uses only `get(name)`. */
export interface CorsRequest extends Pick<Request, 'method' | 'url'> {
  readonly headers: Pick<Headers, 'get'>
}

/**
 * The method that a CORS-preflight request asks for, or an empty string if the request is not a preflight. A preflight
 * is an `OPTIONS` request with `Origin` and a non-empty `Access-Control-Request-Method`. Any other `OPTIONS` request
 * belongs to the application (https://fetch.spec.whatwg.org/#cors-preflight-request).
 */
export function requestedMethod(request: CorsRequest, origin: string | null): string {
  return (origin !== null && request.method === 'OPTIONS' && request.headers.get('access-control-request-method')) || ''
}

/**
 * Whether a request comes from a page of the same origin, or from no page at all. The evidence is `Sec-Fetch-Site`,
 * which scripts cannot set (https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header), otherwise `Origin`.
 * `Host` is deliberately not read, because a client chooses it; the URL is the host's own view of the request.
 */
export function isSameOrigin({ headers, url }: CorsRequest): boolean {
  const site = headers.get('sec-fetch-site')
  const origin = headers.get('origin')
  if (site !== null) return site === 'same-origin' || site === 'none'
  return origin === null || origin === url.split('/', 3).join('/')
}
