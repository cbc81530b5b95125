import { SAFE_METHOD } from '../fetch/safe-method.ts'
import { PolicyError, type PolicyIssue } from '../policy/issues.ts'
import type { CorsPolicy } from '../server/cors-policy.ts'
import type { CsrfOptions } from './options.ts'
import { RULES, write } from './rules.ts'

/** Valid options, with the lists as lookups. */
export interface CsrfRules extends Pick<CsrfOptions, 'missing' | 'methodOverride' | 'mode' | 'onDeny'> {
  readonly self: ReadonlySet<unknown>
  readonly trusted?: ReadonlySet<unknown>
  readonly allowedHosts?: ReadonlySet<unknown>
  readonly bypass?: ReadonlySet<unknown>
}

/**
 * Turns options into lookups.
 *
 * @throws {PolicyError} with every problem that the options have
 */
export function compile(options: unknown): CsrfRules {
  // Own properties only: what somebody adds to Object.prototype is no option.
  const given: Record<string, unknown> = { __proto__: null, self: undefined, ...Object(options) }
  given['trusted'] = originsOf(given['trusted'])
  const issues: PolicyIssue[] = []
  for (const option in given) {
    const value = given[option]
    const rule = RULES[option] ?? [Object.keys(RULES).join()]
    if (value === undefined && option !== 'self') continue
    // Origins, hosts and routes, which have an example
    const isList = rule.length > 2
    // Copied, so that what is checked is what is used.
    const list = isList ? [value].flat() : [value]
    list.forEach((item, index) => {
      const suggestion = write(rule, item)
      if (suggestion === item && item !== undefined) return
      const got = typeof item === 'string' ? JSON.stringify(item) : typeof item
      issues.push({
        code: option in RULES ? 'option-type' : 'option-unknown',
        path: isList ? [option, index] : [option],
        value: item,
        message: `Got ${got}, expected ${JSON.stringify(suggestion) ?? rule.at(-1)}`,
        suggestion,
      })
    })
    if (isList) given[option] = new Set(list)
  }
  if (issues.length) throw new PolicyError(issues)
  return given as unknown as CsrfRules
}

/**
 * Whom a policy lists, if its credentials and methods let them write. Anything else stays what it is, also a policy that
 * cannot say whom it lists: one with a predicate.
 */
function originsOf(value: unknown): unknown {
  try {
    if (!Object.hasOwn(value as object, 'toJSON')) return value
    const { origin, credentials, enforce, allowMethods } = (value as CorsPolicy).toJSON()
    return credentials && !(enforce && allowMethods.every((method) => SAFE_METHOD.test(method))) ? origin : []
  } catch {
    return value
  }
}
