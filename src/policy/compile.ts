import { distinctNames } from '../fetch/header-names.ts'
import { issue, PolicyError, type PolicyIssue } from './issues.ts'
import type { CorsOptions, OriginPredicate, PolicyJSON } from './options.ts'
import { compileOriginSet, type OriginSet } from './origins/set.ts'
import { type Given, RULES } from './rules.ts'
import { suggestOption } from './suggest.ts'

/** A valid policy, worked out once so that a request costs lookups. */
export interface CompiledPolicy {
  /** Whether any origin is allowed, so that all answers are the same. */
  readonly isPublic: boolean
  /** The lookup of the listed origins, of which there are none when a predicate decides. */
  readonly origins: OriginSet
  readonly predicate: OriginPredicate | undefined
  /** In lower case. */
  readonly headers: ReadonlySet<string>
  /** The normalised options, without functions. */
  readonly options: PolicyJSON
  readonly onDecision: CorsOptions['onDecision']
  readonly onError: CorsOptions['onError']
}

/**
 * Turns options into a policy.
 *
 * @throws {PolicyError} with every problem that the options have
 */
export function compile(options: CorsOptions): CompiledPolicy {
  // Own properties only: what somebody adds to Object.prototype is no option.
  const given: Record<string, unknown> & Partial<CorsOptions> = {
    __proto__: null,
    ...(typeof options === 'object' && !Array.isArray(options) && options),
  }
  // Copied, so that what is checked is what is used.
  for (const option in given) if (isList(option, given[option])) given[option] = [...given[option]]
  const issues = Object.keys({ ...RULES, ...given }).flatMap((option) => check(option, given))
  if (issues.length) throw new PolicyError(issues)
  const normal = Object.freeze(
    Object.fromEntries(
      Object.entries(RULES).map(([option, [, , fallback]]) => [option, normalise(option, given[option] ?? fallback)]),
    ),
  ) as unknown as PolicyJSON
  return {
    isPublic: normal.origin === '*',
    origins: compileOriginSet(normal.origin),
    predicate: typeof given.origin === 'function' ? given.origin : undefined,
    headers: new Set(normal.allowHeaders.map((name) => name.toLowerCase())),
    options: normal,
    onDecision: given.onDecision,
    onError: given.onError,
  }
}

/** What is wrong with an option, with each entry on its own when it is a list. */
export function check(option: string, given: Given): PolicyIssue[] {
  const value = given[option]
  const rule = RULES[option]
  if (!rule) {
    const suggestion = suggestOption(option, Object.keys(RULES))
    return [issue('option-unknown', [option], value, 'an option of cors()', suggestion)]
  }
  if (value === undefined && option !== 'origin') return []
  const [expected, faultOf] = rule
  const isEntry = isList(option, value)
  return (isEntry ? value : [value]).flatMap((entry, index) => {
    const fault = faultOf(entry, given, isEntry)
    if (!fault) return []
    const [code, meant] = fault
    // What would be refused in turn is no suggestion.
    const isRefused = [meant].flat().some((one) => faultOf(one, given, isEntry || Array.isArray(meant)))
    return issue(code, isEntry ? [option, index] : [option], entry, expected, isRefused ? undefined : meant)
  })
}

/** Whether a value is a list, and may be one. */
function isList(option: string, value: unknown): value is unknown[] {
  return Array.isArray(value) && Array.isArray(RULES[option]?.[2])
}

/** Lists without duplicates, a single origin as a list, functions left out. */
function normalise(option: string, value: unknown): unknown {
  if (typeof value === 'function') return option === 'origin' ? [] : undefined
  const list: unknown = option === 'origin' && value !== '*' ? [value].flat() : value
  if (!Array.isArray(list)) return list
  return Object.freeze(option.endsWith('Headers') ? distinctNames(list) : [...new Set(list)])
}
