import { CORS_HEADER, FORBIDDEN_REQUEST_HEADER, FORBIDDEN_RESPONSE_HEADER } from '../fetch/header-classes.ts'
import { FORBIDDEN_METHOD, SAFELISTED_METHODS } from '../fetch/method.ts'
import { isToken } from '../fetch/token.ts'
import type { Fault, Given, OptionRule, OptionRules } from './check.ts'
import type { PolicyIssueCode } from './issues.ts'
import { patternFault } from './origins/pattern.ts'
import { suggestMaxAge, suggestPattern, suggestTokens } from './suggest.ts'

/** The rule for an option that is on or off. `conflictIn` finds other options that it must not be combined with. */
export function flag(conflictIn?: (given: Given) => PolicyIssueCode | false): OptionRule {
  return {
    expected: 'true or false',
    faultOf: (value, given) => {
      if (typeof value !== 'boolean')
        return ['option-type', value === 'true' || (value === 'false' ? false : undefined)]
      const conflict = value && conflictIn?.(given)
      return conflict && [conflict, false]
    },
    fallback: false,
  }
}

/** The rule for an option that is a function. */
export function callback(): OptionRule {
  return { expected: 'a function', faultOf: (value) => typeof value !== 'function' && ['option-type'] }
}

/** The rule for an option that is one of the given strings. */
export function oneOf(...values: string[]): OptionRule {
  return {
    expected: values.map((value) => `"${value}"`).join(' or '),
    faultOf: (value) => !values.includes(value as string) && ['option-type'],
  }
}

/** The rule for a list of names, each of which has to be a token. */
function names(
  expected: string,
  invalid: PolicyIssueCode,
  faultOf: (name: string, given: Given) => Fault,
  fallback?: readonly string[],
): OptionRule {
  return {
    expected,
    faultOf: (name, given, isEntry) => {
      if (!isEntry || typeof name !== 'string' || !isToken(name)) return nameFault(name, isEntry, invalid)
      return name === '*' && given.credentials === true ? ['star-with-credentials'] : faultOf(name, given)
    },
    fallback,
    isList: true,
  }
}

/** The fault of a value that is not a list, or of an entry that is not a token. */
function nameFault(value: unknown, isEntry: boolean, invalid: PolicyIssueCode): Fault {
  const meant = suggestTokens(value)
  return isEntry ? [invalid, meant] : ['option-type', meant, meant ? undefined : 'write a list']
}

/** The rules for all options of `cors()`. The mark lets bundlers drop them from bundles that do not use them. */
export const OPTION_RULES: OptionRules = /* @__PURE__ */ writeRules()

function writeRules(): OptionRules {
  return {
    origin: {
      expected: 'an origin such as "https://app.example.com", a list of origins, or a predicate',
      faultOf: (value, given, isEntry) => {
        if (!isEntry) {
          if (typeof value === 'function') return
          if (value === '*') return given.credentials === true && ['any-origin-credentials']
          if (value === undefined)
            return [
              'origin-missing',
              undefined,
              "sharing is a decision, so there is no default; for a variable, write parseOrigins(env.X ?? '')",
            ]
        }
        if (typeof value !== 'string')
          return [
            'origin-type',
            undefined,
            value === undefined
              ? "for a variable, write parseOrigins(env.X ?? '')"
              : value instanceof RegExp
                ? 'an unescaped dot or a missing anchor lets strangers in, so list the origins, or write a predicate'
                : undefined,
          ]
        const fault = patternFault(value, given)
        return (
          fault && [
            fault,
            suggestPattern(value, fault),
            /^\W*["']/.test(value)
              ? 'remove the quotes, or use JSON.parse()'
              : /^[\w-]+-(extension|webview):.*\*/.test(value)
                ? 'the host of an extension is its id, so list the id, or compare the scheme in a predicate'
                : undefined,
          ]
        )
      },
      fallback: [],
      isList: true,
      isRequired: true,
    },
    credentials: flag(),
    vary: {
      expected: 'the name of a request header that the predicate reads',
      faultOf: (name, { origin }, isEntry) => {
        if (!isEntry || typeof name !== 'string' || !isToken(name)) return nameFault(name, isEntry, 'header-invalid')
        return typeof origin !== 'function' && ['vary-without-predicate']
      },
      isList: true,
    },
    allowMethods: names(
      'the name of a method that scripts can send',
      'method-invalid',
      (name) => {
        const upper = name.toUpperCase()
        if (FORBIDDEN_METHOD.test(name)) return ['method-forbidden']
        // `patch` is not `PATCH`: browsers normalise the case of six methods only, and PATCH is not one of them
        // (https://fetch.spec.whatwg.org/#concept-method-normalize). No registered method has lower-case letters, and
        // the servers of Node, Bun and workerd refuse them before any application runs.
        return name !== upper && ['method-case', upper]
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
    timingAllowOrigin: flag(),
    maxAge: {
      expected: 'whole seconds from 0 to 86400',
      faultOf: (value) => {
        const nearest = suggestMaxAge(value)
        return value !== nearest && ['max-age-range', nearest]
      },
    },
    preflightStatus: {
      expected: '200 or 204',
      faultOf: (value) => value !== 200 && value !== 204 && ['preflight-status'],
      fallback: 204,
    },
    enforce: flag(),
    self: {
      expected: 'an exact http or https origin of the application, such as "https://api.example.com"',
      faultOf: (value) => {
        if (typeof value !== 'string') return ['option-type']
        const fault = patternFault(value) ?? (!/^https?:[^*]*$/.test(value) && 'option-type')
        return fault && [fault, value.includes('*') ? undefined : suggestPattern(value, fault)]
      },
      isList: true,
    },
    cookieless: flag(({ origin }) => origin !== '*' && 'cookieless-without-any-origin'),
    onDecision: callback(),
    onError: {
      expected: 'a function or "throw"',
      faultOf: (value) => value !== 'throw' && typeof value !== 'function' && ['option-type'],
    },
    dangerouslyAllowInsecureOrigins: flag(),
    dangerouslyAllowPublicSuffixes: flag(),
    dangerouslyAllowNullOrigin: flag(({ credentials }) => credentials === true && 'null-origin-credentials'),
    dangerouslyReflectHeaders: flag(
      ({ allowHeaders }) => Array.isArray(allowHeaders) && allowHeaders.includes('*') && 'header-star-reflected',
    ),
  }
}
