import { isLoopback } from '../fetch/origin.ts'
import { isToken } from '../fetch/token.ts'
import type { PolicyIssueCode } from './issues.ts'
import { patternFault } from './origins/pattern.ts'

/** IP addresses and names of local networks. Certificates are rarely issued for them, so `https` is not suggested. */
const WITHOUT_CERTIFICATE = /^[^.]+$|[\d\]]$|\.(local|lan|home|internal|corp|arpa)$/

/**
 * The pattern that was probably meant. `new URL()` is safe here, because `cors()` calls it for options, never for a
 * request.
 */
export function suggestPattern(text: string, fault: PolicyIssueCode): string | undefined {
  const bare = text.trim().replace(/^(["'])(.*)\1$/, '$2')
  const scheme = bare.includes('://') ? '' : isLoopback(bare.replace(/:.*/, '')) ? 'http://' : 'https://'
  if (fault === 'origin-null' || !URL.canParse(scheme + bare)) return
  const { protocol, host, hostname } = new URL(scheme + bare)
  if (fault === 'insecure-origin-credentials' && WITHOUT_CERTIFICATE.test(hostname)) return
  const pattern = `${fault === 'insecure-origin-credentials' ? 'https:' : protocol}//${host}`.replace(
    // `a.example.` loses its dot. `app://.` keeps it, because that dot is the whole host.
    /^(https?:.*)\.(?=$|:\d)/,
    '$1',
  )
  return pattern === text || patternFault(pattern) ? undefined : pattern
}

/** The list that was probably meant by a string of names, separated by commas or spaces. */
export function suggestTokens(value: unknown): string[] | undefined {
  const names = typeof value === 'string' ? value.split(/[\s,]+/) : ['']
  return names.every(isToken) ? names : undefined
}

/** The nearest valid `maxAge`, which is the value itself if it is valid. */
export function suggestMaxAge(value: unknown): number | undefined {
  const seconds = typeof value === 'string' ? Number(value) : value
  return typeof seconds === 'number' && seconds >= -Infinity
    ? Math.trunc(Math.min(Math.max(seconds, 0), 86400))
    : undefined
}
