import type { OptionRule, OptionRules } from '../policy/check.ts'
import { callback, flag, oneOf } from '../policy/rules.ts'

const ORIGIN = 'origin such as "https://app.example.com"'

/** The rules for all options of `csrf()`. */
export const OPTION_RULES: OptionRules = {
  self: { ...list(`an exact http or https ${ORIGIN}`, /^http[^*,]+$/, toOrigin), isRequired: true },
  trusted: list(
    `an exact https ${ORIGIN}, "http://localhost:3000", or a policy that lists only these`,
    /^http(s|:\/\/localhost(:|$))[^*,]*$/,
    toOrigin,
  ),
  missing: oneOf('deny-if-ambient', 'allow', 'deny'),
  methodOverride: flag(),
  allowedHosts: list('a host such as "localhost:3000"', /^[^*,]+$/, (text) => toURL(text).host),
  bypass: list('a method and a whole path such as "POST /hooks/payment"', /^[A-Z-]+ \/[\w.~%@/-]*$/, (text) =>
    text.replace(/^\w+/, (method) => method.toUpperCase()),
  ),
  mode: oneOf('enforce', 'report'),
  onDeny: callback(),
}

/**
 * The rule for a list of strings, or for a single string.
 *
 * @param pattern matches a well written entry, because `write` also accepts patterns and lists: the URL parser takes
 * them for host names
 * @param write returns the entry as it should be written, or throws if it cannot tell
 */
function list(expected: string, pattern: RegExp, write: (text: string) => string): OptionRule {
  return {
    expected,
    faultOf: (value) => {
      if (typeof value !== 'string') return ['option-type']
      const written = tryTo(() => pattern.exec(write(value))?.[0])
      const why = /[\s,]http/.test(value) ? "write a list, or parseOrigins(env.X ?? '')" : undefined
      return written !== value && ['option-type', written, why]
    },
    isList: true,
  }
}

function toOrigin(text: string): string {
  // `null` is never accepted, and there is no other spelling to suggest.
  return text === 'null' ? '' : toURL(text).origin
}

function toURL(text: string): URL {
  return new URL(text.includes(':/') ? text : `https://${text}`)
}

function tryTo<Value>(run: () => Value): Value | undefined {
  try {
    return run()
  } catch {
    return
  }
}
