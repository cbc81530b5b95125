import { isLoopback, parseOrigin } from '../../fetch/origin.ts'
import type { PolicyIssueCode } from '../issues.ts'
import { isTenantSuffix, REGISTRY_SUFFIX } from './public-suffixes.ts'

const OPAQUE_SCHEME = /^(about|blob|data|file|filesystem|javascript|view-source|wss?):/i

/** What is wrong with a string that is not a pattern: the first sign that fits. RegExps may look, because `cors()` reads no request. */
const FAULTS: { readonly [Code in PolicyIssueCode]?: RegExp } = {
  'origin-empty': /^\s*$/,
  'origin-star-in-list': /^\*$/,
  'origin-null': /^null$/i,
  'origin-separator': /[\s,]/,
  'origin-opaque-scheme': OPAQUE_SCHEME,
  'origin-has-path': /[\\^$]|:\/\/.*[/?#]/,
  'origin-no-scheme': /^(?!.*:\/\/)/,
  'origin-userinfo': /@/,
  'wildcard-no-base': /\*\.$/,
  'wildcard-port': /^[^*]*:\*$/,
  'wildcard-position': /\*/,
  'origin-port': /:(443|80|0\d*|\d{5,})?$/,
  'origin-not-canonical': /^/,
}

/**
 * Says why a string is not an origin pattern. A pattern is a serialized origin, one with `*` for any name below a
 * domain, or one with `*` for any port of a loopback host; a star anywhere else admits hosts that strangers can register.
 *
 * @param options those that the pattern is used with: `credentials` rules out some patterns
 */
export function patternFault(
  text: string,
  options: { readonly [option: string]: unknown } = {},
): PolicyIssueCode | undefined {
  // A pattern is an origin once something stands in place of its stars.
  const origin = parseOrigin(text.replace('://*.', '://a.').replace(/:\*$/, ':1'))
  const isLocal = origin && isLoopback(origin.host)
  // Schemes whose documents have an opaque origin, or that have no documents, are in the grammar all the same.
  if (!origin || OPAQUE_SCHEME.test(text) || (text.endsWith(':*') && !isLocal)) {
    return Object.entries(FAULTS).find(([, sign]) => sign.test(text))?.[0] as PolicyIssueCode
  }
  if (isLocal) return
  const domain = text.includes('*') && origin.host.slice(2)
  if (domain && REGISTRY_SUFFIX.test(domain)) return 'wildcard-registry-suffix'
  if (options.credentials !== true) return
  if (domain && options.dangerouslyAllowPublicSuffixes !== true && isTenantSuffix(domain))
    return 'wildcard-public-suffix'
  return origin.scheme === 'http' && options.dangerouslyAllowInsecureOrigins !== true
    ? 'insecure-origin-credentials'
    : undefined
}
