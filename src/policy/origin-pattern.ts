import { isDomain, isLoopback, parseOrigin } from '../fetch/origin.ts'
import type { PolicyIssueCode } from './issues.ts'
import { isRegistrySuffix, isTenantSuffix } from './public-suffixes.ts'

/** What a text shows that is no pattern, the first that fits. Here a RegExp may look: `cors()` reads no request. */
const FAULTS: readonly (readonly [PolicyIssueCode, RegExp])[] = [
  ['origin-empty', /^\s*$/],
  ['origin-star-in-list', /^\*$/],
  ['origin-null', /^null$/i],
  ['origin-separator', /[\s,]/],
  ['origin-opaque-scheme', /^(about|blob|data|file|filesystem|javascript|view-source|wss?):/i],
  ['origin-has-path', /[\\^$]|:\/\/.*[/?#]/],
  ['origin-no-scheme', /^(?!.*:\/\/)/],
  ['origin-userinfo', /@/],
  ['wildcard-no-base', /\*\.$/],
  ['wildcard-port', /^[^*]*:\*$/],
  ['wildcard-position', /\*/],
  ['origin-port', /:(443|80|0\d*|\d{5,})?$/],
  ['origin-not-canonical', /^/],
]

/** Schemes whose documents have an opaque origin, or that have no documents. */
const OPAQUE = FAULTS[4]?.[1] as RegExp

/**
 * What keeps a text from being an origin pattern: a serialized origin, one with `*` for any name below a domain, or one
 * with `*` for any port of a loopback host. Nothing else: a star anywhere else admits hosts that strangers can register.
 */
export function patternFault(
  text: string,
  rules: { readonly [option: string]: unknown } = {},
): PolicyIssueCode | undefined {
  const isAnyPort = text.endsWith(':*')
  const isSubdomain = text.includes('://*.')
  const origin = parseOrigin((isAnyPort ? text.slice(0, -2) : text).replace('://*.', '://'))
  const isLocal = origin && isLoopback(origin.host)
  if (
    !origin ||
    OPAQUE.test(text) ||
    (isAnyPort && (!isLocal || origin.port)) ||
    (isSubdomain && (!isDomain(origin.host) || origin.host.length > 251))
  ) {
    return FAULTS.find(([, fault]) => fault.test(text))?.[0]
  }
  if (isLocal) return
  if (isSubdomain && isRegistrySuffix(origin.host)) return 'wildcard-registry-suffix'
  if (rules.credentials !== true) return
  if (isSubdomain && rules.dangerouslyAllowPublicSuffixes !== true && isTenantSuffix(origin.host))
    return 'wildcard-public-suffix'
  return origin.scheme === 'http' && rules.dangerouslyAllowInsecureOrigins !== true
    ? 'insecure-origin-credentials'
    : undefined
}

/** The pattern that a faulty text seems to mean. Runs in `cors()` only, so that `new URL()` may help. */
export function suggestPattern(text: string, fault: PolicyIssueCode): string | undefined {
  const bare = text.trim()
  const scheme = bare.includes('://') ? '' : isLoopback(bare.replace(/:.*/, '')) ? 'http://' : 'https://'
  if (fault === 'origin-null' || !URL.canParse(scheme + bare)) return
  const { protocol, host } = new URL(scheme + bare)
  const pattern = `${fault === 'insecure-origin-credentials' ? 'https:' : protocol}//${host.replace(/\.(?=$|:)/, '')}`
  return pattern === text || patternFault(pattern) ? undefined : pattern
}
