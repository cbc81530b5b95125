import type { OptionRule, OptionRules } from '../policy/check.ts'
import { callback, flag, oneOf } from '../policy/rules.ts'

const ORIGIN = 'an exact origin such as "https://app.example.com"'

/** The rules of all options of `csrf()`. */
export const OPTION_RULES: OptionRules = {
  self: { ...list(ORIGIN, /^http[^*,]+$/, toOrigin), isRequired: true },
  trusted: list(`${ORIGIN} or "http://localhost:3000"`, /^http(s|:\/\/localhost(:|$))[^*,]*$/, toOrigin),
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
 * The rule of a list of strings, or of a single one.
 *
 * @param pattern what an entry looks like once it is written well: the URL parser also takes patterns and lists for names
 * @param write the entry as it should be written; throws when it cannot tell
 */
function list(expected: string, pattern: RegExp, write: (text: string) => string): OptionRule {
  return {
    expected,
    faultOf: (value) => {
      if (typeof value !== 'string') return ['option-type']
      const written = tryTo(() => pattern.exec(write(value))?.[0])
      return written !== value && ['option-type', written]
    },
    isList: true,
  }
}

function toOrigin(text: string): string {
  // The origin `null` has no other spelling.
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
