import type { Profile } from '../profile.ts'
import { getLines, type HeaderList } from '../terms/header-list.ts'

const DEFAULT_SECONDS = 5

/**
 * For how many seconds a preflight response is cached (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, steps 7.8
 * to 7.10). In the standard, a negative number is a failure and stands for 5 seconds; every browser and the tests of
 * the standard do not cache such a response, and neither does this.
 */
export function maxAgeOf(headers: HeaderList, { maxAgeCap, garbledMaxAge, acceptsPlus }: Profile): number {
  // Step 7.8, where several lines are a failure (https://fetch.spec.whatwg.org/#extract-header-list-values, step 2).
  const lines = getLines(headers, 'access-control-max-age')
  const [line] = lines
  if (line === undefined || (line === '' && lines.length === 1)) return DEFAULT_SECONDS
  if (lines.length > 1) return garbledMaxAge
  if (/^-\d+$/.test(line)) return 0
  const isNumber = acceptsPlus ? /^\+?\d+$/.test(line) : /^\d+$/.test(line)
  // Steps 7.9 and 7.10.
  return isNumber ? Math.min(Number(line), maxAgeCap) : garbledMaxAge
}
