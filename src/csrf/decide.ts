import { AMBIENT_SCHEME } from '../fetch/auth-scheme.ts'
import { SAFE_METHOD } from '../fetch/safe-method.ts'
import { isOwnSource, sourceOf } from '../fetch/source.ts'
import type { CorsRequest } from '../server/request.ts'
import type { CompiledGuard } from './compile.ts'
import type { CsrfDecision, CsrfReason } from './decision.ts'

/** The parts of a request that a guard reads, which are those that a policy reads. */
export type CsrfRequest = CorsRequest

const OVERRIDES = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']

/**
 * Decides whether a request may write. The evidence is in headers that scripts cannot set: `Sec-Fetch-Site`
 * (https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header), otherwise `Origin`, compared byte for byte.
 * The content type, `Referer` and the body are deliberately not read, because forms and scripts of any site choose the
 * content type and the body, and can leave out the `Referer`.
 *
 * @param read gets every request header that the decision reads, except the two that no cache compares: the URL has the
 * `Host`, and an answer to an `Upgrade` is not stored
 */
export function decide(
  guard: CompiledGuard,
  { method, headers, url }: CsrfRequest,
  read: (name: string) => string | null = (name) => headers.get(name),
): CsrfDecision {
  const decision = (allowed: boolean, reason: CsrfReason): CsrfDecision => ({ allowed, reason })
  const [, secure, authority, path] = /^http(s?):\/\/([^/?#]*)([^?#]*)/.exec(url) ?? []
  // An HTTP/2 request may have no `Host`; then the URL has its authority (RFC 9113, section 8.3.1). Browsers use HTTP/2
  // only over TLS, so the URL is not trusted for `http:`.
  if (guard.allowedHosts?.has(headers.get('host') ?? (secure && authority)) === false)
    return decision(false, 'host-not-allowed')
  // A WebSocket is opened by a GET with cookies that CORS does not cover, so this GET is not safe
  // (https://websockets.spec.whatwg.org/#opening-handshake).
  const isUpgrade = /websocket/i.test(headers.get('upgrade')!)
  const isOverridden =
    !isUpgrade && guard.methodOverride && OVERRIDES.some((name) => !SAFE_METHOD.test(read(name) || 'GET'))
  const isSafe = !isOverridden && SAFE_METHOD.test(method)
  if (!isUpgrade) {
    if (isSafe) return decision(true, 'safe-method')
    if (!isOverridden && guard.bypass.has(`${method} ${path}`)) return decision(true, 'bypass')
  }
  // Browsers send `Origin` with every WebSocket handshake. It says more than `Sec-Fetch-Site`, which is not read then.
  const site = (!isSafe && read('Sec-Fetch-Site')) || null
  const origin = read('Origin') || null
  const source = sourceOf(site, origin, (own) => guard.self.has(own))
  if (site && isOwnSource(source)) return decision(true, source)
  if (guard.trusted.has(origin)) return decision(true, 'trusted-origin')
  if (source !== 'no-browser-evidence') return decision(source === 'origin-self', source)
  const isDenied =
    guard.missing === 'deny' || isUpgrade || read('Cookie') !== null || AMBIENT_SCHEME.test(read('Authorization')!)
  return decision(guard.missing === 'allow' || !isDenied, source)
}
