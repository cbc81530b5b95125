import { quote } from '../../wording/quote.ts'
import { UsageError } from '../command/usage-error.ts'

/**
 * Reads the number of a flag.
 *
 * @throws {UsageError} if it is not one in the range
 */
export function readNumber(name: string, typed: string, least: number, most: number, isWhole = false): number {
  const value = /^\d+(\.\d+)?$/.test(typed) ? Number(typed) : NaN
  if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return value
  const kind = isWhole ? 'a whole number' : 'a number'
  throw new UsageError(
    `${name} is ${quote(typed)}, expected ${kind} from ${least} to ${most}`,
    `Type corsage probe ${name} ${Math.max(least, 10)}`,
  )
}
