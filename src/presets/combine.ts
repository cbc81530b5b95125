import { checkArgument, isOptions } from '../policy/arguments.ts'
import { type OptionRules, readOptions } from '../policy/check.ts'
import { PolicyError, type PolicyIssue } from '../policy/issues.ts'
import { OPTION_RULES } from '../policy/rules.ts'
import { freeze, type Preset } from './preset.ts'

const LISTS = ['allowMethods', 'allowHeaders', 'exposeHeaders'] as const

/**
 * Joins presets and lists of your own into one preset. Two spreads would not: `{ ...mcp, ...tracing.w3c }` has only the
 * headers of the second.
 *
 * @param presets presets, or objects with the same lists
 * @returns each list that one of them has, without duplicates
 * @throws {PolicyError} with every problem of the lists
 * @example
 * ```ts
 * import { cors } from 'corsage'
 * import { combine, mcp, tracing } from 'corsage/presets'
 *
 * const needs = combine(mcp, tracing.w3c, { allowHeaders: ['x-request-id'] })
 * const policy = cors({ origin: ['https://app.example.com'], ...needs })
 * ```
 */
export function combine(...presets: readonly Preset[]): Preset {
  const issues: PolicyIssue[] = []
  const read = presets.map((preset, at): Preset => {
    checkArgument(['presets', at], preset, 'lists such as { allowHeaders: ["x-request-id"] }', isPreset(preset))
    try {
      return readOptions(preset, listRules(), 'combine()')
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error
      issues.push(...error.issues.map((one) => inPreset(one, at)))
      return {}
    }
  })
  if (issues.length) throw new PolicyError(issues)
  const lists = LISTS.filter((list) => read.some((preset) => preset[list]))
  return freeze(Object.fromEntries(lists.map((list) => [list, join(read.flatMap((preset) => preset[list] ?? []))])))
}

function isPreset(value: unknown): boolean {
  return value !== undefined && isOptions(value)
}

/** The rules of `cors()`, so that a wrong list is found where it was written. */
function listRules(): OptionRules {
  return Object.fromEntries(LISTS.map((list) => [list, OPTION_RULES[list]!]))
}

function inPreset(one: PolicyIssue, at: number): PolicyIssue {
  const path = Object.freeze(['presets', at, ...one.path])
  return Object.freeze({ ...one, path, message: `presets[${at}]: ${one.message}` })
}

/** Leaves out duplicates, the second of two that differ in case only. */
function join(names: readonly string[]): readonly string[] {
  const lower = names.map((name) => name.toLowerCase())
  return names.filter((_name, at) => lower.indexOf(lower[at]!) === at)
}
