import { CORS_HEADER, FORBIDDEN_REQUEST_HEADER, FORBIDDEN_RESPONSE_HEADER } from '../fetch/header-classes.ts'
import { FORBIDDEN_METHOD, SAFELISTED_METHODS, STANDARD_METHOD } from '../fetch/method.ts'
import { isToken } from '../fetch/token.ts'
import type { PolicyIssueCode } from './issues.ts'
import { patternFault } from './origins/pattern.ts'
import { suggestMaxAge, suggestPattern, suggestTokens } from './suggest.ts'

/** Options as they were given: anything, under any name. */
export type Given = { readonly [option: string]: unknown }

/** What is wrong with a value, if anything, and the value that was meant, if one can tell. */
export type Fault = readonly [code: PolicyIssueCode, suggestion?: unknown] | false | undefined

/** What an option is expected to be, in words, what is wrong with it (with each entry, of a list), and its default. */
export type Rule = readonly [
  expected: string,
  faultOf: (value: unknown, given: Given, isEntry: boolean) => Fault,
  fallback?: unknown,
]

/** The rule of an option that is on or off, but not on beside certain others. */
function flag(conflictIn?: (given: Given) => PolicyIssueCode | false): Rule {
  return [
    'true or false',
    (value, given) => {
      if (typeof value !== 'boolean')
        return ['option-type', value === 'true' || (value === 'false' ? false : undefined)]
      const conflict = value && conflictIn?.(given)
      return conflict && [conflict, false]
    },
    false,
  ]
}

/** The rule of a list of names, which have to be tokens. */
function names(
  expected: string,
  invalid: PolicyIssueCode,
  faultOf: (name: string) => Fault,
  fallback: readonly string[],
): Rule {
  return [
    expected,
    (name, given, isEntry) => {
      if (!isEntry || typeof name !== 'string' || !isToken(name))
        return [isEntry ? invalid : 'option-type', suggestTokens(name)]
      return name === '*' && given.credentials === true ? ['star-with-credentials'] : faultOf(name)
    },
    fallback,
  ]
}

/** The rules of all options, in their order. Marked, so that bundlers leave them out where nothing needs them. */
export const RULES: { readonly [option: string]: Rule } = /* @__PURE__ */ writeRules()

function writeRules(): { readonly [option: string]: Rule } {
  return {
    // What somebody adds to Object.prototype is no option.
    __proto__: null as never,
    origin: [
      'an origin such as "https://app.example.com", "https://*.example.com" or "http://localhost:*", or a predicate',
      (value, given, isEntry) => {
        if (!isEntry) {
          if (typeof value === 'function') return
          if (value === '*') return given.credentials === true && ['any-origin-credentials']
          if (value === undefined) return ['origin-missing']
        }
        if (typeof value !== 'string') return ['origin-type']
        const fault = patternFault(value, given)
        return fault && [fault, suggestPattern(value, fault)]
      },
      [],
    ],
    credentials: flag(),
    allowMethods: names(
      'the name of a method that scripts can send',
      'method-invalid',
      (name) => {
        const upper = name.toUpperCase()
        if (FORBIDDEN_METHOD.test(name)) return ['method-forbidden']
        // `patch` is not `PATCH`: browsers send it as it is, and hardly a server knows it.
        return name !== upper && STANDARD_METHOD.test(name) && ['method-case', upper]
      },
      SAFELISTED_METHODS,
    ),
    allowHeaders: names(
      'the name of a header that scripts can set',
      'header-invalid',
      (name) =>
        FORBIDDEN_REQUEST_HEADER.test(name)
          ? ['header-forbidden']
          : CORS_HEADER.test(name) && ['header-is-cors-header'],
      [],
    ),
    exposeHeaders: names(
      'the name of a header that scripts can read',
      'header-invalid',
      (name) => FORBIDDEN_RESPONSE_HEADER.test(name) && ['expose-forbidden'],
      [],
    ),
    maxAge: [
      'whole seconds from 0 to 86400',
      (value) => {
        const nearest = suggestMaxAge(value)
        return value !== nearest && ['max-age-range', nearest]
      },
    ],
    preflightStatus: ['200 or 204', (value) => value !== 200 && value !== 204 && ['preflight-status'], 204],
    enforce: flag(),
    cookieless: flag(({ origin }) => origin !== '*' && 'cookieless-without-any-origin'),
    onDecision: ['a function', (value) => typeof value !== 'function' && ['option-type']],
    onError: ['a function or "throw"', (value) => value !== 'throw' && typeof value !== 'function' && ['option-type']],
    dangerouslyAllowInsecureOrigins: flag(),
    dangerouslyAllowPublicSuffixes: flag(),
    dangerouslyAllowNullOrigin: flag(({ credentials }) => credentials === true && 'null-origin-credentials'),
    dangerouslyReflectHeaders: flag(
      ({ allowHeaders }) => Array.isArray(allowHeaders) && allowHeaders.includes('*') && 'header-star-reflected',
    ),
  }
}
