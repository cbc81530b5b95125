import { isOwnSource, sourceOf } from '../fetch/source.ts'
import { mergeVary } from '../fetch/vary.ts'
import type { CompiledPolicy } from '../policy/compile.ts'

/** The parts of a request that a decision reads. Of `headers`, it uses only `get(name)`. */
export interface CorsRequest extends Pick<Request, 'method' | 'url'> {
  readonly headers: Pick<Headers, 'get'>
}

/**
 * A request as a policy sees it. The type lists every header that a policy can read, so that `varyOf` cannot miss one.
 */
export interface PolicyRequest extends Pick<Request, 'method' | 'url'> {
  readonly headers: { get(name: ActualHeader | PreflightHeader): string | null }
}

/** The headers that decide whose page a request comes from. */
type ActualHeader = 'origin' | 'sec-fetch-site'

/** The headers of preflights, whose answers HTTP caches do not store (RFC 9110, section 9.3.7). */
type PreflightHeader = 'access-control-request-method' | 'access-control-request-headers'

/**
 * The value of `Vary`: the request headers that decide about an answer, and those that the predicate reads. It is empty
 * if all requests get the same headers (https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches).
 *
 * @param enforce whether the answer may be a refusal of `enforce`
 */
export function varyOf({ isPublic, options: { vary = [] } }: CompiledPolicy, enforce: boolean): string {
  const read: Record<ActualHeader, string | false> = {
    origin: (!isPublic || enforce) && 'Origin',
    'sec-fetch-site': enforce && 'Sec-Fetch-Site',
  }
  return mergeVary('', [...Object.values(read).filter(Boolean), ...vary].join(', '))
}

/**
 * The method that a CORS-preflight request asks for, or an empty string if the request is not a preflight. A preflight
 * is an `OPTIONS` request with `Origin` and a non-empty `Access-Control-Request-Method`. Any other `OPTIONS` request
 * belongs to the application (https://fetch.spec.whatwg.org/#cors-preflight-request).
 */
export function requestedMethod(request: PolicyRequest, origin: string | null): string {
  return (origin !== null && request.method === 'OPTIONS' && request.headers.get('access-control-request-method')) || ''
}

/**
 * Whether a request comes from a page of the application's own origins, or from no page as far as one can see. Own
 * origins are the browser's word in `Sec-Fetch-Site`, otherwise those in the option `self`.
 */
export function isFromItself({ headers }: PolicyRequest, self: readonly string[] = []): boolean {
  const source = sourceOf(headers.get('sec-fetch-site'), headers.get('origin'), (origin) => self.includes(origin))
  return isOwnSource(source) || source === 'no-browser-evidence'
}
