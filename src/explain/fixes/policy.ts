import { CORS_HEADER, FORBIDDEN_REQUEST_HEADER } from '../../fetch/header-classes.ts'
import { FORBIDDEN_METHOD, SAFELISTED_METHODS, STANDARD_METHOD } from '../../fetch/method.ts'
import { isToken } from '../../fetch/token.ts'
import { coversHeader, coversMethod } from '../../policy/covers.ts'
import type { CorsOptions, PolicyJSON } from '../../policy/options.ts'
import { patternFault } from '../../policy/origins/pattern.ts'
import { inCode, literal } from '../../wording/code.ts'
import { enumerate } from '../../wording/enumerate.ts'
import { includesCredentials, type Inquiry, isInsecureOrigin } from '../inquiry/index.ts'
import type { Fix } from './fix.ts'

/** A change of the policy that lets the page do all that it asks for. */
export function inPolicy(inquiry: Inquiry): Fix | undefined {
  const { request, options: policy, hasPredicate, unsafeNames, isOriginAllowed = false } = inquiry
  if (!policy) return
  const { origin, method } = request
  const demand = { origin, method, unsafeNames, isOriginAllowed, withCredentials: includesCredentials(inquiry) }
  const change = policyChange(demand, policy)
  if (!change) return
  const predicate = `({ serialized }) => serialized === ${literal(origin)}`
  const lines = Object.entries(change).map(([option, value]) => {
    const isForPredicate = hasPredicate && option === 'origin' && value !== '*'
    return `${option}: ${isForPredicate ? predicate : literal(value)}`
  })
  const fix = { change: 'policy', sentence: reasonFor(change, origin), value: lines.join(',\n') } as const
  return hasPredicate ? fix : { ...fix, options: change }
}

function reasonFor(options: Partial<CorsOptions>, origin: string): string {
  const what = [
    options.origin === '*' && 'everybody (any page can have the origin `null`)',
    options.origin !== undefined && options.origin !== '*' && `the origin ${inCode(origin)}`,
    options.credentials && 'credentials',
    options.allowMethods && 'the method',
    options.allowHeaders?.length && 'the headers',
  ].filter((text) => typeof text === 'string')
  const risk = options.dangerouslyAllowInsecureOrigins
    ? ' Better open the page over https: over http, anybody on the way can speak for it.'
    : ''
  return `Allow ${enumerate(what) || 'it'}.${risk}`
}

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
  const isImpossible =
    (change.origin && origin.includes('*')) ||
    (!isMethodListed && !canList(method, FORBIDDEN_METHOD)) ||
    !missing.every((name) => canList(name, FORBIDDEN_REQUEST_HEADER) && !CORS_HEADER.test(name)) ||
    origins.some((entry) => patternFault(entry, { ...policy, ...change }))
  return isImpossible || !Object.keys(change).length ? undefined : change
}

/** Whether `cors()` takes a name into a list. It takes `*` as well, which allows more than the page asks for. */
function canList(name: string, forbidden: RegExp): boolean {
  return name !== '*' && isToken(name) && !forbidden.test(name)
}

/** The only case in which a policy lists a method of a standard. */
export function usualCase(method: string): string {
  return STANDARD_METHOD.test(method) ? method.toUpperCase() : method
}

function withoutStar(list: readonly string[], fallback: readonly string[]): readonly string[] {
  return list.includes('*') ? [...new Set([...fallback, ...list.filter((entry) => entry !== '*')])] : list
}
