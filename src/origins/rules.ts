import type { OptionRule, OptionRules } from '../policy/check.ts'
import { callback } from '../policy/rules.ts'

/** The most seconds that an answer is used: a day, as for `maxAge`. */
const DAY = 86_400

const WHOLE = 'a whole number'

/** The rules for all options of `originStore()`. The mark lets bundlers drop them from bundles that do not use them. */
export const STORE_RULES: OptionRules = /* @__PURE__ */ writeRules()

function writeRules(): OptionRules {
  return {
    get: { ...callback(), isRequired: true },
    tenant: {
      expected: 'a name, or a function that reads it from the request',
      faultOf: (value) => !isTenant(value) && typeof value !== 'function' && ['option-type'],
      isRequired: true,
    },
    fresh: number(0, DAY, 'seconds'),
    stale: number(0, DAY, 'seconds'),
    negative: number(0, DAY, 'seconds'),
    deadline: number(0.001, 30, 'seconds'),
    max: number(1, 1e7, WHOLE),
    maxNegative: number(1, 1e7, WHOLE),
    maxConcurrent: number(1, 1e5, WHOLE),
    wildcards: number(0, 5, WHOLE),
    filter: callback(),
    onEvent: callback(),
  }
}

/** The rule for a number. Where milliseconds were meant, a suggestion alone would not say that times are in seconds. */
function number(least: number, most: number, kind: string): OptionRule {
  const expected = `${kind} from ${least} to ${most}`
  return {
    expected,
    faultOf: (value) => {
      const given = typeof value === 'string' ? Number(value) : value
      const isNumber = typeof given === 'number' && given >= -Infinity
      if (!isNumber) return ['option-type']
      const within = Math.min(Math.max(given, least), most)
      const nearest = kind === WHOLE ? Math.trunc(within) : within
      return nearest !== value && ['option-type', nearest, expected]
    },
  }
}

/** Whether a value can be the name of a tenant. Clients choose its length if it comes from the URL. */
export function isTenant(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 256
}
