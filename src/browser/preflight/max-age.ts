import { getLines, type HeaderList } from '../terms/header-list.ts'
import type { Profile } from '../profile.ts'

const DEFAULT_SECONDS = 5

/**
 * For how many seconds an answer to a preflight is kept (https://fetch.spec.whatwg.org/#cors-preflight-fetch-0, step 7.8
 * on). A negative number is none in the standard; all browsers, and the tests of the standard, do not keep such an answer.
 */
export function maxAgeOf(headers: HeaderList, { maxAgeCap, garbledMaxAge, acceptsPlus }: Profile): number {
  const lines = getLines(headers, 'access-control-max-age')
  const [line] = lines
  if (line === undefined || (line === '' && lines.length === 1)) return DEFAULT_SECONDS
  if (lines.length > 1) return garbledMaxAge
  if (/^-\d+$/.test(line)) return 0
  const isNumber = acceptsPlus ? /^\+?\d+$/.test(line) : /^\d+$/.test(line)
  return isNumber ? Math.min(Number(line), maxAgeCap) : garbledMaxAge
}
