import { CORS_HEADER, FORBIDDEN_REQUEST_HEADER } from '../../fetch/header-classes.ts'
import { FORBIDDEN_METHOD, SAFELISTED_METHODS } from '../../fetch/method.ts'
import { isToken } from '../../fetch/token.ts'
import { coversHeader, coversMethod } from '../../policy/covers.ts'
import type { PolicyJSON } from '../../policy/options.ts'
import { patternFault } from '../../policy/origins/pattern.ts'
import { isInsecureOrigin } from '../inquiry/index.ts'

/** Everything that a page asks a policy for. */
export interface Demand {
  readonly origin: string
  readonly method: string
  /** In lower case. */
  readonly unsafeNames: readonly string[]
  readonly withCredentials: boolean
  readonly isOriginAllowed: boolean
}

/** The options that change. */
export type PolicyChange = { -readonly [Option in keyof PolicyJSON]?: PolicyJSON[Option] }

/**
 * The options with which a policy allows everything that a page asks for, and not only the first thing that fails.
 *
 * @returns `undefined` when no policy allows it, or only one that `cors()` refuses or that allows more
 */
export function policyChange(demand: Demand, policy: PolicyJSON): PolicyChange | undefined {
  const withCredentials = policy.credentials || demand.withCredentials
  const origin = originChange(demand, policy, withCredentials)
  const methods = methodsChange(demand, policy, withCredentials)
  const headers = headersChange(demand, policy, withCredentials)
  if (!origin || !methods || !headers) return
  const change: PolicyChange = { ...origin, ...(withCredentials && !policy.credentials && credentialsChange(policy)) }
  const { origin: all = policy.origin } = change
  const origins = all === '*' ? [] : all
  if (withCredentials && origins.some(isInsecureOrigin) && !policy.dangerouslyAllowInsecureOrigins) {
    change.dangerouslyAllowInsecureOrigins = true
  }
  Object.assign(change, methods, headers)
  const isRefused = origins.some((entry) => patternFault(entry, { ...policy, ...change }))
  return isRefused || !Object.keys(change).length ? undefined : change
}

function originChange(
  { origin, isOriginAllowed }: Demand,
  { origin: listed, cookieless }: PolicyJSON,
  withCredentials: boolean,
): PolicyChange | undefined {
  // Any page can have the origin `null`, so nothing that allows it may allow credentials.
  if (origin === 'null' && withCredentials) return
  if (listed === '*' ? !withCredentials : isOriginAllowed) return {}
  if (origin === 'null') return { origin: '*' }
  // A page can be on a host whose name holds a star. In a list that is a pattern.
  if (origin.includes('*')) return
  // `cors()` refuses `*` with credentials, and `cookieless` without `*`.
  return listed === '*'
    ? { origin: [origin], ...(cookieless && { cookieless: false }) }
    : { origin: [...listed, origin] }
}

/** Removes what `cors()` refuses with credentials. */
function credentialsChange({ exposeHeaders, dangerouslyAllowNullOrigin }: PolicyJSON): PolicyChange {
  return {
    credentials: true,
    ...(exposeHeaders.includes('*') && { exposeHeaders: [] }),
    ...(dangerouslyAllowNullOrigin && { dangerouslyAllowNullOrigin: false }),
  }
}

function methodsChange(
  demand: Demand,
  { allowMethods, enforce }: PolicyJSON,
  withCredentials: boolean,
): PolicyChange | undefined {
  const method = usualCase(demand.method)
  const methods = withCredentials ? withoutStar(allowMethods, SAFELISTED_METHODS) : allowMethods
  const isSafelisted = SAFELISTED_METHODS.includes(method) && !enforce
  if (isSafelisted || coversMethod({ allowMethods: methods }, method)) {
    return methods === allowMethods ? {} : { allowMethods: methods }
  }
  return isName(method) && !FORBIDDEN_METHOD.test(method) ? { allowMethods: [...methods, method] } : undefined
}

function headersChange(
  { unsafeNames }: Demand,
  policy: PolicyJSON,
  withCredentials: boolean,
): PolicyChange | undefined {
  const { allowHeaders } = policy
  const names = withCredentials ? withoutStar(allowHeaders, []) : allowHeaders
  const listed = new Set(names.map((name) => name.toLowerCase()))
  const missing = unsafeNames.filter((name) => !coversHeader(policy, listed, name))
  if (!missing.length) return names === allowHeaders ? {} : { allowHeaders: names }
  const isRefused = (name: string): boolean =>
    !isName(name) || FORBIDDEN_REQUEST_HEADER.test(name) || CORS_HEADER.test(name)
  return missing.some(isRefused) ? undefined : { allowHeaders: [...names, ...missing] }
}

/** Whether a list can hold a name. `cors()` takes `*` as well, but that is a wildcard, which allows more. */
function isName(name: string): boolean {
  return name !== '*' && isToken(name)
}

/** The only case in which `cors()` lists a method. */
export function usualCase(method: string): string {
  return method.toUpperCase()
}

/** With credentials, browsers read `*` as a name (https://fetch.spec.whatwg.org/#cors-protocol-and-credentials). */
function withoutStar(list: readonly string[], fallback: readonly string[]): readonly string[] {
  return list.includes('*') ? [...new Set([...fallback, ...list.filter((entry) => entry !== '*')])] : list
}

/** The names that a change adds to a list. */
export function addedTo(
  option: 'allowMethods' | 'allowHeaders',
  change: PolicyChange,
  policy: PolicyJSON,
): readonly string[] {
  const listed = new Set(policy[option])
  return (change[option] ?? []).filter((name) => !listed.has(name))
}
