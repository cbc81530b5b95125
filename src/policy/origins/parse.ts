import { check } from '../compile.ts'
import { issue, PolicyError } from '../issues.ts'

/**
 * Reads a list of origin patterns from a text, such as an environment variable: parted by commas or white space,
 * empty pieces ignored. The empty text gives `[]`, which refuses all.
 *
 * @throws {PolicyError} with every piece that is no pattern, or when there is no text at all: a forgotten variable
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
      ? check('origin', { origin: pieces })
      : [issue('origin-type', ['origin'], text, 'a text of origins, parted by commas or blanks')]
  if (issues.length) throw new PolicyError(issues)
  return [...new Set(pieces)]
}
