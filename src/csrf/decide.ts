import { AMBIENT_SCHEME } from '../fetch/auth-scheme.ts'
import { SAFE_METHOD } from '../fetch/safe-method.ts'
import type { CorsRequest } from '../server/request.ts'
import type { CompiledGuard } from './compile.ts'
import type { CsrfDecision, CsrfReason } from './decision.ts'

/** The parts of a request that a guard reads, which are those that a policy reads. */
export type CsrfRequest = CorsRequest

const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override']

/**
 * Decides whether a request may write. The evidence is in headers that scripts cannot set: `Sec-Fetch-Site`
 * (https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header), otherwise `Origin`, compared byte for byte.
 * The content type, `Referer` and the body are deliberately not read, because forms and scripts of any site choose the
 * content type and the body, and can leave out the `Referer`.
 */
export function decide(guard: CompiledGuard, { method, headers, url }: CsrfRequest): CsrfDecision {
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
    !isUpgrade && guard.methodOverride && OVERRIDES.some((name) => !SAFE_METHOD.test(headers.get(name) || 'GET'))
  const isSafe = !isOverridden && SAFE_METHOD.test(method)
  if (!isUpgrade) {
    if (isSafe) return decision(true, 'safe-method')
    if (!isOverridden && guard.bypass.has(`${method} ${path}`)) return decision(true, 'bypass')
  }
  // Browsers send `Origin` with every WebSocket handshake. It says more than `Sec-Fetch-Site`, which is not read then.
  const site = isSafe ? '' : headers.get('Sec-Fetch-Site')
  const origin = headers.get('Origin')
  if (site === 'same-origin' || site === 'none') return decision(true, `sfs-${site}`)
  if (guard.trusted.has(origin)) return decision(true, 'trusted-origin')
  if (site === 'same-site' || site === 'cross-site') return decision(false, `sfs-${site}`)
  if (site) return decision(false, 'sfs-unknown')
  if (guard.self.has(origin)) return decision(true, 'origin-self')
  if (origin) return decision(false, 'origin-mismatch')
  const isDenied =
    guard.missing === 'deny' ||
    isUpgrade ||
    headers.get('cookie') !== null ||
    AMBIENT_SCHEME.test(headers.get('authorization')!)
  return decision(guard.missing === 'allow' || !isDenied, 'no-browser-evidence')
}
