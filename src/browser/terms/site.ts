import { isListedSuffix, REGISTRY_SUFFIX } from '../../policy/origins/public-suffixes.ts'
import { isSameOrigin } from './origin.ts'

/** Bytes of a name in DNS (RFC 1035, section 2.3.4). */
const MAX_HOST = 253

/**
 * The registrable domain of a host (https://url.spec.whatwg.org/#host-registrable-domain), as far as this library's
 * curated public suffixes know it. Addresses, `localhost` and public suffixes themselves have none, and so have hosts that
 * are too long for DNS, which the URL parser accepts.
 */
export function registrableDomain(host: string): string | undefined {
  if (host.length > MAX_HOST || host.startsWith('[') || /^\d+(\.\d+){3}$/.test(host) || isPublicSuffix(host)) return
  const labels = host.split('.')
  for (let at = 0; at < labels.length - 1; at++) {
    const parent = labels.slice(at + 1).join('.')
    if (isPublicSuffix(parent)) return labels.slice(at).join('.')
  }
  return
}

/** Whether strangers have names below a domain. */
export function isPublicSuffix(domain: string): boolean {
  return REGISTRY_SUFFIX.test(domain) || isListedSuffix(domain)
}

/** The host of a serialized origin, without its port. */
const HOST = /^[^:]+:\/\/(\[[^\]]*\]|[^:]*)/

/** The last pair of origins and the answer for it, because a page usually calls one server many times. */
let last = { one: '', other: '', isSame: false }

/**
 * Whether two serialized origins are schemelessly same site
 * (https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site). Opaque origins never are.
 */
export function isSchemelesslySameSite(one: string, other: string): boolean {
  if (last.one !== one || last.other !== other) last = { one, other, isSame: isSameSite(hostOf(one), hostOf(other)) }
  return last.isSame
}

function hostOf(origin: string): string | undefined {
  return HOST.exec(origin)?.[1]
}

function isSameSite(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false
  const domain = registrableDomain(one)
  return one === other || (domain !== undefined && domain === registrableDomain(other))
}

/**
 * The relation between a page's origin and a target's, as `Sec-Fetch-Site` expresses it
 * (https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header).
 */
export function siteOf(origin: string, target: string): 'same-origin' | 'same-site' | 'cross-site' {
  if (isSameOrigin(origin, target)) return 'same-origin'
  const isSameScheme = origin.split(':', 1)[0] === target.split(':', 1)[0]
  return isSameScheme && isSchemelesslySameSite(origin, target) ? 'same-site' : 'cross-site'
}

/** The site of an origin, with its scheme (https://html.spec.whatwg.org/multipage/browsers.html#obtain-a-site). */
export function siteKey(origin: string): string {
  const host = hostOf(origin)
  return host === undefined ? origin : `${origin.split(':', 1)[0]}://${registrableDomain(host) ?? host}`
}
