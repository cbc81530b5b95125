import { type OptionRules, readOptions } from '../policy/check.ts'
import { flag } from '../policy/rules.ts'
import { isCallback } from './callback.ts'

/** The options of a JSONP endpoint. */
export interface JsonpOptions {
  /** The name of the query parameter that names the callback: `'callback'`. */
  readonly parameter: string
  /** The callbacks that your clients use; others are refused. Default: any valid name. */
  readonly callbacks?: readonly string[] | undefined
  /**
   * Whether to refuse, with 403, a request that a browser makes for anything but a `<script>`, and one for a script that
   * could use CORS. Default: `false`.
   */
  readonly scriptsOnly?: boolean | undefined
}

const OPTION_RULES: OptionRules = {
  parameter: {
    expected: 'the name of a query parameter such as "callback"',
    faultOf: (value) => (!value || typeof value !== 'string') && ['option-type'],
    isRequired: true,
  },
  callbacks: {
    expected: 'a list of function names such as ["handleRates"]',
    faultOf: (value, _given, isEntry) => !(isEntry && isCallback(value)) && ['option-type', [value]],
    isList: true,
  },
  scriptsOnly: flag(),
}

/**
 * Reads the options, their own properties only.
 *
 * @throws {PolicyError} with every problem that the options have
 */
export function readJsonpOptions(options: JsonpOptions): JsonpOptions {
  const { parameter, callbacks, scriptsOnly } = readOptions(options, OPTION_RULES, 'jsonp()') as unknown as JsonpOptions
  return { parameter, callbacks, scriptsOnly }
}
