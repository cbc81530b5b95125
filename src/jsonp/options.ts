import { type OptionRules, readOptions } from '../policy/check.ts'
import { flag } from '../policy/rules.ts'
import { isCallback } from './callback.ts'

/** The options of a JSONP endpoint. */
export interface JsonpOptions {
  /** The query parameter that has the name of the callback: `'callback'`. */
  readonly parameter: string
  /**
   * The callbacks that your clients use, with dots if you like. All others are refused. Default: any name without dots.
   */
  readonly callbacks?: readonly string[] | undefined
  /**
   * Whether to answer 403 to requests that a browser makes for anything except a `<script>`, and to scripts that are
   * loaded with CORS. Default: `false`.
   */
  readonly scriptsOnly?: boolean | undefined
  /**
   * Accept callbacks with dots, such as `angular.callbacks._0`. A site that chooses the callback can then call methods of
   * the page that loads the script, such as `document.forms.pay.submit`. Default: `false`.
   */
  readonly dangerouslyAllowMemberCallbacks?: boolean | undefined
}

const OPTION_RULES: OptionRules = {
  parameter: {
    expected: 'the name of a query parameter such as "callback"',
    faultOf: (value) => (!value || typeof value !== 'string') && ['option-type'],
    isRequired: true,
  },
  callbacks: {
    expected: 'the name of a function such as "handleRates"',
    faultOf: (value, _given, isEntry) =>
      isEntry ? !isCallback(value, true) && ['option-type'] : ['option-type', [value], 'write a list'],
    isList: true,
  },
  scriptsOnly: flag(),
  dangerouslyAllowMemberCallbacks: flag(),
}

/**
 * Reads the options. Only own properties count.
 *
 * @throws {PolicyError} with every problem that the options have
 */
export function readJsonpOptions(options: JsonpOptions): JsonpOptions {
  return readOptions(options, OPTION_RULES, 'jsonp()') as unknown as JsonpOptions
}
