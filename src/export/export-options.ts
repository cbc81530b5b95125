import { checkArgument, isOptions } from '../policy/arguments.ts'
import { type OptionRules, readOptions } from '../policy/check.ts'
import { flag } from '../policy/rules.ts'

/** The options that all targets have. */
export interface ExportOptions {
  /**
   * The name of the policy, which begins the names of files, variables and lists, so that a server can have several
   * policies: lower-case letters, digits and single `_`. Default: `cors`.
   */
  readonly name?: string | undefined
}

/** Two `_` stand between the name and what it begins, so that no two exports of a server define the same name. */
const NAME: OptionRules[string] = {
  expected: 'at most 32 lower-case letters, digits and single "_", such as "api"',
  faultOf: (value) =>
    (typeof value !== 'string' || !/^[a-z][a-z0-9_]{0,31}$/.test(value) || value.includes('__')) && ['option-type'],
  fallback: 'cors',
}

/**
 * Reads the options of a target.
 *
 * @param flags the options of this target that are on or off
 * @throws {PolicyError} with every problem that the options have
 */
export function readExportOptions<Flag extends string>(
  options: unknown,
  reader: string,
  ...flags: readonly Flag[]
): { readonly name: string } & { readonly [Name in Flag]: boolean } {
  const rules = { name: NAME, ...Object.fromEntries(flags.map((name) => [name, flag()])) }
  checkArgument(['options'], options, 'an object such as { name: "api" }', isOptions(options))
  const given = readOptions(options ?? {}, rules, reader)
  const values = Object.entries(rules).map(([name, { fallback }]) => [name, given[name] ?? fallback])
  return Object.fromEntries(values) as { readonly name: string } & { readonly [Name in Flag]: boolean }
}
