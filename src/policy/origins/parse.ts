import { checkOption } from '../check.ts'
import { issue, PolicyError } from '../issues.ts'
import { OPTION_RULES } from '../rules.ts'

const EXPECTED = 'a string of origins, separated by commas or spaces'

/**
 * Reads origin patterns, separated by commas or white space, from a string such as an environment variable. Empty
 * pieces are ignored. The empty string gives `[]`, which refuses all origins.
 *
 * @throws {PolicyError} with every piece that is not a pattern, or if the value is not a string, because the variable
 * is not set
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
      : [
          issue(
            'origin-type',
            ['origin'],
            text,
            EXPECTED,
            undefined,
            "the variable may not be set, so write parseOrigins(env.X ?? '')",
          ),
        ]
  if (issues.length) throw new PolicyError(issues)
  return [...new Set(pieces)]
}
