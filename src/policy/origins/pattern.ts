import { isDomain, isLoopback, parseOrigin } from '../../fetch/origin.ts'
import type { PolicyIssueCode } from '../issues.ts'
import { isTenantSuffix, REGISTRY_SUFFIX } from './public-suffixes.ts'

const OPAQUE_SCHEME = /^(about|blob|data|file|filesystem|javascript|view-source|wss?):/i

/**
 * Signs of what is wrong with a string that is not a pattern; the first match counts. RegExps that backtrack are no
 * risk here, because `cors()` runs them on options, never on a request.
 */
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
 * Says why a string is not an origin pattern. A pattern is a serialized origin, possibly with `*` for any name below a
 * domain, or with `*` for any port of a loopback host. A star anywhere else would admit hosts that strangers can
 * register.
 *
 * @param options the policy's other options: `credentials` rules out some patterns
 */
export function patternFault(
  text: string,
  options: { readonly [option: string]: unknown } = {},
): PolicyIssueCode | undefined {
  const isWildcard = text.includes('://*')
  // Replacing the stars turns a pattern into an origin, which the strict parser can check. Only domains have names below
  // them.
  const origin = parseOrigin(text.replace('://*.', '://a.').replace(/:\*$/, ':1'), isWildcard ? isDomain : undefined)
  const isLocal = origin && isLoopback(origin.host)
  // The grammar of origins also has schemes whose documents have an opaque origin, and schemes without documents.
  if (!origin || OPAQUE_SCHEME.test(text) || (text.endsWith(':*') && !isLocal)) {
    return Object.entries(FAULTS).find(([, sign]) => sign.test(text))?.[0] as PolicyIssueCode
  }
  if (isLocal) return
  const domain = isWildcard && origin.host.slice(2)
  if (domain && REGISTRY_SUFFIX.test(domain)) return 'wildcard-registry-suffix'
  if (options.credentials !== true) return
  if (domain && options.dangerouslyAllowPublicSuffixes !== true && isTenantSuffix(domain))
    return 'wildcard-public-suffix'
  return origin.scheme === 'http' && options.dangerouslyAllowInsecureOrigins !== true
    ? 'insecure-origin-credentials'
    : undefined
}
