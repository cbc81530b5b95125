import { unpolluted } from '../runtime/unpolluted.ts'
import { issue, PolicyError, type PolicyIssue, type PolicyIssueCode, unknownOption } from './issues.ts'
import { nearestName } from './nearest-name.ts'

/** Options as they were given: anything, under any name. */
export type Given = { readonly [option: string]: unknown }

/** What is wrong with a value, the value that was meant, if one can tell, and why, where the code has no reason of its own. */
export type Fault = readonly [code: PolicyIssueCode, suggestion?: unknown, why?: string | undefined] | false | undefined

/** What an option has to be. */
export interface OptionRule {
  /** In words, after "expected": `true or false`. */
  readonly expected: string
  /** What is wrong with a value or, where a list is given, with one entry of it. */
  readonly faultOf: (value: unknown, given: Given, isEntry: boolean) => Fault
  /** The value of an option that is left out. */
  readonly fallback?: unknown
  /** Whether a list is checked entry by entry. */
  readonly isList?: boolean
  readonly isRequired?: boolean
}

/** The rules of all options of a function, in their order. */
export type OptionRules = { readonly [option: string]: OptionRule }

/**
 * Reads options, the one way for all subpaths: own properties only, because nothing that somebody adds to
 * `Object.prototype` is an option, and lists copied, so that the checked values are the used ones.
 *
 * @param reader the function that takes the options, as messages name it: `cors()`
 * @throws {PolicyError} with every problem that the options have
 */
export function readOptions(options: unknown, rules: OptionRules, reader: string): Given {
  const given = ownOptions(options)
  for (const option in given) if (isList(given[option], rules[option])) given[option] = [...given[option]]
  const issues = Object.keys({ ...rules, ...given }).flatMap((option) => checkOption(option, given, rules, reader))
  if (issues.length) throw new PolicyError(issues)
  return given
}

/** A copy of the options' own properties; empty when they are not an object. */
export function ownOptions(options: unknown): Record<string, unknown> {
  return unpolluted({ ...(typeof options === 'object' && !Array.isArray(options) && options) })
}

/** What is wrong with one option, with each entry on its own when it is a list. */
export function checkOption(option: string, given: Given, rules: OptionRules, reader: string): PolicyIssue[] {
  const value = given[option]
  const rule = Object.hasOwn(rules, option) && rules[option]
  if (!rule) return [unknownOption(option, value, reader, Object.keys(rules), nearestName(option, Object.keys(rules)))]
  if (value === undefined && !rule.isRequired) return []
  const isEntry = isList(value, rule)
  return (isEntry ? value : [value]).flatMap((entry, index) => {
    const fault = rule.faultOf(entry, given, isEntry)
    if (!fault) return []
    const [code, meant, why] = fault
    // Never suggest a value that would itself be refused.
    const isRefused = [meant].flat().some((one) => rule.faultOf(one, given, isEntry || Array.isArray(meant)))
    const path = isEntry ? [option, index] : [option]
    return issue(code, path, entry, rule.expected, isRefused ? undefined : meant, why)
  })
}

/** Whether a value is a list, and may be one. */
function isList(value: unknown, rule: OptionRule | undefined): value is unknown[] {
  return Array.isArray(value) && rule?.isList === true
}
