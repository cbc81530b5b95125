import { isDomain, isLoopback, parseOrigin } from '../fetch/origin.ts'
import type { PolicyIssueCode } from './issues.ts'
import { publicSuffix } from './public-suffixes.ts'

/** One valid entry of the option `origin`. */
export interface OriginPattern {
  /** As it was given, which is its canonical form. */
  readonly text: string
  /** Whether it stands for more than one origin: `https://*.example.com`, `http://localhost:*`. */
  readonly isWildcard: boolean
  /** What makes it too weak for credentials. */
  readonly weakness: 'insecure-origin-credentials' | 'wildcard-public-suffix' | undefined
}

/** What schemes have an opaque origin, or no documents. */
const WITHOUT_ORIGIN = /^(about|blob|data|file|filesystem|javascript|view-source|wss?):/i

/** What a text shows that is no pattern, the first that fits. Here a RegExp may look: `cors()` reads no request. */
const FAULTS: readonly (readonly [PolicyIssueCode, RegExp])[] = [
  ['origin-empty', /^\s*$/],
  ['origin-star-in-list', /^\*$/],
  ['origin-null', /^null$/i],
  ['origin-separator', /[\s,]/],
  ['origin-opaque-scheme', WITHOUT_ORIGIN],
  ['origin-has-path', /^[a-z+.-]*:\/\/.*[/?#\\]|[\\^$]/i],
  ['origin-no-scheme', /^(?!.*:\/\/)/],
  ['origin-userinfo', /@/],
  ['wildcard-no-base', /\*\.$/],
  ['wildcard-port', /^[^*]*:\*$/],
  ['wildcard-position', /\*/],
  ['origin-port', /:\d*$/],
  ['origin-not-canonical', /^/],
]

/**
 * Reads an origin pattern: a serialized origin, one with `*` for any name below a domain, or one with `*` for any
 * port of a loopback host. Nothing else: a star anywhere else admits hosts that strangers can register.
 *
 * @returns why it is none, as a code
 */
export function parsePattern(text: string): OriginPattern | PolicyIssueCode {
  const isAnyPort = text.endsWith(':*')
  const isSubdomain = text.includes('://*.')
  const origin = parseOrigin((isAnyPort ? text.slice(0, -2) : text).replace('://*.', '://'))
  const isLocal = origin && isLoopback(origin.host)
  const suffix = origin && isSubdomain && !isLocal && publicSuffix(origin.host)
  if (suffix === 'registry') return 'wildcard-registry-suffix'
  return origin &&
    !WITHOUT_ORIGIN.test(text) &&
    !(isAnyPort && (!isLocal || origin.port)) &&
    !(isSubdomain && (!isDomain(origin.host) || origin.host.length > 251))
    ? {
        text,
        isWildcard: isAnyPort || isSubdomain,
        weakness: suffix
          ? 'wildcard-public-suffix'
          : origin.scheme === 'http' && !isLocal
            ? 'insecure-origin-credentials'
            : undefined,
      }
    : (FAULTS.find(([, fault]) => fault.test(text)) as (typeof FAULTS)[number])[0]
}

/** The pattern that a faulty text seems to mean. Runs in `cors()` only, so that `new URL()` may help. */
export function suggestPattern(text: unknown, fault: PolicyIssueCode): string | undefined {
  if (typeof text !== 'string' || fault === 'origin-null') return
  try {
    const bare = text.trim()
    const scheme = bare.includes('://') ? '' : isLoopback(bare.replace(/:.*/, '')) ? 'http://' : 'https://'
    const { protocol, host } = new URL(scheme + bare)
    const pattern = `${fault === 'insecure-origin-credentials' ? 'https:' : protocol}//${host.replace(/\.(?=$|:)/, '')}`
    return pattern === text || typeof parsePattern(pattern) === 'string' ? undefined : pattern
  } catch {
    return
  }
}
