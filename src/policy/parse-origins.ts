import { collect } from './issues.ts'
import { patternFault } from './origin-pattern.ts'
import { ORIGIN, readList } from './read-list.ts'

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
  return collect((report) => {
    const isText = typeof text === 'string'
    if (!isText) report('origin-type', ['origin'], text, 'a text with origins, parted by commas or white space')
    const pieces = isText ? text.split(/[\s,]+/).filter(Boolean) : []
    return readList('origin', pieces, ORIGIN, patternFault, report)
  })
}
