import { unpolluted } from '../runtime/unpolluted.ts'
import { issue, PolicyError, type PolicyIssue, type PolicyIssueCode, unknownOption } from './issues.ts'
import { nearestName } from './nearest-name.ts'

/** Options before they are checked: any value under any name. */
export type Given = { readonly [option: string]: unknown }

/**
 * The problem of a value, the value that was probably meant, and the reason if it is not the usual one for this code.
 */
export type Fault = readonly [code: PolicyIssueCode, suggestion?: unknown, why?: string | undefined] | false | undefined

/** The rule that an option's value has to follow. */
export interface OptionRule {
  /** The words after "expected" in a message: `true or false`. */
  readonly expected: string
  /** Finds the problem of a value or, if `isEntry`, of one entry of a list. */
  readonly faultOf: (value: unknown, given: Given, isEntry: boolean) => Fault
  /** The default. */
  readonly fallback?: unknown
  /** Whether a list is checked entry by entry. */
  readonly isList?: boolean
  readonly isRequired?: boolean
}

/** The rules for all options of a function. Messages list the options in this order. */
export type OptionRules = { readonly [option: string]: OptionRule }

/**
 * Reads options the same way for all subpaths. Only own properties count, so that a polluted `Object.prototype` cannot
 * set an option. Lists are copied, so that a caller cannot change them after the check.
 *
 * @param reader the function that takes the options, as messages name it: `cors()`
 * @throws {PolicyError} with every problem that the options have
 */
export function readOptions(options: unknown, rules: OptionRules, reader: string): Given {
  const given = ownOptions(options)
  for (const option in given) if (isList(given[option], ruleOf(option, rules))) given[option] = [...given[option]]
  const issues = Object.keys({ ...rules, ...given }).flatMap((option) => checkOption(option, given, rules, reader))
  if (issues.length) throw new PolicyError(issues)
  return given
}

/** Copies the own properties of the options. The copy is empty if the options are not an object. */
export function ownOptions(options: unknown): Record<string, unknown> {
  return unpolluted({ ...(typeof options === 'object' && !Array.isArray(options) && options) })
}

/** Lists the problems of one option. Each entry of a list is checked separately. */
export function checkOption(option: string, given: Given, rules: OptionRules, reader: string): PolicyIssue[] {
  const value = given[option]
  const rule = ruleOf(option, rules)
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

/** The rule of an option, if it has one. Only own members count, as in options. */
function ruleOf(option: string, rules: OptionRules): OptionRule | undefined {
  return Object.hasOwn(rules, option) ? unpolluted(rules[option]) : undefined
}

/** Whether a value is a list, for an option that takes lists. */
function isList(value: unknown, rule: OptionRule | undefined): value is unknown[] {
  return Array.isArray(value) && rule?.isList === true
}
