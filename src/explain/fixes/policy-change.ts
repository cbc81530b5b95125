import { isTrustworthy } from '../../browser/terms/origin.ts'
import { SAFELISTED_METHODS, STANDARD_METHOD } from '../../fetch/method.ts'
import { coversHeader, coversMethod } from '../../policy/covers.ts'
import type { CorsOptions, PolicyJSON } from '../../policy/options.ts'
import { patternFault } from '../../policy/origins/pattern.ts'

/** What a page asks for. */
export interface Demand {
  readonly origin: string
  readonly method: string
  /** In lower case. */
  readonly unsafeNames: readonly string[]
  readonly withCredentials: boolean
  readonly isOriginAllowed: boolean
}

type Change = { -readonly [Option in keyof PolicyJSON]?: PolicyJSON[Option] }

/**
 * What a policy has to say otherwise so that a page may do what it asks for: all of it, not only what fails first.
 *
 * @returns `undefined` when no policy can say so
 */
export function policyChange(demand: Demand, policy: PolicyJSON): Partial<CorsOptions> | undefined {
  const { origin, unsafeNames, isOriginAllowed } = demand
  const method = usualCase(demand.method)
  const change: Change = {}
  const isCredentialed = policy.credentials || demand.withCredentials
  if (origin === 'null') {
    // Whoever allows `null` allows everybody.
    if (isCredentialed) return
    if (!isOriginAllowed) change.origin = '*'
  } else if (policy.origin === '*') {
    if (isCredentialed) {
      change.origin = [origin]
      if (policy.cookieless) change.cookieless = false
    }
  } else if (!isOriginAllowed) change.origin = [...policy.origin, origin]
  if (isCredentialed && !policy.credentials) {
    change.credentials = true
    // A literal name with credentials, which `cors()` refuses.
    if (policy.exposeHeaders.includes('*')) change.exposeHeaders = []
    if (policy.dangerouslyAllowNullOrigin) change.dangerouslyAllowNullOrigin = false
  }
  const { origin: all = policy.origin } = change
  const origins = all === '*' ? [] : all
  const isInsecure = origins.some(isInsecureOrigin)
  if (isCredentialed && isInsecure && !policy.dangerouslyAllowInsecureOrigins) {
    change.dangerouslyAllowInsecureOrigins = true
  }
  const methods = isCredentialed ? withoutStar(policy.allowMethods, SAFELISTED_METHODS) : policy.allowMethods
  const isSafelisted = SAFELISTED_METHODS.includes(method) && !policy.enforce
  const isMethodListed = isSafelisted || coversMethod({ allowMethods: methods }, method)
  if (!isMethodListed) change.allowMethods = [...methods, method]
  else if (methods !== policy.allowMethods) change.allowMethods = methods
  const names = isCredentialed ? withoutStar(policy.allowHeaders, []) : policy.allowHeaders
  const listed = new Set(names.map((name) => name.toLowerCase()))
  const missing = unsafeNames.filter((name) => !coversHeader(policy, listed, name))
  if (missing.length) change.allowHeaders = [...names, ...missing]
  else if (names !== policy.allowHeaders) change.allowHeaders = names
  // In a list, a name with a star is for more than it says, or refused.
  const isStar = (change.origin && origin.includes('*')) || (!isMethodListed && method === '*') || missing.includes('*')
  const isRefused = origins.some((entry) => patternFault(entry, { ...policy, ...change }))
  return isStar || isRefused || !Object.keys(change).length ? undefined : change
}

/** The only case in which a policy lists a method of a standard. */
export function usualCase(method: string): string {
  return STANDARD_METHOD.test(method) ? method.toUpperCase() : method
}

function withoutStar(list: readonly string[], fallback: readonly string[]): readonly string[] {
  return list.includes('*') ? [...new Set([...fallback, ...list.filter((entry) => entry !== '*')])] : list
}

export function isInsecureOrigin(origin: string): boolean {
  return origin.startsWith('http:') && URL.canParse(origin) && !isTrustworthy(new URL(origin))
}
