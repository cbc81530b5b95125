import { UsageError } from '../command/usage-error.ts'
import { messageOf } from '../../wording/message-of.ts'
import { quote } from '../../wording/quote.ts'
import { visible } from '../../wording/visible.ts'

/**
 * Parses JSON.
 *
 * @param typed the name of the file, for the message
 * @param expected what the JSON should be: "the options of cors()"
 * @throws {UsageError} if it is not JSON
 */
export function parseJson(source: string, typed: string, expected: string): unknown {
  const name = typed === '-' ? 'Standard input' : quote(typed)
  if (!source.trim()) throw new UsageError(`${name} is empty, expected JSON: ${expected}`, 'Give it some JSON')
  try {
    // Editors on Windows write a byte order mark, which JSON does not have.
    return JSON.parse(source.replace(/^\uFEFF/, ''))
  } catch (error) {
    // Engines quote the source in their messages.
    const message = visible(messageOf(error)?.slice(0, 200) ?? '')
    throw new UsageError(`${name} is not JSON: ${message}`, `Give it JSON: ${expected}`)
  }
}
