import type { Header } from '../../browser/index.ts'
import { ExchangeError } from './exchange-error.ts'

/** What each line has besides its name and its value. */
const MARKS = ': \r\n'.length

/**
 * Refuses too many header lines, of which the parsers of Node count a part only.
 *
 * @throws {ExchangeError} if they are too large
 */
export function checkSize(headers: readonly Header[], most: number): void {
  const size = headers.reduce((sum, [name, value]) => sum + name.length + value.length + MARKS, 0)
  if (size > most) throw new ExchangeError('too-large', `the headers have more than ${most} bytes`)
}
