import type { PolicyIssueCode } from './issues.ts'

/** What an option has to be: in words, as a check, the code of the issue when it is not, and what was meant then. */
export type OptionRule = readonly [
  expected: string,
  isRight: (value: unknown) => boolean,
  code?: PolicyIssueCode,
  repair?: (value: unknown) => unknown,
]

const isFunction = (value: unknown): boolean => typeof value === 'function'
const splitNames = (value: unknown): unknown => (typeof value === 'string' ? value.split(/[\s,]+/) : undefined)
const readFlag = (value: unknown): unknown => value === 'true' || (value === 'false' ? false : undefined)
const isMaxAge = (value: unknown): boolean => Number.isInteger(value) && value === nearestMaxAge(value)
const nearestMaxAge = (value: unknown): unknown => {
  const seconds = typeof value === 'string' ? Number(value) : value
  return typeof seconds === 'number' && !Number.isNaN(seconds)
    ? Math.trunc(Math.min(Math.max(seconds, 0), 86400))
    : undefined
}

const LIST: OptionRule = ['a list of names', Array.isArray, 'option-type', splitNames]
const FLAG: OptionRule = ['true or false', (value) => typeof value === 'boolean', 'option-type', readFlag]

/** The rule of every option; `origin`, whose entries have rules of their own, is any. */
export const OPTION_RULES: { readonly [option: string]: OptionRule } = {
  origin: ['', () => true],
  credentials: FLAG,
  allowMethods: LIST,
  allowHeaders: LIST,
  exposeHeaders: LIST,
  maxAge: ['whole seconds from 0 to 86400', isMaxAge, 'max-age-range', nearestMaxAge],
  preflightStatus: ['200 or 204', (value) => value === 200 || value === 204, 'preflight-status'],
  enforce: FLAG,
  onDecision: ['a function', isFunction],
  onError: ['a function or "throw"', (value) => value === 'throw' || isFunction(value)],
  dangerouslyAllowInsecureOrigins: FLAG,
  dangerouslyAllowPublicSuffixes: FLAG,
  dangerouslyAllowNullOrigin: FLAG,
  dangerouslyReflectHeaders: FLAG,
}

/** The options that are on or off. */
export const FLAGS: string[] = Object.keys(OPTION_RULES).filter((option) => OPTION_RULES[option] === FLAG)
