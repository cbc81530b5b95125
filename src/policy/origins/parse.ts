import { checkOption } from '../check.ts'
import { issue, PolicyError } from '../issues.ts'
import { OPTION_RULES } from '../rules.ts'

/**
 * Reads a list of origin patterns from a string, such as an environment variable, in which commas or white space
 * separate them. Empty pieces are ignored, and the empty string gives `[]`, which refuses all.
 *
 * @throws {PolicyError} with every piece that is not a pattern, or when the value is not a string: a forgotten variable
 * @example
 * ```ts
 * import { cors, parseOrigins } from 'corsage'
 *
 * const policy = cors({ origin: parseOrigins('https://app.example.com, https://*.preview.example.com') })
 * policy.allowsOrigin('https://app.example.com') // true
 * ```
 */
export function parseOrigins(text: string | undefined): string[] {
  const pieces = typeof text === 'string' ? text.split(/[\s,]+/).filter(Boolean) : []
  const issues =
    typeof text === 'string'
      ? checkOption('origin', { origin: pieces }, OPTION_RULES, 'cors()')
      : [issue('origin-type', ['origin'], text, 'a string of origins, separated by commas or spaces')]
  if (issues.length) throw new PolicyError(issues)
  return [...new Set(pieces)]
}
