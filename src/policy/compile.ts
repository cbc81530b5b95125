import { collect, type Report } from './issues.ts'
import type { CorsOptions, OriginPredicate, PolicyJSON } from './options.ts'
import { compileOriginSet, type OriginSet } from './origin-set.ts'
import { type Given, RULES } from './rules.ts'
import { nearest, suggest } from './suggest.ts'

/** A valid policy, worked out once so that a request costs lookups. */
export interface CompiledPolicy {
  /** Whether any origin is allowed, so that all answers are the same. */
  readonly isPublic: boolean
  /** The lookup of the listed origins, of which there are none when a predicate decides. */
  readonly origins: OriginSet
  readonly predicate: OriginPredicate | undefined
  readonly methods: ReadonlySet<string>
  /** In lower case. */
  readonly headers: ReadonlySet<string>
  /** The normalised options, without functions. */
  readonly options: PolicyJSON
  readonly onDecision: CorsOptions['onDecision']
  readonly onError: CorsOptions['onError']
}

const WILDCARD = 'a star as the whole label below a domain of your own, or as the port of a loopback host'

/**
 * Turns options into a policy.
 *
 * @throws {PolicyError} with every problem that the options have
 */
export function compile(options: CorsOptions): CompiledPolicy {
  // Own properties only: what somebody adds to Object.prototype is no option.
  const given: Given & CorsOptions = { __proto__: null, ...options }
  collect((report) => {
    for (const option of new Set(['origin', ...Object.keys(given)])) check(option, given, report)
  })
  const normal = Object.freeze(
    Object.fromEntries(
      Object.entries(RULES).map(([option, [, , fallback]]) => [option, normalise(option, given[option] ?? fallback)]),
    ),
  ) as unknown as PolicyJSON
  return Object.freeze({
    isPublic: normal.origin === '*',
    origins: compileOriginSet(normal.origin),
    predicate: typeof given.origin === 'function' ? given.origin : undefined,
    methods: new Set(normal.allowMethods),
    headers: new Set(normal.allowHeaders.map((name) => name.toLowerCase())),
    options: normal,
    onDecision: given.onDecision,
    onError: given.onError,
  })
}

/** Reports what is wrong with an option, with each entry on its own when it is a list. */
export function check(option: string, given: Given, report: Report): void {
  const value = given[option]
  if (!Object.hasOwn(RULES, option)) {
    report('option-unknown', [option], value, 'an option of cors()', nearest(option, Object.keys(RULES)))
    return
  }
  const [expected, faultOf, fallback] = RULES[option] as (typeof RULES)[string]
  const isList = Array.isArray(value) && Array.isArray(fallback)
  for (const [index, entry] of (isList ? value : [value]).entries()) {
    const fault = value === undefined && option !== 'origin' ? undefined : faultOf(entry, given, isList)
    if (fault) {
      const path = isList ? [option, index] : [option]
      report(fault, path, entry, fault.startsWith('wildcard') ? WILDCARD : expected, suggest(entry, fault, fallback))
    }
  }
}

/** Lists without duplicates, a single origin as a list, functions left out. */
function normalise(option: string, value: unknown): unknown {
  if (typeof value === 'function') return option === 'origin' ? [] : undefined
  const list: unknown = option === 'origin' && value !== '*' && !Array.isArray(value) ? [value] : value
  const keyOf = (name: string): string => (option.endsWith('Headers') ? name.toLowerCase() : name)
  return Array.isArray(list) ? Object.freeze([...new Map(list.map((name) => [keyOf(name), name])).values()]) : list
}
