import { distinctNames } from '../fetch/header-names.ts'
import { unpolluted } from '../runtime/unpolluted.ts'
import { type Given, readOptions } from './check.ts'
import type { CorsOptions, OriginPredicate, PolicyJSON } from './options.ts'
import { compileOriginSet, type OriginSet } from './origins/set.ts'
import { OPTION_RULES } from './rules.ts'

/** A valid policy in a form that answers requests by lookups alone. */
export interface CompiledPolicy {
  /** Whether any origin is allowed. Then all requests get the same headers. */
  readonly isPublic: boolean
  /** The lookup of the listed origins. It is empty if a predicate decides. */
  readonly origins: OriginSet
  readonly predicate: OriginPredicate | undefined
  /** The names of `allowHeaders`, in lower case. */
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
  const given: Given & Partial<CorsOptions> = readOptions(options, OPTION_RULES, 'cors()')
  const normal = Object.freeze(
    Object.fromEntries(
      Object.entries(OPTION_RULES).map(([option, rule]) => [
        option,
        normalise(option, given[option] ?? unpolluted(rule).fallback),
      ]),
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

/** Removes duplicates from lists, turns a single origin into a list, and leaves out functions. */
function normalise(option: string, value: unknown): unknown {
  if (typeof value === 'function') return option === 'origin' ? [] : undefined
  const isSingle = typeof value === 'string' && (option === 'self' || (option === 'origin' && value !== '*'))
  const list: unknown = isSingle ? [value] : value
  if (!Array.isArray(list)) return list
  return Object.freeze(option.endsWith('Headers') ? distinctNames(list) : [...new Set(list)])
}
