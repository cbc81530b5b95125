import { AMBIENT_SCHEME } from '../fetch/auth-scheme.ts'
import { SAFE_METHOD } from '../fetch/safe-method.ts'
import type { CsrfRules } from './compile.ts'
import type { CsrfReason, CsrfVerdict } from './decision.ts'

/** What a verdict reads of a request. */
export type CsrfRequest = Pick<Request, 'method' | 'headers' | 'url'>

const OVERRIDES = ['x-http-method-override', 'x-http-method', 'x-method-override']

/**
 * Whether a request may write. Evidence is what scripts cannot set: `Sec-Fetch-Site`
 * (https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header), else `Origin`, byte for byte. Deliberately
 * not read: the content type, `Referer` and the body, in which forms and scripts send nearly anything to anybody.
 */
export function judge(rules: CsrfRules, { method, headers, url }: CsrfRequest): CsrfVerdict {
  const verdict = (allowed: boolean, reason: CsrfReason): CsrfVerdict => ({ allowed, reason })
  const [, secure, authority, path] = /^http(s?):\/\/([^/?#]*)([^?#]*)/.exec(url) ?? []
  // Over HTTP/2, which browsers speak with TLS only, there may be no `Host`: what stands for it is in the URL.
  if (rules.allowedHosts?.has(headers.get('host') ?? (secure && authority)) === false)
    return verdict(false, 'host-not-allowed')
  // Opened by GET, with cookies, outside of CORS (https://websockets.spec.whatwg.org/#opening-handshake).
  const isUpgrade = /websocket/i.test(headers.get('upgrade')!)
  const isOverridden =
    !isUpgrade && rules.methodOverride && OVERRIDES.some((name) => !SAFE_METHOD.test(headers.get(name) || 'GET'))
  const isSafe = !isOverridden && SAFE_METHOD.test(method)
  if (!isUpgrade) {
    if (isSafe) return verdict(true, 'safe-method')
    if (!isOverridden && rules.bypass?.has(`${method} ${path}`)) return verdict(true, 'bypass')
  }
  // Browsers open every WebSocket with its `Origin`, which says more.
  const site = isSafe ? '' : headers.get('Sec-Fetch-Site')
  const origin = headers.get('Origin')
  if (site === 'same-origin' || site === 'none') return verdict(true, `sfs-${site}`)
  if (rules.trusted?.has(origin)) return verdict(true, 'trusted-origin')
  if (site === 'same-site' || site === 'cross-site') return verdict(false, `sfs-${site}`)
  if (site) return verdict(false, 'sfs-unknown')
  if (rules.self.has(origin)) return verdict(true, 'origin-self')
  if (origin) return verdict(false, 'origin-mismatch')
  const isDenied =
    rules.missing === 'deny' || isUpgrade || headers.has('cookie') || AMBIENT_SCHEME.test(headers.get('authorization')!)
  return verdict(rules.missing === 'allow' || !isDenied, 'no-browser-evidence')
}
