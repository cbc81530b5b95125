import { checkArgument, isOptions } from '../../policy/arguments.ts'
import { type OptionRules, readOptions } from '../../policy/check.ts'
import { parseOrigin } from '../../fetch/origin.ts'

/** What is known besides the two policies. */
export interface DiffSettings {
  /** Origins to ask predicates about, in addition to those that the policies list. */
  readonly origins?: readonly string[] | undefined
  /** The context that the host would pass to a predicate. The `request` is added. */
  readonly context?: unknown
}

/** The rules of the settings. Marked, so that bundlers drop them where nothing needs them. */
const SETTING_RULES: OptionRules = /* @__PURE__ */ writeRules()

function writeRules(): OptionRules {
  return {
    origins: {
      expected: 'a list of exact origins such as "https://app.example.com"',
      faultOf: (value, _given, isEntry) => !(isEntry && parseOrigin(value as string)) && ['option-type'],
      isList: true,
    },
    context: { expected: '', faultOf: () => false },
  }
}

/**
 * Reads the settings.
 *
 * @throws {PolicyError} with every problem that they have
 */
export function readDiffSettings(settings: DiffSettings | undefined): DiffSettings {
  checkArgument(['settings'], settings, 'an object such as { origins: ["https://a.example"] }', isOptions(settings))
  return readOptions(settings, SETTING_RULES, 'diff()')
}
