import type { OptionRule, OptionRules } from '../policy/check.ts'
import { callback } from '../policy/rules.ts'

/** The most characters of a tenant's name. Clients choose it where it comes from the URL. */
export const MAX_TENANT: number = 256

/** A day, as for `maxAge`. */
const DAY = 86_400

/** The rules for all options of `originStore()`. The mark lets bundlers drop them from bundles that do not use them. */
export const STORE_RULES: OptionRules = /* @__PURE__ */ writeRules()

function writeRules(): OptionRules {
  return {
    get: { ...callback(), isRequired: true },
    tenant: {
      expected: 'the name of the tenant, or a function that reads it from the URL of the request',
      faultOf: (value) => !isTenant(value) && typeof value !== 'function' && ['option-type'],
      isRequired: true,
    },
    fresh: amount(60, 0, DAY, false),
    stale: amount(300, 0, DAY, false),
    negative: amount(10, 0, DAY, false),
    deadline: amount(1, 0.001, 30, false),
    max: amount(10_000, 1, 1e7, true),
    maxNegative: amount(10_000, 1, 1e7, true),
    maxConcurrent: amount(100, 1, 1e5, true),
    wildcards: amount(0, 0, 5, true),
    filter: callback(),
    onEvent: callback(),
  }
}

/** The rule for a number of seconds, or for a whole number. */
function amount(fallback: number, least: number, most: number, isWhole: boolean): OptionRule {
  return {
    expected: `${isWhole ? 'a whole number' : 'seconds'} from ${least} to ${most}`,
    faultOf: (value) => {
      const number = typeof value === 'string' && value ? Number(value) : value
      const isNumber = typeof number === 'number' && number >= -Infinity
      const clamped = isNumber ? Math.min(Math.max(number, least), most) : undefined
      const nearest = isWhole && clamped !== undefined ? Math.trunc(clamped) : clamped
      return value === nearest && isNumber
        ? undefined
        : ['option-type', nearest, isWhole ? undefined : 'times are in seconds']
    },
    fallback,
  }
}

/** Whether a value can be the name of a tenant. */
export function isTenant(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_TENANT
}
