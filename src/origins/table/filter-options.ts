import { checkArgument, isOptions } from '../../policy/arguments.ts'
import { type OptionRules, readOptions } from '../../policy/check.ts'
import { MAX_VERSION } from './fuse-image.ts'

/** Settings of a filter where it is asked. */
export interface FilterOptions {
  /**
   * For how many seconds after it was built, or after the last `update`, the filter refuses. An origin that was added
   * elsewhere is refused for at most that long. `Infinity` if all origins are added with `add`. Default: 60.
   */
  readonly maxAge?: number | undefined
}

/** Settings of a new filter. */
export interface OriginFilterOptions extends FilterOptions {
  /** The version of the list: at most 200 characters. Default: the time when the filter was built. */
  readonly version?: string | undefined
  /** When the entries were read, in milliseconds since 1970. Default: now. */
  readonly builtAt?: number | undefined
}

/** Why a filter refuses nothing. */
export type FilterRest = 'too-old' | 'other-version' | 'too-many-added'

/** The last millisecond that a `Date` can have. */
const LAST_DATE = 8.64e15

/** The rules for the options of `readOriginFilter()`. The marks let bundlers drop the rules where nothing uses them. */
export const READER_RULES: OptionRules = /* @__PURE__ */ writeReaderRules()

/** The rules for the options of `originFilter()`. */
export const FILTER_RULES: OptionRules = /* @__PURE__ */ writeRules()

/** @throws {PolicyError} with every problem of the options */
export function readFilterOptions(options: unknown, rules: OptionRules, reader: string): OriginFilterOptions {
  checkArgument(['options'], options, 'an object such as { maxAge }', isOptions(options))
  return readOptions(options, rules, reader)
}

function writeReaderRules(): OptionRules {
  return {
    maxAge: {
      expected: 'seconds from 0, or Infinity',
      faultOf: (value) => !(typeof value === 'number' && value >= 0) && ['option-type'],
    },
  }
}

function writeRules(): OptionRules {
  return {
    ...writeReaderRules(),
    version: {
      expected: `a string of 1 to ${MAX_VERSION} characters`,
      faultOf: (value) => !(typeof value === 'string' && value && value.length <= MAX_VERSION) && ['option-type'],
    },
    builtAt: {
      expected: 'milliseconds since 1970, such as Date.now()',
      faultOf: (value) =>
        !(Number.isInteger(value) && Number(value) >= 0 && Number(value) <= LAST_DATE) && ['option-type'],
    },
  }
}
