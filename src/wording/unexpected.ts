import { quote } from './quote.ts'
import { visible } from './visible.ts'

/**
 * The error for a value that a function does not accept: `Page is "x", expected a URL`. Only this function writes values
 * into messages of type errors, so that no message can forget to quote one.
 *
 * @param start the words before the value, with their verb
 * @param expected the words after "expected"
 */
export function unexpected(start: string, value: unknown, expected: string): TypeError {
  return new TypeError(visible(`${start} ${quote(value)}, expected ${expected}`))
}
