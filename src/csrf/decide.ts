import { AMBIENT_SCHEME } from '../fetch/auth-scheme.ts'
import { SAFE_METHOD } from '../fetch/safe-method.ts'
import type { CorsRequest } from '../server/request.ts'
import type { CompiledGuard } from './compile.ts'
import type { CsrfDecision, CsrfReason } from './decision.ts'

/** The parts of a request that a guard reads, which are those that a policy reads. */
export type CsrfRequest = CorsRequest

const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override']

/**
 * Decides whether a request may write. The evidence is what scripts cannot set: `Sec-Fetch-Site`
 * (https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header), else `Origin`, byte for byte. Deliberately
 * not read: the content type, `Referer` and the body, in which forms and scripts can send nearly anything to anybody.
 */
export function decide(guard: CompiledGuard, { method, headers, url }: CsrfRequest): CsrfDecision {
  const decision = (allowed: boolean, reason: CsrfReason): CsrfDecision => ({ allowed, reason })
  const [, secure, authority, path] = /^http(s?):\/\/([^/?#]*)([^?#]*)/.exec(url) ?? []
  // HTTP/2 may have no `Host`, and browsers speak it over TLS only: there the URL has the authority in its place.
  if (guard.allowedHosts?.has(headers.get('host') ?? (secure && authority)) === false)
    return decision(false, 'host-not-allowed')
  // A WebSocket is opened by GET, with cookies, outside of CORS (https://websockets.spec.whatwg.org/#opening-handshake).
  const isUpgrade = /websocket/i.test(headers.get('upgrade')!)
  const isOverridden =
    !isUpgrade && guard.methodOverride && OVERRIDES.some((name) => !SAFE_METHOD.test(headers.get(name) || 'GET'))
  const isSafe = !isOverridden && SAFE_METHOD.test(method)
  if (!isUpgrade) {
    if (isSafe) return decision(true, 'safe-method')
    if (!isOverridden && guard.bypass.has(`${method} ${path}`)) return decision(true, 'bypass')
  }
  // Browsers open every WebSocket with its `Origin`, which says more.
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
